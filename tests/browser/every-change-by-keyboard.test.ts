import { walkEveryChange } from '../support/walks';

/** Every change of a meeting's life as both people: by keyboard alone, without script, on the narrowest phone. */
walkEveryChange({ script: false, width: 320, locale: 'en', hands: 'keyboard' });
