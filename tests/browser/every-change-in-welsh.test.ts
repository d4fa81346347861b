import { walkEveryChange } from '../support/walks';

/** Every change of a meeting's life as both people: in Welsh, with script, on a phone. */
walkEveryChange({ script: true, width: 390, locale: 'cy', hands: 'pointer' });
