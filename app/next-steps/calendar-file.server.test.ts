import { describe, expect, it } from 'vitest';
import type { Locale } from '~/platform/locale';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { noAnswers } from './answers';
import { deadlineCalendar } from './calendar-file.server';
import { happenings, worries } from './happenings.server';
import { makePlan } from './plan';
import { procedures } from './procedures.server';

const england = await bankHolidays('england');
const content = { procedures: procedures(), happenings: happenings(), worries: worries() };
const now = Date.UTC(2026, 10, 22, 9, 30);

/** The dates ahead of an employed doctor in England, from the dates they know. */
function datesAhead(known: Record<string, string>, today = '2026-11-22') {
  const asked = ({ dates }: { dates: { id: string }[] }) => dates.some(({ id }) => known[id]);
  const answers = {
    ...noAnswers,
    nation: 'england' as const,
    profession: 'doctor' as const,
    setting: 'employed' as const,
    happened: content.happenings.filter(asked).map(({ id }) => id),
    dates: Object.fromEntries(
      Object.entries(known).map(([id, date]) => {
        const [year, month, day] = date.split('-');
        return [id, { day: day!, month: month!, year: year! }];
      }),
    ),
  };
  return makePlan(answers, content, england, today).ahead;
}

const file = (
  known: Record<string, string>,
  titles: 'plain' | 'neutral' = 'plain',
  locale: Locale = 'en',
) => deadlineCalendar(datesAhead(known), titles, locale, now);

const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');
const valuesOf = (text: string, name: string) =>
  linesOf(text)
    .filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    .map((line) => line.slice(line.indexOf(':') + 1));

const twoDates = { 'investigator-appointed': '2026-11-02' };
// An appeal sent leads to its hearing and its decision; it overtakes nothing of the investigation.
const fourDates = { ...twoDates, 'appeal-sent': '2026-11-16' };
const hearing = { 'conduct-hearing': '2026-12-14' };

describe('a calendar file of dates', () => {
  it('has each date ahead once, as a whole day, soonest first', () => {
    const text = file(fourDates);
    expect(linesOf(text)).toEqual(expect.arrayContaining(['BEGIN:VCALENDAR', 'METHOD:PUBLISH']));
    expect(linesOf(text).filter((line) => line.startsWith('DTSTART'))).toEqual([
      'DTSTART;VALUE=DATE:20261130',
      'DTSTART;VALUE=DATE:20261205',
      'DTSTART;VALUE=DATE:20261221',
      'DTSTART;VALUE=DATE:20261230',
    ]);
  });

  it('leaves out what has happened and what nobody can know', () => {
    expect(valuesOf(file({ 'investigation-letter': '2026-11-02' }), 'SUMMARY')).toEqual([]);
    expect(valuesOf(file({}), 'DTSTART')).toEqual([]);
    const reported = file({ ...twoDates, 'report-received': '2026-11-18' });
    expect(valuesOf(reported, 'SUMMARY')).not.toContain('You get the report');
    // The report has overtaken the dates it was due by.
    expect(valuesOf(reported, 'DTSTART')).toEqual(['20261202', '20261216']);
  });

  it('has a hearing to come that the reader told us of, and dates counted back from it', () => {
    const known = { 'capability-letter': '2026-11-16', 'capability-hearing': '2026-12-18' };
    expect(valuesOf(file(known), 'SUMMARY')).toEqual([
      'Both sides exchange papers',
      'The hearing',
      'The decision comes',
    ]);
    expect(valuesOf(file(known), 'DTSTART')).toEqual(['20261204', '20261218', '20261229']);
  });

  it('has the dates of every procedure together', () => {
    const text = file({ ...fourDates, ...hearing, 'records-asked': '2026-11-10' });
    expect(valuesOf(text, 'DTSTART')).toEqual([
      '20261130',
      '20261205',
      '20261210',
      '20261210',
      '20261214',
      '20261221',
      '20261230',
      '20270210',
    ]);
  });

  it('says plainly what each date is, in the reader’s language', () => {
    expect(valuesOf(file(twoDates), 'SUMMARY')).toEqual([
      'The investigation should end',
      'The report goes to the case manager',
    ]);
    expect(valuesOf(file(twoDates, 'plain', 'cy'), 'SUMMARY')).toEqual([
      'Dylai’r ymchwiliad ddod i ben',
      'Mae’r adroddiad yn mynd at reolwr yr achos',
    ]);
  });

  it('keeps a comma in what it says, as the format wants it', () => {
    expect(valuesOf(file({ 'exclusion-renewed': '2026-11-16' }), 'SUMMARY')).toEqual([
      'The next review\\, if the exclusion was renewed',
    ]);
  });

  it('says only which of how many, in a calendar others may read', () => {
    expect(valuesOf(file(fourDates, 'neutral'), 'SUMMARY')).toEqual([
      'Date to remember (1 of 4)',
      'Date to remember (2 of 4)',
      'Date to remember (3 of 4)',
      'Date to remember (4 of 4)',
    ]);
    const welsh = valuesOf(file(twoDates, 'neutral', 'cy'), 'SUMMARY');
    expect(new Set(welsh).size).toBe(2);
    expect(welsh.join()).not.toContain('Date to remember');
  });

  it.each(['en', 'cy'] as const)(
    'says nothing of a case anywhere in a neutral file: %s',
    (locale) => {
      const known = { ...fourDates, ...hearing, 'regulator-allegations': '2026-11-09' };
      const ahead = datesAhead(known);
      expect(ahead.length).toBeGreaterThan(5);
      const text = linesOf(deadlineCalendar(ahead, 'neutral', locale, now)).join('\r\n');
      expect(text).not.toMatch(/mhps|gmc|investigation|report|hearing|decision|policy|ppa|portal/i);
      expect(text).not.toMatch(/ymchwiliad|adroddiad|gwrandawiad|penderfyniad|polisi/i);
      // Only the reminders have a description, and it says what the entry says.
      expect(valuesOf(text, 'DESCRIPTION')).toEqual(valuesOf(text, 'SUMMARY'));
      for (const { line, route } of ahead) {
        for (const words of [
          line.step.id,
          line.step.title[locale],
          route.procedure.title[locale],
        ]) {
          expect(text).not.toContain(words);
        }
      }
    },
  );

  it('is private, leaves the day free, and reminds a day before', () => {
    const text = file(fourDates, 'neutral');
    expect(valuesOf(text, 'CLASS')).toEqual(Array(4).fill('PRIVATE'));
    expect(valuesOf(text, 'TRANSP')).toEqual(Array(4).fill('TRANSPARENT'));
    expect(valuesOf(text, 'ACTION')).toEqual(Array(4).fill('DISPLAY'));
    expect(valuesOf(text, 'TRIGGER')).toEqual(Array(4).fill('-PT15H'));
  });

  it('names nobody', () => {
    expect(file(fourDates)).not.toMatch(/ATTENDEE|ORGANIZER|mailto/);
  });

  it('says that a limit is not confirmed where nobody could confirm it, and only there', () => {
    const known = { ...fourDates, 'records-asked': '2026-11-10' };
    const ahead = datesAhead(known);
    const said = valuesOf(file(known), 'DESCRIPTION').filter((words) =>
      words.startsWith('Worked out'),
    );
    expect(said.map((words) => words.includes('with a time limit nobody has confirmed'))).toEqual(
      ahead.map(({ line }) => line.step.unconfirmed),
    );
    expect(new Set(said).size).toBe(2);
  });

  it('does not say that a date was worked out when the reader gave it', () => {
    expect(valuesOf(file(hearing), 'SUMMARY')).toEqual(['The hearing']);
    expect(valuesOf(file(hearing), 'DESCRIPTION')).toEqual([
      'You gave this date. Check it against your letter.',
      'The hearing',
    ]);
  });

  it('gives the same step the same id, so that a mended date takes the place of the wrong one', () => {
    expect(valuesOf(file(fourDates), 'UID')).toEqual(valuesOf(file(fourDates, 'neutral'), 'UID'));
    expect(new Set(valuesOf(file(fourDates), 'UID')).size).toBe(4);
    const mended = file({ 'investigator-appointed': '2026-11-09' });
    expect(valuesOf(mended, 'UID')).toEqual(valuesOf(file(twoDates), 'UID'));
    expect(valuesOf(mended, 'DTSTART')).not.toEqual(valuesOf(file(twoDates), 'DTSTART'));
  });

  it('is stamped with the moment it was made', () => {
    expect(valuesOf(file(fourDates), 'DTSTAMP')).toEqual(Array(4).fill('20261122T093000Z'));
  });

  it('has lines of at most 75 octets, each ended as the format wants, and no letter is cut', () => {
    const text = file({ ...fourDates, 'exclusion-renewed': '2026-11-16' }, 'plain', 'cy');
    const sizes = text.split('\r\n').map((line) => Buffer.byteLength(line));
    expect(text).toContain('\r\n ');
    expect(Math.max(...sizes)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).not.toContain('\uFFFD');
    expect(linesOf(text)[0]).toBe('BEGIN:VCALENDAR');
    expect(text.trimEnd().endsWith('\r\nEND:VCALENDAR')).toBe(true);
  });
});
