import type { AgendaDay, AgendaEntry } from '~/diary/index';
import { readRequest } from '~/meetings/index.server';
import type { Person } from '~/platform/access';

/** How a meeting takes place, and the name to use of whom it is with. */
interface Meeting {
  method?: 'phone' | 'video';
  name?: string;
}

export type ShownEntry = AgendaEntry & Meeting;

export interface ShownDay extends Omit<AgendaDay, 'entries'> {
  entries: ShownEntry[];
}

/** Days of a diary, with how each meeting takes place and with whom. Nothing else of a request is shown. */
export const withMeetings = (actor: Person, days: AgendaDay[]): ShownDay[] =>
  days.map((day) => ({
    ...day,
    entries: day.entries.map((entry) =>
      entry.reference ? { ...entry, ...meetingOf(actor, entry) } : entry,
    ),
  }));

/** Nothing when the words of the request are erased, or it is not the reader's to see (any more). */
function meetingOf(actor: Person, { kind, reference }: AgendaEntry): Meeting {
  try {
    const { how, name } = readRequest(actor, reference!).answers;
    return { method: kind === 'meeting' ? how?.method : undefined, name: name?.name };
  } catch (error) {
    if (error instanceof Response) return {};
    throw error;
  }
}
