import type { AgendaDay, AgendaEntry } from '~/diary/index';
import { methodsOf, type Method } from '~/meetings/index.server';
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
  const named = days.flatMap(({ entries }) => entries.flatMap(({ reference }) => reference ?? []));
  const methods = methodsOf(actor, named);
  const shown = ({ reference, ...entry }: AgendaEntry): ShownEntry =>
    reference && methods.has(reference)
      ? { ...entry, reference, method: methods.get(reference) ?? undefined }
      : entry;
  return days.map((day) => ({ ...day, entries: day.entries.map(shown) }));
}
