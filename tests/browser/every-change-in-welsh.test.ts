import { everyPage, walkThrough } from '../support/walks';

/** Every page on which a meeting changes, as both people: in Welsh, with script, on a phone. */
walkThrough({ walks: everyPage, script: true, width: 390, locale: 'cy', hands: 'pointer' });
