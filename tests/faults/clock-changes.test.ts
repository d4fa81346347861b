import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookings, offers, requests } from '#db/schema';
import * as diaryPage from '~/adviser/routes/diary';
import * as requestPage from '~/adviser/routes/request';
import { feedOf, meetingsCalendar } from '~/diary/calendar-feed.server';
import { addException, makeFeed, setAvailability } from '~/diary/index.server';
import {
  changeRequest,
  queueDueReminders,
  readRequest,
  slotsToOffer,
} from '~/meetings/index.server';
import {
  ownCalendarFile,
  readOwnSupporter,
  supporterCalendarFile,
} from '~/meetings/joining/join-pages.server';
import { remindersAhead } from '~/meetings/telling/reminders.server';
import { saveAnswer } from '~/meetings/questions/drafts.server';
import * as joinPage from '~/meetings/routes/join';
import * as meetingPage from '~/meetings/routes/meeting';
import * as supporterPage from '~/meetings/routes/supporter';
import * as timesPage from '~/meetings/routes/times';
import { timesToTake } from '~/meetings/times/times.server';
import type { Team } from '~/platform/access';
import { database } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { readCalendar } from '../support/calendar-client';
import { addressOf, lettersTo } from '../support/letters';
import { readPage } from '../support/page';
import { person } from '../support/people';
import { fillIn, send, someAnswers } from '../support/requests';

/**
 * The two nights on which London’s clocks change, through everything that tells of a meeting: tables, emails, pages,
 * calendar files, reminders, the service standard. Instants are written in UTC by hand; nothing here works one out.
 */

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});
const moveTo = (utc: string) => {
  const instant = Date.parse(utc);
  clock.now = () => instant;
};

const done = { done: true };

interface Night {
  /** The Sunday. */
  date: string;
  /** A few days before. */
  asked: string;
}
const forward: Night = { date: '2027-03-28', asked: '2027-03-10T10:00Z' };
const back: Night = { date: '2027-10-31', asked: '2027-10-13T10:00Z' };

let friends = 0;

/** Somebody who asked for a meeting, with a supporter, and an adviser who works that night. */
async function someNight({ date, asked }: Night, locale: Locale = 'en', team: Team = 'north') {
  moveTo(asked);
  const [practitioner, adviser] = [person('practitioner'), person('adviser', team)];
  // Alone in the team’s published times: others of the test do not publish theirs.
  const night = {
    kind: 'open',
    firstDay: date,
    lastDay: date,
    opens: '00:00',
    closes: '04:00',
  } as const;
  addException(adviser, adviser.accountId, night);
  const supporterEmail = `friend-${(friends += 1)}@example.test`;
  const reference = fillIn(practitioner, {
    ...someAnswers,
    organisation: { nation: team === 'wales' ? 'wales' : 'england', separateAdviser: 'no' },
    supporter: { supporter: 'yes', supporterName: 'Sam Lee', supporterEmail },
    reminders: { reminders: ['week', 'day', 'morning', 'hour'], reminderWay: 'email' },
  });
  saveAnswer(practitioner, locale, 'name', { name: 'Dr Amina Yusuf' });
  await changeRequest(practitioner, reference, { change: 'submit' });
  return { practitioner, adviser, reference, supporterEmail, locale };
}
type Asking = Awaited<ReturnType<typeof someNight>>;

const offerAndAccept = async ({ practitioner, adviser, reference }: Asking, startsAt: number) => {
  const offer = { change: 'offer-times', startsAt: [startsAt] } as const;
  expect(await changeRequest(adviser, reference, offer)).toEqual(done);
  const offerId = readRequest(practitioner, reference).offers[0]!.id;
  expect(await changeRequest(practitioner, reference, { change: 'accept', offerId })).toEqual(done);
};

const tokenOf = ({ practitioner, reference }: Asking) =>
  readOwnSupporter(practitioner, reference)!.link.split('/').at(-1)!;

const pagesOf = (asking: Asking) => {
  const { practitioner, adviser, reference, locale } = asking;
  const own = { reader: practitioner, locale };
  return {
    request: () =>
      readPage({
        ...own,
        module: meetingPage,
        pattern: 'meetings/:reference',
        address: `/meetings/${reference}`,
      }),
    join: () =>
      readPage({
        ...own,
        module: joinPage,
        pattern: 'meetings/:reference/join',
        address: `/meetings/${reference}/join`,
      }),
    times: (after: string) =>
      readPage({
        ...own,
        module: timesPage,
        pattern: 'meetings/:reference/times',
        address: `/meetings/${reference}/times?after=${after}`,
      }),
    supporter: () => {
      const token = tokenOf(asking);
      return readPage({
        ...own,
        module: supporterPage,
        pattern: 'join/:token',
        address: `/join/${token}`,
      });
    },
    adviser: () =>
      readPage({
        module: requestPage,
        pattern: 'adviser/requests/:reference',
        address: `/adviser/requests/${reference}`,
        reader: adviser,
      }),
    diary: (on: string) =>
      readPage({
        module: diaryPage,
        pattern: 'adviser/diary',
        address: `/adviser/diary?day=${on}`,
        reader: adviser,
      }),
  };
};

/** When a meeting is, in every way in which the portal says so. */
interface Said {
  starts: string;
  ends: string;
  wall: string;
  en: string;
  cy: string;
  /** From and until, as the adviser’s diary shows it. */
  inDiary: string;
}

/** Checks that all that tells of a meeting tells of the same moment. */
async function expectAgreed(asking: Asking, said: Said, { moved = false } = {}) {
  const { practitioner, adviser, reference, supporterEmail, locale } = asking;
  const [startsAt, endsAt] = [Date.parse(said.starts), Date.parse(said.ends)];
  const words = said[locale];
  // Kept as instant, clock on the wall and zone.
  const row = database().select().from(requests).where(eq(requests.reference, reference)).get()!;
  expect([row.meetsAt, row.meetsUntil]).toEqual([startsAt, endsAt]);
  const kept = database()
    .select()
    .from(bookings)
    .where(eq(bookings.requestId, row.id))
    .all()
    .filter(({ state }) => state === 'live');
  expect(kept).toMatchObject([{ startsAt, endsAt, wallClock: said.wall, zone: 'Europe/London' }]);
  // Emails and the files in them.
  for (const [to, its] of [
    [addressOf(practitioner), words],
    [supporterEmail, words],
    [addressOf(adviser), said.en],
  ] as const) {
    const { subject, text, calendar } = lettersTo(to).findLast((letter) => letter.calendar)!;
    expect(subject).toContain(its);
    expect(text).toContain(its);
    expect(readCalendar(calendar!.content)).toMatchObject({
      method: 'REQUEST',
      startsAt,
      endsAt,
      inUtc: true,
    });
  }
  // Files to download, and the adviser’s subscription.
  const files = [ownCalendarFile(practitioner, reference), supporterCalendarFile(tokenOf(asking))];
  for (const file of files)
    expect(readCalendar(file)).toMatchObject({ startsAt, endsAt, inUtc: true });
  const secret = makeFeed(adviser).split('/').at(-1)!.replace('.ics', '');
  expect(readCalendar(meetingsCalendar(feedOf(secret)!))).toMatchObject({ startsAt, endsAt });
  // Pages.
  const pages = pagesOf(asking);
  const minutes = (endsAt - startsAt) / minute;
  for (const page of [await pages.request(), await pages.join(), await pages.supporter()]) {
    expect(page).toContain(words);
    expect(page).toContain(String(minutes));
  }
  expect(await pages.adviser()).toContain(said.en);
  expect(await pages.diary(said.wall.slice(0, 10))).toContain(said.inDiary);
  if (!moved) {
    const offered = database().select().from(offers).where(eq(offers.requestId, row.id)).all();
    expect(offered).toMatchObject([{ startsAt, endsAt, wallClock: said.wall }]);
  }
}

/** The first request of a process reads bank holidays and makes the database. */
beforeAll(async () => {
  await send(person('practitioner'));
}, 120_000);

const meetings: [string, Night, Said][] = [
  [
    'before the hour that comes twice, and reaching into it',
    back,
    {
      starts: '2027-10-30T23:30Z',
      ends: '2027-10-31T00:15Z',
      wall: '2027-10-31T00:30',
      en: 'Sunday 31 October 2027, 12:30am',
      cy: 'Dydd Sul, 31 Hydref 2027, 00:30',
      inDiary: '12:30am to 1:15am BST',
    },
  ],
  [
    'in the first of the two hours',
    back,
    {
      starts: '2027-10-31T00:00Z',
      ends: '2027-10-31T00:45Z',
      wall: '2027-10-31T01:00',
      en: 'Sunday 31 October 2027, 1:00am BST',
      cy: 'Dydd Sul, 31 Hydref 2027, 01:00 BST',
      inDiary: '1:00am BST to 1:45am BST',
    },
  ],
  [
    'from the first of the two hours into the second',
    back,
    {
      starts: '2027-10-31T00:30Z',
      ends: '2027-10-31T01:15Z',
      wall: '2027-10-31T01:30',
      en: 'Sunday 31 October 2027, 1:30am BST',
      cy: 'Dydd Sul, 31 Hydref 2027, 01:30 BST',
      inDiary: '1:30am BST to 1:15am GMT',
    },
  ],
  [
    'in the second of the two hours, and out of it',
    back,
    {
      starts: '2027-10-31T01:30Z',
      ends: '2027-10-31T02:15Z',
      wall: '2027-10-31T01:30',
      en: 'Sunday 31 October 2027, 1:30am GMT',
      cy: 'Dydd Sul, 31 Hydref 2027, 01:30 GMT',
      inDiary: '1:30am GMT to 2:15am',
    },
  ],
  [
    'after the hour that came twice',
    back,
    {
      starts: '2027-10-31T02:00Z',
      ends: '2027-10-31T02:45Z',
      wall: '2027-10-31T02:00',
      en: 'Sunday 31 October 2027, 2:00am',
      cy: 'Dydd Sul, 31 Hydref 2027, 02:00',
      inDiary: '2:00am to 2:45am',
    },
  ],
  [
    'before the hour that never comes, and across it',
    forward,
    {
      starts: '2027-03-28T00:30Z',
      ends: '2027-03-28T01:15Z',
      wall: '2027-03-28T00:30',
      en: 'Sunday 28 March 2027, 12:30am',
      cy: 'Dydd Sul, 28 Mawrth 2027, 00:30',
      inDiary: '12:30am to 2:15am',
    },
  ],
  [
    'right after the hour that never came',
    forward,
    {
      starts: '2027-03-28T01:00Z',
      ends: '2027-03-28T01:45Z',
      wall: '2027-03-28T02:00',
      en: 'Sunday 28 March 2027, 2:00am',
      cy: 'Dydd Sul, 28 Mawrth 2027, 02:00',
      inDiary: '2:00am to 2:45am',
    },
  ],
];

describe('a meeting', () => {
  it.each(meetings)('%s is at the same moment wherever it is told of', async (_, night, said) => {
    for (const locale of ['en', 'cy'] as const) {
      const asking = await someNight(night, locale);
      await offerAndAccept(asking, Date.parse(said.starts));
      await expectAgreed(asking, said);
    }
  });
});

describe('times on that night', () => {
  const startsOn = async ({ adviser, reference }: Asking, date: string) =>
    (await slotsToOffer(adviser, reference))
      .map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16))
      .filter((utc) => utc >= `${date}T` || utc.startsWith(datePlus(date, -1) + 'T23'))
      .filter((utc) => utc < `${date}T05`);
  const datePlus = (date: string, days: number) =>
    new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

  it('come every half hour of real time, the hour that comes twice in both', async () => {
    expect(await startsOn(await someNight(back), back.date)).toEqual([
      '2027-10-30T23:00',
      '2027-10-30T23:30',
      '2027-10-31T00:00',
      '2027-10-31T00:30',
      '2027-10-31T01:00',
      '2027-10-31T01:30',
      '2027-10-31T02:00',
      '2027-10-31T02:30',
      '2027-10-31T03:00',
    ]);
  });

  it('leave out the hour that never comes', async () => {
    expect(await startsOn(await someNight(forward), forward.date)).toEqual([
      '2027-03-28T00:00',
      '2027-03-28T00:30',
      '2027-03-28T01:00',
      '2027-03-28T01:30',
      '2027-03-28T02:00',
    ]);
  });
});

describe('a meeting that is moved', () => {
  it('from one half past one to the other is an hour later, and every calendar follows', async () => {
    const asking = await someNight(back);
    const [, , first, second] = meetings.map(([, , said]) => said) as [Said, Said, Said, Said];
    await offerAndAccept(asking, Date.parse(first.starts));
    const before = await pagesOf(asking).times('2027-10-30');
    expect(before).toContain(first.en);
    expect(before).toContain(
      'Sunday 31 October 2027 12:00am 12:30am 1:00am BST 1:00am GMT 1:30am GMT 2:00am 2:30am 3:00am',
    );
    const move = { change: 'move', startsAt: Date.parse(second.starts) } as const;
    expect(await changeRequest(asking.practitioner, asking.reference, move)).toEqual(done);
    await expectAgreed(asking, second, { moved: true });
    for (const to of [asking.practitioner, asking.adviser].map(addressOf)) {
      const [one, other] = lettersTo(to)
        .flatMap(({ calendar }) => calendar ?? [])
        .map(({ content }) => readCalendar(content));
      expect(other!.uid).toBe(one!.uid);
      expect(other!.sequence).toBeGreaterThan(one!.sequence);
      expect(other!.startsAt - one!.startsAt).toBe(hour);
    }
  });

  it('from nine on the Friday to nine on the Monday after is three days and an hour later', async () => {
    const asking = await someNight(back);
    await offerAndAccept(asking, Date.parse('2027-10-29T08:00Z'));
    const move = { change: 'move', startsAt: Date.parse('2027-11-01T09:00Z') } as const;
    expect(await changeRequest(asking.practitioner, asking.reference, move)).toEqual(done);
    const said: Said = {
      starts: '2027-11-01T09:00Z',
      ends: '2027-11-01T09:45Z',
      wall: '2027-11-01T09:00',
      en: 'Monday 1 November 2027, 9:00am',
      cy: '',
      inDiary: '9:00am to 9:45am',
    };
    await expectAgreed(asking, said, { moved: true });
  });

  it('over Easter, when the clocks go forward, passes over Good Friday and Easter Monday', async () => {
    const asking = await someNight(forward);
    await offerAndAccept(asking, Date.parse('2027-03-25T09:00Z'));
    const move = (utc: string) =>
      changeRequest(asking.practitioner, asking.reference, {
        change: 'move',
        startsAt: Date.parse(utc),
      });
    for (const holiday of ['2027-03-26T09:00Z', '2027-03-29T08:00Z'])
      expect(await move(holiday)).toEqual({ done: false, because: 'time-taken' });
    expect(await move('2027-03-30T08:00Z')).toEqual(done);
    const said: Said = {
      starts: '2027-03-30T08:00Z',
      ends: '2027-03-30T08:45Z',
      wall: '2027-03-30T09:00',
      en: 'Tuesday 30 March 2027, 9:00am',
      cy: '',
      inDiary: '9:00am to 9:45am',
    };
    await expectAgreed(asking, said, { moved: true });
  });
});

describe('reminders', () => {
  it.each([
    // Half past one for the second time: an hour before is half past one for the first time.
    ['2027-10-31T01:30Z', back, ['2027-10-24T00:30Z', '2027-10-30T00:30Z', '2027-10-31T00:30Z']],
    ['2027-10-31T00:30Z', back, ['2027-10-24T00:30Z', '2027-10-30T00:30Z', '2027-10-30T23:30Z']],
    ['2027-03-28T01:00Z', forward, ['2027-03-21T02:00Z', '2027-03-27T02:00Z', '2027-03-28T00:00Z']],
    ['2027-11-01T09:00Z', back, ['2027-10-25T08:00Z', '2027-10-31T09:00Z', '2027-11-01T08:00Z']],
  ] as const)('of a meeting at %s go out when it says on the wall', async (starts, night, due) => {
    const asking = await someNight(night);
    const { practitioner, reference } = asking;
    await offerAndAccept(asking, Date.parse(starts));
    expect(remindersAhead(practitioner, reference).map(utcOf)).toEqual(due);
    const { subject: arranged } = lettersTo(addressOf(practitioner)).at(-1)!;
    for (const [index, at] of due.entries()) {
      const reminded = () =>
        lettersTo(addressOf(practitioner)).filter(({ text }) => text.includes('reminder you'));
      clock.now = () => Date.parse(at) - 1;
      queueDueReminders();
      expect(reminded()).toHaveLength(index);
      clock.now = () => Date.parse(at);
      queueDueReminders();
      expect(reminded()).toHaveLength(index + 1);
      // In the same words as the invitation, zone and all.
      expect(reminded().at(-1)!.subject).toBe(arranged);
    }
  });

  it('say on the page when they go out, and by which clock', async () => {
    const asking = await someNight(back);
    await offerAndAccept(asking, Date.parse('2027-10-31T01:30Z'));
    expect(await pagesOf(asking).request()).toContain('Sunday 31 October 2027, 1:30am BST');
  });
});

const utcOf = (instant: number) => `${new Date(instant).toISOString().slice(0, 16)}Z`;

describe('rules that count hours', () => {
  it('count real ones: a day’s notice over the night the clocks go back is 24 hours', async () => {
    const asking = await someNight(back);
    const isFree = async (utc: string) =>
      (await slotsToOffer(asking.adviser, asking.reference)).some(
        ({ startsAt }) => startsAt === Date.parse(utc),
      );
    // Half past one on Saturday: a day later it is half past one for the first time.
    const asked = Date.parse('2027-10-30T00:30Z');
    clock.now = () => asked;
    expect(await isFree('2027-10-31T00:30Z')).toBe(true);
    clock.now = () => asked + 1;
    expect(await isFree('2027-10-31T00:30Z')).toBe(false);
    expect(await isFree('2027-10-31T01:30Z')).toBe(true);
  });

  it('let a meeting be moved until four hours before, and not a millisecond longer', async () => {
    const asking = await someNight(back);
    // Three in the morning, five hours after ten in the evening and four hours of the wall.
    await offerAndAccept(asking, Date.parse('2027-10-31T03:00Z'));
    const mayMove = () =>
      readRequest(asking.practitioner, asking.reference).allowed.includes('move');
    const last = Date.parse('2027-10-30T23:00Z');
    clock.now = () => last;
    expect(mayMove()).toBe(true);
    clock.now = () => last + 1;
    expect(mayMove()).toBe(false);
    const ask = { change: 'ask-to-move' } as const;
    expect(await changeRequest(asking.practitioner, asking.reference, ask)).toEqual({
      done: false,
      because: 'not-now',
    });
  });
});

describe('a time on offer', () => {
  it('can be chosen for as long as the page says', async () => {
    const asking = await someNight(back);
    const { practitioner, adviser, reference } = asking;
    // Three in the morning: four hours before it is midnight.
    const startsAt = [Date.parse('2027-10-31T03:00Z')];
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt });
    const page = await pagesOf(asking).request();
    expect(page).toContain('Sunday 31 October 2027, 12:00am');
    const { id: offerId, until } = readRequest(practitioner, reference).offers[0]!;
    expect(until).toBe(Date.parse('2027-10-30T23:00Z'));
    clock.now = () => until;
    expect(readRequest(practitioner, reference).offers).toEqual([]);
    clock.now = () => until - 1;
    expect(await changeRequest(practitioner, reference, { change: 'accept', offerId })).toEqual(
      done,
    );
  });
});

describe('the day by which we answer', () => {
  it.each([
    // Three working days; Good Friday and Easter Monday are none.
    ['england', '2027-03-25T10:00Z', '2027-04-01'],
    ['wales', '2027-03-25T10:00Z', '2027-04-01'],
    ['northern-ireland', '2027-03-25T10:00Z', '2027-04-01'],
    ['england', '2027-10-29T10:00Z', '2027-11-03'],
    // Half past midnight in London, still the day before in UTC.
    ['england', '2027-10-27T23:30Z', '2027-11-02'],
    ['england', '2027-10-30T23:30Z', '2027-11-03'],
    // And an hour later in the year, when London's day is that of UTC.
    ['england', '2027-11-03T23:30Z', '2027-11-08'],
    // St Patrick's Day and the Twelfth of July, in one nation alone.
    ['northern-ireland', '2027-03-16T10:00Z', '2027-03-22'],
    ['england', '2027-03-16T10:00Z', '2027-03-19'],
    ['northern-ireland', '2027-07-09T10:00Z', '2027-07-15'],
    ['wales', '2027-07-09T10:00Z', '2027-07-14'],
  ] as const)('for somebody in %s who writes at %s is %s', async (nation, asked, date) => {
    moveTo(asked);
    const practitioner = person('practitioner');
    const reference = await send(practitioner, {
      ...someAnswers,
      organisation: { nation, separateAdviser: 'no' },
    });
    expect(readRequest(practitioner, reference)).toMatchObject({ answerBy: date });
  });
});

describe('on a bank holiday of their nation', () => {
  const sendFrom = async (nation: 'england' | 'wales' | 'northern-ireland') => {
    const practitioner = person('practitioner');
    const organisation = { nation, separateAdviser: 'no' } as const;
    return { practitioner, reference: await send(practitioner, { ...someAnswers, organisation }) };
  };

  it.each([
    ['northern-ireland', 'north', '2027-03-17T10:00Z', '2027-03-08T10:00Z', 'england'],
    ['northern-ireland', 'north', '2027-07-12T09:00Z', '2027-07-01T10:00Z', 'england'],
    ['northern-ireland', 'north', '2027-03-29T09:00Z', '2027-03-15T10:00Z', null],
    ['england', 'north', '2027-03-29T09:00Z', '2027-03-15T10:00Z', null],
    ['wales', 'wales', '2027-03-29T09:00Z', '2027-03-15T10:00Z', null],
  ] as const)(
    'nobody in %s meets the %s team at %s',
    async (nation, team, holiday, asked, elsewhere) => {
      moveTo(asked);
      const startsAt = Date.parse(holiday);
      const adviser = person('adviser', team);
      const { practitioner, reference } = await sendFrom(nation);
      const isIn = (times: { startsAt: number }[]) =>
        times.some((time) => time.startsAt === startsAt);
      expect(isIn(await slotsToOffer(adviser, reference))).toBe(false);
      expect(isIn(await timesToTake(practitioner, reference))).toBe(false);
      const offer = { change: 'offer-times', startsAt: [startsAt] } as const;
      const notFree = { done: false, because: 'time-not-free' };
      expect(await changeRequest(adviser, reference, offer)).toEqual(notFree);
      expect(await changeRequest(adviser, reference, { change: 'confirm', startsAt })).toEqual(
        notFree,
      );
      expect(await changeRequest(practitioner, reference, { change: 'take', startsAt })).toEqual({
        done: false,
        because: 'time-taken',
      });
      if (!elsewhere) return;
      const other = await sendFrom(elsewhere);
      expect(isIn(await timesToTake(other.practitioner, other.reference))).toBe(true);
      expect(await changeRequest(adviser, other.reference, offer)).toEqual(done);
    },
  );

  it('an adviser who says that they work then can be met', async () => {
    moveTo('2027-03-15T10:00Z');
    const adviser = person('adviser', 'north');
    setAvailability(adviser.accountId, []);
    const monday = { firstDay: '2027-03-29', lastDay: '2027-03-29' };
    const open = { kind: 'open', ...monday, opens: '09:00', closes: '10:00' } as const;
    addException(adviser, adviser.accountId, open);
    const { reference } = await sendFrom('england');
    // Nine o’clock on the Monday after is eight in UTC.
    expect((await slotsToOffer(adviser, reference)).map(({ startsAt }) => utcOf(startsAt))).toEqual(
      ['2027-03-29T08:00Z'],
    );
  });
});
