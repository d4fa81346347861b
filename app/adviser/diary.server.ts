import type { AgendaDay, AgendaEntry } from '~/diary/index';
import { methodsOf, type Method } from '~/meetings/index.server';
import type { Person } from '~/platform/access';

export interface ShownEntry extends AgendaEntry {
  method?: Method;
}

export interface ShownDay extends Omit<AgendaDay, 'entries'> {
  entries: ShownEntry[];
}

/** Days of a diary, with how each meeting takes place. Nothing else of a request is shown. */
export function withMethods(actor: Person, days: readonly AgendaDay[]): ShownDay[] {
  const referenceOf = ({ kind, reference }: AgendaEntry) =>
    kind === 'meeting' && reference ? reference : [];
  const methods = methodsOf(
    actor,
    days.flatMap(({ entries }) => entries.flatMap(referenceOf)),
  );
  return days.map((day) => ({
    ...day,
    entries: day.entries.map((entry) =>
      entry.kind === 'meeting' ? { ...entry, method: methods.get(entry.reference!) } : entry,
    ),
  }));
}
