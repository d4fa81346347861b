import { everyPage, walkThrough } from '../support/walks';

/** Every page on which a meeting changes, as both people: by keyboard alone, without script, on the narrowest phone. */
walkThrough({ walks: everyPage, script: false, width: 320, locale: 'en', hands: 'keyboard' });
