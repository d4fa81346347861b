import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { busyTimes } from '#db/schema';
import type { Person } from '~/platform/access';
import { readAudit } from '~/platform/audit.server';
import { database } from '~/platform/database.server';
import { clock, day, hour } from '~/platform/time/clock';
import { instantOf } from '~/platform/time/london';
import { person } from '../../tests/support/people';
import {
  bringBusyTimes,
  broughtBusyTimes,
  forgetBusyTimes,
  largestCalendarFile,
  purgeBusyTimes,
} from './busy-times.server';
import { readDiary } from './diary.server';
import { freeSlots } from './slots';

const { now } = clock;
const monday = instantOf('2026-11-23', '08:00');
let adviser: Person;
beforeEach(() => {
  adviser = person('adviser', 'north');
  clock.now = () => monday;
});
afterEach(() => {
  clock.now = now;
});

const file = (...events: string[][]) =>
  Buffer.from(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
      'END:VCALENDAR',
    ].join('\r\n'),
  );
const wednesdayMorning = [
  'SUMMARY:Wren clinic',
  'DTSTART:20261125T090000Z',
  'DTEND:20261125T120000Z',
];
const thursday = ['DTSTART;VALUE=DATE:20261126'];

const kept = () =>
  database().select().from(busyTimes).where(eq(busyTimes.adviserId, adviser.accountId)).all();
const isFree = (date: string, time: string) =>
  freeSlots(readDiary(database(), adviser.accountId, new Set()), monday).some(
    ({ startsAt }) => startsAt === instantOf(date, time),
  );

describe('busy times from a file', () => {
  it('are not offered, and nothing but when they are is kept', () => {
    expect(isFree('2026-11-25', '10:00')).toBe(true);
    expect(bringBusyTimes(adviser, file(wednesdayMorning))).toEqual({
      done: true,
      kept: 1,
      unknownZones: [],
      unreadable: 0,
    });
    expect(isFree('2026-11-25', '10:00')).toBe(false);
    expect(isFree('2026-11-25', '12:00')).toBe(true);
    expect(JSON.stringify(kept())).not.toContain('Wren');
    expect(readAudit({}, 1)[0]).toMatchObject({
      action: 'availability-changed',
      detail: 'busy-times',
    });
  });

  it('take the place of those of an earlier file, and of nobody else’s', () => {
    const other = person('adviser', 'north');
    bringBusyTimes(other, file(thursday));
    bringBusyTimes(adviser, file(wednesdayMorning));
    bringBusyTimes(adviser, file(thursday));
    expect(kept()).toHaveLength(1);
    expect(isFree('2026-11-25', '10:00')).toBe(true);
    forgetBusyTimes(adviser);
    expect(broughtBusyTimes(adviser)).toBeNull();
    expect(broughtBusyTimes(other)).toMatchObject({ spans: 1 });
  });

  it('stay as they were when the next file cannot be read', () => {
    bringBusyTimes(adviser, file(wednesdayMorning));
    expect(bringBusyTimes(adviser, Buffer.from('Dear Ruth'))).toEqual({
      done: false,
      because: 'no-calendar',
    });
    expect(kept()).toHaveLength(1);
  });

  it('are kept half a year ahead', () => {
    const far = ['DTSTART:20270601T090000Z', 'DTEND:20270601T100000Z'];
    expect(bringBusyTimes(adviser, file(far))).toMatchObject({ done: true, kept: 0 });
  });

  it('are forgotten when they are past', () => {
    bringBusyTimes(adviser, file(wednesdayMorning, thursday));
    clock.now = () => monday + 3 * day - 9 * hour;
    purgeBusyTimes();
    expect(kept()).toHaveLength(1);
    clock.now = () => monday + 10 * day;
    purgeBusyTimes();
    expect(kept()).toEqual([]);
  });
});

describe('a file that means harm', () => {
  const refused = (content: Buffer) => bringBusyTimes(adviser, content);

  it('is not read when it is too large', () => {
    expect(refused(Buffer.alloc(largestCalendarFile + 1, 'x'))).toEqual({
      done: false,
      because: 'too-large',
    });
  });

  it('is given up when it repeats every second since 1970', () => {
    const seconds = ['DTSTART:19700101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'];
    expect(refused(file(seconds))).toEqual({ done: false, because: 'too-much' });
  });

  it('is given up when it looks for a day that never comes', () => {
    const never = [
      'DTSTART:20260101T000000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    ];
    expect(refused(file(never))).toEqual({ done: false, because: 'too-much' });
    // And the next file is read as if nothing had been.
    expect(bringBusyTimes(adviser, file(thursday))).toMatchObject({ done: true, kept: 1 });
  });

  it('does not fill the diary with more spans than anybody has', () => {
    const many = Array.from({ length: 60 }, (_, index) => [
      `DTSTART:20261124T00${String(index).padStart(2, '0')}00Z`,
      'DURATION:PT30S',
      'RRULE:FREQ=DAILY;COUNT=170',
    ]);
    expect(refused(file(...many))).toEqual({ done: false, because: 'too-much' });
    expect(kept()).toEqual([]);
  });
});
