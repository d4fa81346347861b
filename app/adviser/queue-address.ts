import {
  firstFilter,
  queueGroups,
  sentStates,
  whose,
  type QueueFilter,
  type State,
} from '~/meetings/index';
import { teams } from '~/platform/access';
import { oneOf } from '~/platform/one-of';

/** What an address asks of the queue. Only codes: what somebody searches for never stands in an address. */

/** Anything that is no code of ours counts as not asked. */
export function filterFrom(query: URLSearchParams): QueueFilter {
  const who = query.get('who') ?? '';
  const state: State | undefined = oneOf(sentStates, query.get('state'));
  const team = oneOf(teams, query.get('team'));
  return {
    group: oneOf(queueGroups, query.get('group')) ?? firstFilter.group,
    who: oneOf(whose, who) ?? (/^[\w-]{1,64}$/.test(who) ? who : firstFilter.who),
    ...(state && { state }),
    ...(team && { team }),
  };
}

/** The shortest query that asks for a filter; empty for what the queue opens with. */
export function queryOf(filter: QueueFilter): string {
  const told = Object.entries({ ...filter }).filter(
    ([name, value]) => value !== undefined && value !== firstFilter[name as keyof QueueFilter],
  );
  return new URLSearchParams(told as [string, string][]).toString();
}

/** The address of a list, and of a page of it. */
export function queueAddress(
  filter: QueueFilter,
  place: { after?: string | null; before?: string | null } = {},
): string {
  const query = new URLSearchParams(queryOf(filter));
  if (place.after) query.set('after', place.after);
  if (place.before) query.set('before', place.before);
  return query.size > 0 ? `/adviser?${query}` : '/adviser';
}
