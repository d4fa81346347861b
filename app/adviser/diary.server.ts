import type { AgendaDay, AgendaEntry } from '~/diary/index';
import { methodsOf, visibleTo, type Method } from '~/meetings/index.server';
import type { Person } from '~/platform/access';

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
export function withMethods(actor: Person, days: readonly AgendaDay[]): ShownDay[] {
  const references = days.flatMap(({ entries }) => entries.flatMap((its) => its.reference ?? []));
  const visible = visibleTo(actor, references);
  const methods = methodsOf(actor, references);
  const shown = ({ reference, ...entry }: AgendaEntry): ShownEntry => {
    if (!reference || !visible.has(reference)) return entry;
    return entry.kind === 'meeting'
      ? { ...entry, reference, method: methods.get(reference) }
      : { ...entry, reference };
  };
  return days.map((day) => ({ ...day, entries: day.entries.map(shown) }));
}
