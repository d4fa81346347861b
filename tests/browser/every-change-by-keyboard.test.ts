import { everyWalk, walkThrough } from '../support/walks';

/** Every change of a meeting's life as both people: by keyboard alone, without script, on the narrowest phone. */
walkThrough({ walks: everyWalk, script: false, width: 320, locale: 'en', hands: 'keyboard' });
