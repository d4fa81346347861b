import { describe, expect, it } from 'vitest';
import { translator } from '~/platform/i18n';
import { organisations } from './directory.server';
import { hoursInWords } from './hours-in-words';
import {
  bestOpening,
  isOld,
  isRoundTheClock,
  openingAt,
  openingHoursSchema,
  weekdays,
  type Moment,
  type Opening,
  type OpeningHours,
} from './opening-hours';
import { openingsAt } from './openings.server';
import type { Organisation } from './organisation';

/** 2026: 1 December is a Tuesday, 25 December a Friday, and Boxing Day is kept on Monday 28 December. */
const christmas = new Set(['2026-12-25', '2026-12-28', '2027-01-01']);

const hours = (more: Partial<OpeningHours> = {}): OpeningHours => ({
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  bankHolidays: 'closed',
  seen: '2026',
  note: null,
  ...more,
});

const roundTheClock = hours({
  weekly: [{ days: [...weekdays], from: '00:00', to: '24:00' }],
  bankHolidays: 'open',
});

/** `2026-12-01 09:00` */
const at = (when: string): Moment => {
  const [date, time] = when.split(' ') as [string, string];
  return { date, time };
};

const opening = (when: string, its = hours(), holidays = christmas) =>
  openingAt(at(when), its, holidays);

const words = hoursInWords(translator('en', 'support'), 'en');

const isOpen = ({ state }: Opening) => state !== 'closed';

describe('a line that is open from 9 to 5 on weekdays', () => {
  it('opens at the minute it says, and not before', () => {
    expect(opening('2026-12-01 08:59')).toMatchObject({
      state: 'closed',
      opens: at('2026-12-01 09:00'),
    });
    expect(opening('2026-12-01 09:00')).toMatchObject({ state: 'open', until: '17:00' });
  });

  it('is open in its last minute, and closed at the minute it closes', () => {
    expect(isOpen(opening('2026-12-01 16:59'))).toBe(true);
    expect(opening('2026-12-01 17:00')).toMatchObject({
      state: 'closed',
      opens: at('2026-12-02 09:00'),
    });
  });

  it('opens on Monday for who calls on Friday night or at the weekend', () => {
    for (const when of ['2026-12-04 17:00', '2026-12-05 12:00', '2026-12-06 23:59']) {
      expect(opening(when), when).toMatchObject({ opens: at('2026-12-07 09:00') });
    }
  });

  it('is closed from Christmas Eve until after the weekend and the day kept for Boxing Day', () => {
    expect(opening('2026-12-24 17:00')).toEqual({
      state: 'closed',
      opens: at('2026-12-29 09:00'),
      mayDiffer: false,
    });
    expect(opening('2026-12-31 17:00')).toMatchObject({ opens: at('2027-01-04 09:00') });
  });
});

describe('a bank holiday', () => {
  it('is a day like any other for a line that is open on it', () => {
    expect(opening('2026-12-25 10:00', hours({ bankHolidays: 'open' }))).toEqual({
      state: 'open',
      until: '17:00',
      mayDiffer: false,
    });
  });

  it('closes a line that keeps it', () => {
    expect(isOpen(opening('2026-12-25 10:00'))).toBe(false);
  });

  it('comes with a warning when nobody knows', () => {
    const unsure = hours({ bankHolidays: 'unknown' });
    expect(opening('2026-12-25 10:00', unsure)).toMatchObject({ state: 'open', mayDiffer: true });
    expect(opening('2026-12-24 18:00', unsure)).toMatchObject({
      opens: at('2026-12-25 09:00'),
      mayDiffer: true,
    });
    expect(opening('2026-12-23 10:00', unsure)).toMatchObject({ mayDiffer: false });
    expect(words.opening(opening('2026-12-25 10:00', unsure), '2026-12-25')).toContain(
      'may differ',
    );
  });
});

describe('hours around midnight', () => {
  const evening = hours({ weekly: [{ days: [...weekdays], from: '19:00', to: '24:00' }] });

  it('end with the day', () => {
    expect(isOpen(opening('2026-12-01 23:59', evening))).toBe(true);
    expect(opening('2026-12-02 00:00', evening)).toMatchObject({
      state: 'closed',
      opens: at('2026-12-02 19:00'),
    });
  });

  it('go on after it where a line is open at night', () => {
    const night = hours({
      weekly: [
        { days: [...weekdays], from: '22:00', to: '24:00' },
        { days: [...weekdays], from: '00:00', to: '06:00' },
      ],
    });
    expect(opening('2026-12-01 23:59', night)).toMatchObject({ state: 'open' });
    expect(opening('2026-12-02 00:00', night)).toMatchObject({ state: 'open', until: '06:00' });
    expect(isOpen(opening('2026-12-02 06:00', night))).toBe(false);
  });

  it('are no question for a line that is always open', () => {
    for (const when of ['2026-12-25 00:00', '2026-12-31 23:59']) {
      expect(opening(when, roundTheClock)).toEqual({ state: 'always' });
    }
    expect(isRoundTheClock({ ...roundTheClock, bankHolidays: 'unknown' })).toBe(false);
    expect(isRoundTheClock(hours())).toBe(false);
  });
});

describe('a break at lunch', () => {
  const twice = hours({
    weekly: [
      { days: ['tue'], from: '14:00', to: '17:00' },
      { days: ['tue'], from: '09:00', to: '12:00' },
    ],
  });

  it('is not the end of the day', () => {
    expect(opening('2026-12-01 12:30', twice)).toMatchObject({ opens: at('2026-12-01 14:00') });
    expect(opening('2026-12-01 08:00', twice)).toMatchObject({ opens: at('2026-12-01 09:00') });
    expect(opening('2026-12-01 17:00', twice)).toMatchObject({ opens: at('2026-12-08 09:00') });
  });
});

describe('several lines', () => {
  const open: Opening = { state: 'open', until: '17:00', mayDiffer: false };
  const soon: Opening = { state: 'closed', opens: at('2026-12-02 08:00'), mayDiffer: false };
  const later: Opening = { state: 'closed', opens: at('2026-12-02 10:00'), mayDiffer: false };
  const never: Opening = { state: 'closed', opens: null, mayDiffer: false };

  it('are as good as the best of them', () => {
    expect(bestOpening([never, later, soon, open, { state: 'always' }])).toEqual({
      state: 'always',
    });
    expect(bestOpening([later, open, soon])).toEqual(open);
    expect(bestOpening([never, later, soon])).toEqual(soon);
    expect(bestOpening([])).toBeNull();
  });
});

describe('what somebody reads', () => {
  it.each<[string, Opening, string]>([
    ['an hour before', opening('2026-12-01 08:00'), 'Closed now. Opens at 9am today.'],
    ['in the middle', opening('2026-12-01 10:00'), 'Open now, until 5pm.'],
    [
      'the evening before',
      openingAt(
        at('2026-12-01 20:00'),
        hours({ weekly: [{ days: ['wed'], from: '08:00', to: '12:00' }] }),
        christmas,
      ),
      'Closed now. Opens at 8am tomorrow.',
    ],
    ['always', { state: 'always' }, 'Open now, day and night.'],
    ['nobody knows', { state: 'closed', opens: null, mayDiffer: false }, 'Closed now.'],
  ])('%s', (_, its, said) => {
    expect(words.opening(its, '2026-12-01')).toBe(said);
  });

  it('names the day when it is neither today nor tomorrow', () => {
    expect(words.opening(opening('2026-12-04 17:00'), '2026-12-04')).toBe(
      'Closed now. Opens at 9am on Monday 7 December 2026.',
    );
  });

  it('tells hours in runs of days, and how old they are', () => {
    const said = words.hours(
      hours({
        weekly: [
          { days: ['mon', 'tue', 'wed', 'fri'], from: '08:30', to: '12:00' },
          { days: ['sat'], from: '00:00', to: '24:00' },
        ],
        seen: '2026-10',
      }),
    );
    expect(said).toBe(
      'Monday to Wednesday, Friday, 8.30am to noon; Saturday, midnight to midnight. Closed on bank holidays. Hours seen in October 2026',
    );
    expect(words.hours(roundTheClock)).toContain('24 hours, every day');
  });

  it('is in Welsh for who reads Welsh', () => {
    const welsh = hoursInWords(translator('cy', 'support'), 'cy');
    expect(welsh.opening(opening('2026-12-01 08:00'), '2026-12-01')).toContain('heddiw');
    expect(welsh.opening(opening('2026-12-01 20:00'), '2026-12-01')).toContain('yfory');
  });
});

describe('hours in a file', () => {
  const file = (from: string, to: string) =>
    openingHoursSchema.safeParse(hours({ weekly: [{ days: ['mon'], from, to }] })).success;

  it.each([
    ['09:00', '17:00', true],
    ['00:00', '24:00', true],
    ['09:00', '09:00', false],
    ['17:00', '09:00', false],
    ['9:00', '17:00', false],
    ['09:00', '24:01', false],
    ['09:60', '17:00', false],
  ])('from %s to %s: %s', (from, to, taken) => {
    expect(file(from, to)).toBe(taken);
  });
});

/** An organisation with one line, open from 9 to 5 every day, that may be called in these nations. */
const lineOf = (nations: Organisation['for']['nations'], its: Partial<OpeningHours> = {}) => {
  const like = organisations().get('acas')!;
  const number = {
    ...like.phone[0]!,
    nations: undefined,
    hours: hours({ weekly: [{ days: [...weekdays], from: '09:00', to: '17:00' }], ...its }),
  };
  return { ...like, phone: [number], text: [], for: { ...like.for, nations } };
};

const isOpenAt = async (instant: string, organisation: Organisation) =>
  (await openingsAt(Date.parse(instant))).isOpen(organisation);

describe('the clock on the wall', () => {
  it('is London’s, in winter and in summer', async () => {
    const line = lineOf(['england']);
    expect(await isOpenAt('2026-12-01T08:59:59Z', line)).toBe(false);
    expect(await isOpenAt('2026-12-01T09:00:00Z', line)).toBe(true);
    expect(await isOpenAt('2026-07-01T07:59:59Z', line)).toBe(false);
    expect(await isOpenAt('2026-07-01T08:00:00Z', line)).toBe(true);
    expect(await isOpenAt('2026-07-01T16:00:00Z', line)).toBe(false);
  });

  it('jumps an hour in March: 1am is 2am', async () => {
    const line = lineOf(['england'], {
      weekly: [{ days: ['sun'], from: '02:00', to: '03:00' }],
    });
    expect((await openingsAt(Date.parse('2026-03-29T00:59:00Z'))).now.time).toBe('00:59');
    expect((await openingsAt(Date.parse('2026-03-29T01:00:00Z'))).now.time).toBe('02:00');
    expect(await isOpenAt('2026-03-29T00:59:00Z', line)).toBe(false);
    expect(await isOpenAt('2026-03-29T01:00:00Z', line)).toBe(true);
  });

  it('shows an hour twice in October, and the line is open in both', async () => {
    const line = lineOf(['england'], {
      weekly: [{ days: ['sun'], from: '01:00', to: '02:00' }],
    });
    expect(await isOpenAt('2026-10-25T00:30:00Z', line)).toBe(true);
    expect(await isOpenAt('2026-10-25T01:30:00Z', line)).toBe(true);
    expect(await isOpenAt('2026-10-25T02:00:00Z', line)).toBe(false);
  });
});

describe('12 July', () => {
  // In 2026 a Sunday, so it is kept on Monday 13 July.
  const kept = '2026-07-13T12:00:00+01:00';

  it('closes a line of Northern Ireland alone', async () => {
    expect(await isOpenAt(kept, lineOf(['northern-ireland']))).toBe(false);
    expect(await isOpenAt('2026-07-14T12:00:00+01:00', lineOf(['northern-ireland']))).toBe(true);
  });

  it('closes no line of England, or of England and Northern Ireland', async () => {
    expect(await isOpenAt(kept, lineOf(['england']))).toBe(true);
    expect(await isOpenAt(kept, lineOf(['england', 'northern-ireland']))).toBe(true);
  });
});

it('is not known for an organisation without hours', async () => {
  const { of } = await openingsAt(Date.parse('2026-12-01T12:00:00Z'));
  expect(of({ ...lineOf(['england']), phone: [] })).toBeNull();
});

describe('lines of different nations', () => {
  const england = { ...lineOf(['england', 'wales']).phone[0]!, nations: ['england' as const] };
  const wales = {
    ...england,
    nations: ['wales' as const],
    hours: hours({ weekly: [{ days: [...weekdays], from: '08:00', to: '19:00' }] }),
  };
  const both = { ...lineOf(['england', 'wales']), phone: [england, wales] };
  const eightInTheMorning = Date.parse('2026-12-01T08:30:00Z');

  it('do not tell a reader in one that the line of the other is open', async () => {
    const openings = await openingsAt(eightInTheMorning);
    expect(openings.isOpen(both, 'england')).toBe(false);
    expect(openings.of(both, 'england')).toMatchObject({ opens: at('2026-12-01 09:00') });
    expect(openings.isOpen(both, 'wales')).toBe(true);
    expect(openings.of(both, 'wales')).toMatchObject({ state: 'open', until: '19:00' });
  });

  it('tell nothing to a reader who does not say where they are, but each its own hours', async () => {
    const openings = await openingsAt(eightInTheMorning);
    expect(openings.isOpen(both)).toBe(false);
    expect(openings.of(both)).toBeNull();
    expect(openings.ofLine(wales as never, both)).toMatchObject({ state: 'open' });
  });
});

describe('old hours', () => {
  it.each([
    ['2026-10', false],
    ['2026', false],
    ['2025-01', false],
    ['2024-12', true],
    ['2012', true],
    ['undated', true],
  ])('seen in %s are old at the end of 2026: %s', (seen, old) => {
    expect(isOld({ seen }, '2026-12-01')).toBe(old);
  });

  it('come with a warning, unless somebody confirmed the number', async () => {
    const { phone, ...its } = lineOf(['england'], { seen: '2012' });
    const noon = Date.parse('2026-12-01T12:00:00Z');
    const openings = await openingsAt(noon);
    const state = (confirmed: boolean) =>
      openings.of({ ...its, phone: [{ ...phone[0]!, confirmed }] })!;
    expect(words.opening(state(false), '2026-12-01')).toBe(
      'Open now, until 5pm. These hours are old, so they may have changed.',
    );
    expect(words.opening(state(true), '2026-12-01')).toBe('Open now, until 5pm.');
  });
});
