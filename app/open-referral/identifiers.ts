import { v5 as uuidV5 } from 'uuid';

/** Ids of the open data. Made once at random and never changed: every id that others have kept rests on it. */
const namespace = '23839ee3-6942-4ece-8764-aaf24a9ab555';

/**
 * The id of one thing of the open data (UUID, version 5): the same at every start, in every copy of the portal.
 * @param names what it is and where it belongs, such as `'service', 'samaritans'`.
 */
export const uuidOf = (...names: (string | number)[]): string => uuidV5(names.join('/'), namespace);
