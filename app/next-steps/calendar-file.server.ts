import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventTransparency,
} from 'ical-generator';
import { lookupHash } from '~/platform/crypto.server';
import { translator } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import type { DatedLine } from './plan';

/** Why the entry is there: the reader gave the date, or it was worked out, on firm ground or not. */
const reasonFor = ({ basis, step }: DatedLine['line']) =>
  basis === 'known' ? 'given' : step.timeUnconfirmed ? 'unconfirmed' : 'check';

/**
 * Dates ahead as whole-day entries for a calendar (RFC 5545).
 * @param titles `neutral` for a calendar that others may read: an entry then says only that it is a date to
 *   remember, and which of how many.
 */
export function deadlineCalendar(
  dates: readonly DatedLine[],
  titles: 'plain' | 'neutral',
  locale: Locale,
  now: number,
): string {
  const t = translator(locale, 'next-steps');
  const calendar = ical({
    prodId: { company: 'calendar', product: 'dates', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const [index, { route, line }] of dates.entries()) {
    const { step, date } = line;
    const event = calendar.createEvent({
      // Keyed, so that nobody can try out which step it is; without the date, so that a mended date replaces it.
      id: `${lookupHash(`calendar ${route.procedure.id} ${step.id}`).slice(0, 32)}@calendar`,
      start: new Date(`${date}T00:00:00Z`),
      allDay: true,
      stamp: new Date(now),
      class: ICalEventClass.PRIVATE,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary:
        titles === 'plain'
          ? step.title[locale]
          : t('calendar.neutral', { number: index + 1, count: dates.length }),
      description: titles === 'neutral' ? null : t(`calendar.${reasonFor(line)}`),
    });
    // 15 hours before midnight: nine in the morning of the day before.
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 15 * 60 * 60 });
  }
  return calendar.toString();
}
