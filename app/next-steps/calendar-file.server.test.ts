import { describe, expect, it } from 'vitest';
import type { Locale } from '~/platform/locale';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { deadlineCalendar } from './calendar-file.server';
import { readProcedure } from './procedures.server';
import { workOutTimeline, type KnownDates } from './timeline';

const procedure = readProcedure('mhps-investigation');
const england = await bankHolidays('england');
const now = Date.UTC(2026, 10, 22, 9, 30);

function file(known: KnownDates, titles: 'plain' | 'neutral' = 'plain', locale: Locale = 'en') {
  const timeline = workOutTimeline(procedure, known, england, '2026-11-22');
  return deadlineCalendar(procedure, timeline, titles, locale, now);
}

const linesOf = (content: string) => content.replaceAll('\r\n ', '').split('\r\n');
const valuesOf = (content: string, name: string) =>
  linesOf(content)
    .filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    .map((line) => line.slice(line.indexOf(':') + 1));

const twoDates = { 'investigator-appointed': '2026-11-02' };
const fourDates = { ...twoDates, 'report-received': '2026-12-16' };

describe('a calendar file of dates', () => {
  it('has each date that was worked out, as a whole day', () => {
    const content = file(fourDates);
    expect(linesOf(content)).toEqual(expect.arrayContaining(['BEGIN:VCALENDAR', 'METHOD:PUBLISH']));
    expect(linesOf(content).filter((line) => line.startsWith('DTSTART'))).toEqual([
      'DTSTART;VALUE=DATE:20261130',
      'DTSTART;VALUE=DATE:20261205',
      'DTSTART;VALUE=DATE:20270104',
      'DTSTART;VALUE=DATE:20270118',
    ]);
  });

  it('leaves out what the reader knows already and what nobody can know', () => {
    expect(valuesOf(file({ 'told-in-writing': '2026-11-02' }), 'SUMMARY')).toEqual([]);
    expect(valuesOf(file({}), 'DTSTART')).toEqual([]);
    expect(valuesOf(file(fourDates), 'SUMMARY')).not.toContain('You get the report');
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

  it('says only which of how many, in a calendar others may read', () => {
    expect(valuesOf(file(fourDates, 'neutral'), 'SUMMARY')).toEqual([
      'Date to remember (1 of 4)',
      'Date to remember (2 of 4)',
      'Date to remember (3 of 4)',
      'Date to remember (4 of 4)',
    ]);
  });

  it('says nothing of an investigation anywhere in a neutral file', () => {
    expect(file(fourDates, 'neutral')).not.toMatch(/mhps|investigation|report|decision|policy/i);
  });

  it('is private, leaves the day free, and reminds a day before', () => {
    const content = file(fourDates, 'neutral');
    expect(valuesOf(content, 'CLASS')).toEqual(Array(4).fill('PRIVATE'));
    expect(valuesOf(content, 'TRANSP')).toEqual(Array(4).fill('TRANSPARENT'));
    expect(valuesOf(content, 'ACTION')).toEqual(Array(4).fill('DISPLAY'));
    expect(valuesOf(content, 'TRIGGER')).toEqual(Array(4).fill('-PT15H'));
  });

  it('names nobody', () => {
    expect(file(fourDates)).not.toMatch(/ATTENDEE|ORGANIZER|mailto/);
  });

  it('says that a limit is not confirmed where nobody could confirm it', () => {
    const [first] = valuesOf(file(twoDates), 'DESCRIPTION');
    expect(procedure.steps.find(({ id }) => id === 'investigation-ends')!.unconfirmed).toBe(true);
    expect(first).toContain('with a time limit nobody has confirmed');
  });

  it('gives the same date the same id, so that adding the file again adds nothing', () => {
    expect(valuesOf(file(fourDates), 'UID')).toEqual(valuesOf(file(fourDates, 'neutral'), 'UID'));
    expect(new Set(valuesOf(file(fourDates), 'UID')).size).toBe(4);
    const later = file({ 'investigator-appointed': '2026-11-09' });
    expect(valuesOf(later, 'UID')).not.toContain(valuesOf(file(twoDates), 'UID')[0]);
  });

  it('is stamped with the moment it was made, and has no line of more than 75 octets', () => {
    const content = file(fourDates, 'plain', 'cy');
    expect(valuesOf(content, 'DTSTAMP')).toEqual(Array(4).fill('20261122T093000Z'));
    const sizes = content.split('\r\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(75);
  });
});
