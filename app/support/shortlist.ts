/**
 * A list a reader keeps for themselves: the ids stand in the address, in the reader's order, and nowhere else.
 * Pure.
 */

/** More than anybody calls; it keeps an address short enough to send and to bookmark. */
export const mostOnList = 20;

export interface Shortlist {
  /** Organisations that are there, each once, in the order given. */
  ids: string[];
  /** Some are not in the directory, or no longer. */
  hasUnknown: boolean;
  /** There were more than a list holds; the rest is left out. */
  hasTooMany: boolean;
}

/** @param isKnown whether an id is one of the directory's. */
export function readShortlist(
  asked: readonly string[],
  isKnown: (id: string) => boolean,
): Shortlist {
  // An address may hold thousands: nobody looks at more than could be told to be too many.
  const each = [...new Set(asked)].slice(0, mostOnList * 2);
  const known = each.filter(isKnown);
  return {
    ids: known.slice(0, mostOnList),
    hasUnknown: known.length < each.length,
    hasTooMany: known.length > mostOnList,
  };
}

/** A list as an address has it: `?id=a&id=b`, or nothing. */
export const shortlistQuery = (ids: readonly string[], name: 'id' | 'list' = 'id'): string =>
  ids.length > 0 ? `?${new URLSearchParams(ids.map((id) => [name, id]))}` : '';
