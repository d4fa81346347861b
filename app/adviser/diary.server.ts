import type { AgendaDay, AgendaEntry } from '~/diary/index';
import { readRequest, requestIdOf } from '~/meetings/index.server';
import type { Person } from '~/platform/access';

/** How a meeting takes place. */
type Method = 'phone' | 'video';

export interface ShownEntry extends AgendaEntry {
  method?: Method;
}

export interface ShownDay extends Omit<AgendaDay, 'entries'> {
  entries: ShownEntry[];
}

/**
 * Days of a diary, with how each meeting takes place. Nothing else of a request is shown, and of one that the reader
 * must leave alone only that the time is taken.
 */
export const withMethods = (actor: Person, days: AgendaDay[]): ShownDay[] =>
  days.map((day) => ({ ...day, entries: day.entries.map((entry) => shownTo(actor, entry)) }));

function shownTo(actor: Person, { reference, ...entry }: AgendaEntry): ShownEntry {
  if (!reference || requestIdOf(actor, reference) === null) return entry;
  // None when the words of the request are erased.
  const method =
    entry.kind === 'meeting' ? readRequest(actor, reference).answers.how?.method : undefined;
  return { ...entry, reference, method };
}
