import type { AgendaDay, AgendaEntry } from '~/diary/index';
import { readRequest } from '~/meetings/index.server';
import type { Person } from '~/platform/access';

/** How a meeting takes place. */
type Method = 'phone' | 'video';

export interface ShownEntry extends AgendaEntry {
  method?: Method;
}

export interface ShownDay extends Omit<AgendaDay, 'entries'> {
  entries: ShownEntry[];
}

/** Days of a diary, with how each meeting takes place. Nothing else of a request is shown. */
export const withMethods = (actor: Person, days: AgendaDay[]): ShownDay[] =>
  days.map((day) => ({
    ...day,
    entries: day.entries.map((entry) =>
      entry.kind === 'meeting' ? { ...entry, method: methodOf(actor, entry.reference!) } : entry,
    ),
  }));

/** Nothing when the words of the request are erased, or it is not the reader's to see (any more). */
function methodOf(actor: Person, reference: string): Method | undefined {
  try {
    return readRequest(actor, reference).answers.how?.method;
  } catch (error) {
    if (error instanceof Response) return undefined;
    throw error;
  }
}
