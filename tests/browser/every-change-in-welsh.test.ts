import { everyWalk, walkThrough } from '../support/walks';

/** Every change of a meeting's life from every state, as both people: in Welsh, with script, on a phone. */
walkThrough({ walks: everyWalk, script: true, width: 390, locale: 'cy', hands: 'pointer' });
