import fc from 'fast-check';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import {
  adviserRules,
  availability,
  bookings,
  busyTimes,
  exceptions,
  holds,
  offers,
  requests,
  teamRules,
} from '#db/schema';
import type { Diary, Span } from '~/diary/index';
import { setAvailability } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { newId } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { clock, day, hour, minute } from '~/platform/time/clock';
import {
  freeMinuteByMinute,
  hasPlaceMinuteByMinute,
  minuteAt,
  minutesFrom,
  type Minute,
} from '../../../tests/support/minute-by-minute';
import { person } from '../../../tests/support/people';
import { send, someAnswers } from '../../../tests/support/requests';
import type { Asked, Outcome } from '../asked';
import { changeRequest } from '../changes.server';
import { slotsToOffer, timesToTake } from './times.server';

/**
 * Any diaries, any wishes, any moment, the weeks the clocks change among them: what the door lets through is what the
 * rules allow, and what it refuses they do not. The judge reads the tables itself and counts minutes.
 */

/** Bank holidays of the weeks tried, as printed by gov.uk and nidirect. */
const bankHolidays = {
  england: ['2027-03-26', '2027-03-29'],
  'northern-ireland': ['2027-03-17', '2027-03-26', '2027-03-29', '2027-07-12'],
};
type Nation = keyof typeof bankHolidays;

/** Days on which the weeks tried begin: St Patrick’s, Easter with the clocks forward, the Twelfth, the clocks back. */
const beginnings = ['2027-03-15', '2027-03-25', '2027-07-09', '2027-10-28'] as const;
/** Of which something is in the diary on the first, and something can be wished for on the last. */
const [daysFilled, daysTried] = [6, 15];
const minutesOf = new Map<string, Minute[]>();
function minutesSince(date: string): Minute[] {
  const known =
    minutesOf.get(date) ?? minutesFrom(Date.parse(`${date}T00:00Z`) - 2 * day, daysTried * 1440);
  minutesOf.set(date, known);
  return known;
}

/** Those that matter now: from yesterday on, until the day after the last one on offer. */
const near = (minutes: Minute[], now: number, horizon: number): Minute[] => {
  const index = Math.floor((now - minutes[0]!.at) / minute);
  return minutes.slice(index - 1440, index + horizon / minute + 1440);
};

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

// What a world is made of

const timeOfDay = fc
  .tuple(fc.nat(23), fc.nat(11))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m * 5).padStart(2, '0')}`);
const hours = fc
  .tuple(timeOfDay, timeOfDay)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { opens: a, closes: b } : { opens: b, closes: a }));
/** Long enough that something fits. */
const longHours = fc.oneof(fc.constant({ opens: '00:30', closes: '20:00' }), hours);

/** Minutes after midnight UTC of the first day. A millisecond more or less is where edges break. */
const span = fc.record({
  from: fc.nat(daysFilled * 288).map((fives) => fives * 5),
  lasts: fc.constantFrom(5, 15, 30, 45, 60, 90, 180),
  off: fc.constantFrom(0, 0, 0, -1, 1),
  whose: fc.nat(1),
  ofRequest: fc.nat(3),
});
type SpanOfWorld = { from: number; lasts: number; off: number; whose: number; ofRequest: number };

const difference = fc.record({
  kind: fc.constantFrom('away' as const, 'open' as const),
  first: fc.nat(5),
  more: fc.nat(1),
  hours: longHours,
  wholeDay: fc.boolean(),
  /** Of one of the two, or of the team: a team can only be away. */
  whose: fc.nat(2),
});

const own = fc.record({
  lengthMinutes: fc.constantFrom(null, 15, 30, 45, 90),
  bufferMinutes: fc.constantFrom(null, 0, 15, 60),
  mostPerDay: fc.constantFrom(null, 1, 2, 20),
  published: fc.constantFrom(null, true, true, false),
});

const world = fc.record({
  begins: fc.constantFrom(...beginnings),
  nation: fc.constantFrom<Nation>('england', 'northern-ireland'),
  team: fc.record({
    lengthMinutes: fc.constantFrom(null, 30, 60),
    bufferMinutes: fc.constantFrom(null, 0, 30),
    mostPerDay: fc.constantFrom(null, 2, 20),
    noticeHours: fc.constantFrom(0, 1, 24, 30),
    horizonDays: fc.constantFrom(3, 4, 5),
    cutOffHours: fc.constantFrom(null, 0, 1, 24),
  }),
  own: fc.tuple(own, own),
  openings: fc.array(
    fc.record({ weekday: fc.integer({ min: 1, max: 5 }), hours: longHours, whose: fc.nat(1) }),
    { minLength: 2, maxLength: 10 },
  ),
  differences: fc.array(difference, { maxLength: 4 }),
  busy: fc.array(span, { maxLength: 4 }),
  meetings: fc.array(span, { maxLength: 4 }),
  offered: fc.array(span, { maxLength: 4 }),
  held: fc.array(span, { maxLength: 2 }),
  /** Times on offer to the person themselves, promised when things were otherwise. */
  promised: fc.array(
    span.map((each) => ({ ...each, off: 0 })),
    { maxLength: 4 },
  ),
  /** Whole hours after the beginning. */
  now: fc.nat(30),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

const attempt = fc.record({
  who: fc.nat(1),
  what: fc.nat(100),
  pick: fc.nat(10_000),
  /** Which instants are wished for: free ones, ones beside something, any. */
  wish: fc.constantFrom('free', 'free', 'free', 'edge', 'any'),
  off: fc.constantFrom(0, 0, 0, 0, -1, 1, minute),
  many: fc.constantFrom(1, 1, 2, 3, 5, 6),
  /** When it is asked: beside the edge of a rule, to the millisecond. */
  moment: fc.constantFrom('now', 'now', 'at-notice', 'at-horizon', 'at-cut-off'),
  early: fc.constantFrom(0, 0, -1, 1),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never;

// The people of every world

function cast() {
  const practitioner = person('practitioner');
  const advisers = [person('adviser', 'north'), person('adviser', 'north')] as const;
  return { practitioner, advisers, others: [0, 1, 2, 3].map(() => person('practitioner')) };
}
type Cast = ReturnType<typeof cast>;

const idOf = (reference: string) =>
  database()
    .select({ id: requests.id })
    .from(requests)
    .where(eq(requests.reference, reference))
    .get()!.id;

const spanIn = (begins: string, { from, lasts, off }: SpanOfWorld): Span => {
  const startsAt = Date.parse(`${begins}T00:00Z`) + from * minute + off;
  return { startsAt, endsAt: startsAt + lasts * minute };
};

const datePlus = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * day).toISOString().slice(0, 10);

/** Empties every diary, and writes those of a world. */
async function make(its: World, { practitioner, advisers, others }: Cast, otherIds: string[]) {
  const db = database();
  for (const table of [availability, exceptions, busyTimes, adviserRules, teamRules, holds])
    db.delete(table).run();
  db.update(bookings).set({ state: 'released' }).run();
  db.update(offers).set({ state: 'lapsed' }).run();
  const start = Date.parse(`${its.begins}T00:00Z`) + its.now * hour;
  clock.now = () => start;
  const whose = (index: number) => advisers[index]!.accountId;
  db.insert(teamRules)
    .values({ team: 'north', ...its.team })
    .run();
  for (const index of [0, 1])
    db.insert(adviserRules)
      .values({ adviserId: whose(index), ...its.own[index]! })
      .run();
  for (const { weekday, hours: its_, whose: index } of its.openings)
    db.insert(availability)
      .values({ id: newId(), adviserId: whose(index), weekday, ...its_ })
      .run();
  for (const each of its.differences) {
    const ofTeam = each.whose === 2;
    const whole = each.kind === 'away' && each.wholeDay;
    db.insert(exceptions)
      .values({
        id: newId(),
        ...(ofTeam ? { team: 'north' as const } : { adviserId: whose(each.whose) }),
        kind: ofTeam ? 'away' : each.kind,
        firstDay: datePlus(its.begins, each.first),
        lastDay: datePlus(its.begins, each.first + each.more),
        opens: whole ? null : each.hours.opens,
        closes: whole ? null : each.hours.closes,
        createdAt: 0,
      })
      .run();
  }
  for (const each of its.busy)
    db.insert(busyTimes)
      .values({ id: newId(), adviserId: whose(each.whose), ...spanIn(its.begins, each) })
      .run();
  const kept = { wallClock: '', zone: '', createdAt: 0 };
  const row = (each: SpanOfWorld, requestId: string) => ({
    id: newId(),
    requestId,
    adviserId: whose(each.whose),
    ...spanIn(its.begins, each),
    ...kept,
  });
  const put: (Span & { whose: number; ofRequest: number })[] = [];
  for (const each of its.meetings) {
    const there = spanIn(its.begins, each);
    const impossible = put.some(
      (other) =>
        other.ofRequest === each.ofRequest ||
        (other.whose === each.whose &&
          other.startsAt < there.endsAt &&
          there.startsAt < other.endsAt),
    );
    if (impossible) continue;
    put.push({ ...there, whose: each.whose, ofRequest: each.ofRequest });
    db.insert(bookings)
      .values({ ...row(each, otherIds[each.ofRequest]!), state: 'live' })
      .run();
  }
  for (const each of its.offered)
    db.insert(offers)
      .values({ ...row(each, otherIds[each.ofRequest]!), state: 'open' })
      .run();
  for (const [index, each] of its.held.entries())
    db.insert(holds)
      .values({
        // The second is the person's own: it does not stand in their way.
        accountId: (index === 0 ? others[0]! : practitioner).accountId,
        adviserId: whose(each.whose),
        ...spanIn(its.begins, each),
        expiresAt: start + 10 * minute,
      })
      .run();
  const reference = await send(practitioner, {
    ...someAnswers,
    organisation: { nation: its.nation, separateAdviser: 'no' },
  });
  const id = idOf(reference);
  for (const each of its.promised)
    db.insert(offers)
      .values({ ...row(each, id), state: 'open' })
      .run();
  if (its.promised.length > 0)
    db.update(requests)
      .set({ state: 'offered', waitingOn: 'them', adviserId: whose(0) })
      .where(eq(requests.id, id))
      .run();
  return { reference, id };
}

// What the judge sees: the tables, as they are

const pick = <Key extends string>(...from: (Partial<Record<Key, unknown>> | undefined)[]) => ({
  number: (name: Key, otherwise: number): number => {
    const found = from.map((each) => each?.[name]).find((each) => typeof each === 'number');
    return (found as number | undefined) ?? otherwise;
  },
});

/** An adviser's diary for a request, read by hand. */
function diaryOf(adviserId: string, request: { id: string; accountId: string }, nation: Nation) {
  const db = database();
  const now = clock.now();
  const mine = db.select().from(adviserRules).where(eq(adviserRules.adviserId, adviserId)).get();
  const ours = db.select().from(teamRules).get();
  const rule = pick<string>(mine, ours);
  const ofOthers = <Row extends { requestId: string; adviserId: string }>(row: Row) =>
    row.adviserId === adviserId && row.requestId !== request.id;
  const meetings: Diary['meetings'] = [
    ...db
      .select()
      .from(bookings)
      .where(eq(bookings.state, 'live'))
      .all()
      .filter(ofOthers)
      .map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
    ...db
      .select()
      .from(offers)
      .where(eq(offers.state, 'open'))
      .all()
      .filter(ofOthers)
      .map(({ startsAt, endsAt, requestId }) => ({ startsAt, endsAt, oneOf: requestId })),
    ...db
      .select()
      .from(holds)
      .all()
      .filter(
        (hold) =>
          hold.adviserId === adviserId &&
          hold.accountId !== request.accountId &&
          now < hold.expiresAt,
      )
      .map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
  ];
  const diary: Diary = {
    rules: {
      length: rule.number('lengthMinutes', 45) * minute,
      buffer: rule.number('bufferMinutes', 15) * minute,
      grid: 30 * minute,
      notice: rule.number('noticeHours', 24) * hour,
      horizon: rule.number('horizonDays', 42) * day,
      mostPerDay: rule.number('mostPerDay', 5),
      cutOff: rule.number('cutOffHours', 4) * hour,
      answerWithin: 3,
      published: mine?.published ?? ours?.published ?? true,
    },
    openings: db.select().from(availability).where(eq(availability.adviserId, adviserId)).all(),
    exceptions: db
      .select()
      .from(exceptions)
      .all()
      .filter((each) => each.adviserId === adviserId || each.team === 'north'),
    meetings,
    busy: db.select().from(busyTimes).where(eq(busyTimes.adviserId, adviserId)).all(),
    holidays: new Set([...bankHolidays.england, ...bankHolidays[nation]]),
  };
  return diary;
}

const done: Outcome = { done: true };
const refusedAs = (because: Extract<Outcome, { done: false }>['because']): Outcome => ({
  done: false,
  because,
});

const liveOf = (requestId: string) =>
  database()
    .select()
    .from(bookings)
    .where(eq(bookings.requestId, requestId))
    .all()
    .find(({ state }) => state === 'live');
const openOf = (requestId: string) =>
  database()
    .select()
    .from(offers)
    .where(eq(offers.requestId, requestId))
    .all()
    .filter(({ state }) => state === 'open')
    .sort((a, b) => a.startsAt - b.startsAt);

it('no time is given away but a free one, and none that is free is refused', async () => {
  const people = cast();
  const { practitioner, advisers, others } = people;
  const otherIds = (await Promise.all(others.map((other) => send(other)))).map(idOf);
  const made = new Map<string, number>();
  const count = (what: string) => made.set(what, (made.get(what) ?? 0) + 1);

  const history = async (its: World, attempts: Attempt[]) => {
    const { reference, id } = await make(its, people, otherIds);
    const request = { id, accountId: practitioner.accountId };
    const minutes = minutesSince(its.begins);
    const start = clock.now();
    const judge = () => {
      const now = clock.now();
      const diaries = advisers.map(({ accountId }) => diaryOf(accountId, request, its.nation));
      const free = diaries.map((each) =>
        freeMinuteByMinute(each, now, near(minutes, now, each.rules.horizon)),
      );
      const published = free.filter((_, index) => diaries[index]!.rules.published);
      return {
        diary: (index: number) => diaries[index]!,
        free: (index: number) => free[index]!,
        toTake: [...new Set(published.flat())].sort((a, b) => a - b),
      };
    };

    for (const { who, what, pick: place, wish, off, many, moment, early } of attempts) {
      const by = advisers[who]!;
      clock.now = () => start;
      const before = judge();
      const { notice, horizon, cutOff } = before.diary(who).rules;
      const among = <T>(list: readonly T[], more = 0): T | undefined =>
        list[(place + more) % (list.length || 1)];
      const target = among(before.free(who)) ?? start + notice;
      const ahead = liveOf(id)?.startsAt ?? among(openOf(id))?.startsAt ?? start + cutOff;
      const at = { now: start, 'at-notice': target - notice, 'at-horizon': target - horizon }[
        moment as string
      ];
      const asking = Math.max(start, (at ?? ahead - cutOff) + (moment === 'now' ? 0 : early));
      clock.now = () => asking;
      const { diary, free, toTake } = judge();

      // What people are shown is what there is.
      const offered = await slotsToOffer(by, reference);
      expect(offered.map(({ startsAt }) => startsAt)).toEqual(free(who));
      expect((await timesToTake(practitioner, reference)).map(({ startsAt }) => startsAt)).toEqual(
        toTake,
      );

      const { state } = database().select().from(requests).where(eq(requests.id, id)).get()!;
      const live = liveOf(id);
      const ways = {
        submitted: ['take', 'offer-times', 'confirm'],
        offered: ['accept', 'accept', 'take', 'offer-times', 'confirm', 'assign'],
        confirmed: ['move', 'move', 'reschedule', 'assign', 'ask-to-move'],
      }[state as string]! as Asked['change'][];
      const change = ways[what % ways.length]!;
      const ownChange = change === 'take' || change === 'move';
      const edges = [...diary(who).meetings, ...diary(who).busy].flatMap(({ startsAt, endsAt }) => {
        const { buffer, length } = diary(who).rules;
        return [startsAt - buffer - length, endsAt + buffer, startsAt - length, endsAt];
      });
      const pool = { free: ownChange ? toTake : free(who), edge: edges, any: [] }[wish];
      const instant = (more: number) =>
        (among(pool, more) ?? among(minutes, more * 37)!.at) + (wish === 'any' ? 0 : off);
      const wished = [...new Set(Array.from({ length: many }, (_, more) => instant(more)))].sort(
        (a, b) => a - b,
      );

      const chosen = wished[0]!;
      let asked: Asked;
      let actor: Person = by;
      let expected: Outcome;
      // What may be left in the diary: whose it is, and until when.
      let places: { adviserId: string; endsAt: number }[] = [];
      switch (change) {
        case 'take':
        case 'move': {
          actor = practitioner;
          asked = { change, startsAt: chosen };
          if (live?.startsAt === chosen) continue;
          const tooNear = change === 'move' && tooLateToMove(live!.startsAt, asking, cutOff);
          const their = [0, 1].filter(
            (index) => diary(index).rules.published && free(index).includes(chosen),
          );
          expected = tooNear
            ? refusedAs('not-now')
            : their.length > 0
              ? done
              : refusedAs('time-taken');
          places = their.map((index) => ({
            adviserId: advisers[index]!.accountId,
            endsAt: chosen + diary(index).rules.length,
          }));
          break;
        }
        case 'confirm': {
          asked = { change, startsAt: chosen };
          expected = free(who).includes(chosen) ? done : refusedAs('time-not-free');
          places = [{ adviserId: by.accountId, endsAt: chosen + diary(who).rules.length }];
          break;
        }
        case 'offer-times':
        case 'reschedule': {
          asked = { change, startsAt: wished };
          const same = openOf(id).map(({ startsAt }) => startsAt);
          if (JSON.stringify(same) === JSON.stringify(wished)) continue;
          const over = live && asking >= live.endsAt;
          const all = wished.every((each) => free(who).includes(each));
          expected = over
            ? refusedAs('not-now')
            : wished.length > 5
              ? refusedAs('too-many-times')
              : all
                ? done
                : refusedAs('time-not-free');
          break;
        }
        case 'accept': {
          actor = practitioner;
          const offer = among(openOf(id));
          asked = { change, offerId: offer?.id ?? 'none' };
          const index = advisers.findIndex(({ accountId }) => accountId === offer?.adviserId);
          const acceptable = offer && offer.startsAt > asking + cutOff;
          // What is promised holds, whatever else was put on offer or held since: only meetings stand in its way.
          const meetings = bookingsOf(offer?.adviserId);
          const fits =
            acceptable && hasPlaceMinuteByMinute({ ...diary(index), meetings }, { ...offer });
          expected = !acceptable
            ? refusedAs('time-not-offered')
            : fits
              ? done
              : refusedAs('time-taken');
          places = offer ? [{ adviserId: offer.adviserId, endsAt: offer.endsAt }] : [];
          break;
        }
        case 'assign': {
          const index = (who + 1) % 2;
          const adviserId = advisers[index]!.accountId;
          asked = { change, adviserId };
          const { adviserId: has } = database()
            .select()
            .from(requests)
            .where(eq(requests.id, id))
            .get()!;
          if (has === adviserId) continue;
          if (state === 'offered') {
            const standing = openOf(id).filter(({ startsAt }) => startsAt > asking + cutOff);
            const kept = standing.filter((offer) => hasPlaceMinuteByMinute(diary(index), offer));
            expect(await changeRequest(by, reference, asked)).toEqual(done);
            const left = openOf(id).filter(({ startsAt }) => startsAt > asking + cutOff);
            expect(left.map((offer) => [offer.id, offer.adviserId])).toEqual(
              kept.map((offer) => [offer.id, adviserId]),
            );
            count('assign offers');
            continue;
          }
          const begun = live!.startsAt <= asking;
          const fits = begun
            ? bookingsOf(adviserId).every(
                (other) => live!.endsAt <= other.startsAt || other.endsAt <= live!.startsAt,
              )
            : hasPlaceMinuteByMinute(diary(index), live!);
          expected = fits ? done : refusedAs('adviser-busy');
          places = [{ adviserId, endsAt: live!.endsAt }];
          break;
        }
        default: {
          actor = practitioner;
          asked = { change: 'ask-to-move' };
          expected = tooLateToMove(live!.startsAt, asking, cutOff) ? refusedAs('not-now') : done;
        }
      }

      const outcome = await changeRequest(actor, reference, asked);
      const told = `${JSON.stringify(asked)} in ${its.begins} at ${new Date(asking).toISOString()}`;
      expect(outcome, told).toEqual(expected);
      count(`${change} ${outcome.done ? 'done' : outcome.because}`);
      const after = liveOf(id);
      if (!outcome.done) {
        expect(after, told).toEqual(live);
        continue;
      }
      if (change === 'offer-times' || change === 'reschedule') {
        const { length } = diary(who).rules;
        expect(openOf(id).map((each) => [each.adviserId, each.startsAt, each.endsAt])).toEqual(
          wished.map((startsAt) => [by.accountId, startsAt, startsAt + length]),
        );
        for (const each of openOf(id)) expectWall(each);
      } else if (change !== 'ask-to-move') {
        expect(places, told).toContainEqual({
          adviserId: after?.adviserId,
          endsAt: after?.endsAt,
        });
        expectWall(after!);
      }
    }
  };

  // What is tried are the rules: a power cut is another test.
  database().run(sql`pragma synchronous = off`);
  await fc.assert(
    fc.asyncProperty(world, fc.array(attempt, { minLength: 4, maxLength: 10 }), history),
    // What fails prints its seed.
    { numRuns: 60 },
  );
  // Chance may leave out one or two; that most were never made would mean that nothing was tried.
  const never = ['take', 'move', 'offer-times', 'confirm', 'reschedule', 'accept', 'assign'].filter(
    (change) => !made.has(`${change} done`),
  );
  expect(never.length, `never made: ${never.join(', ')}`).toBeLessThan(3);
}, 300_000);

it('a time promised for later than times are offered now still needs the adviser to be free', async () => {
  const { practitioner, advisers } = cast();
  const [adviser] = advisers;
  for (const table of [availability, exceptions, busyTimes, adviserRules, teamRules])
    database().delete(table).run();
  clock.now = () => Date.parse('2027-05-03T09:00Z');
  setAvailability(adviser.accountId, [{ weekday: 2, opens: '09:00', closes: '12:00' }]);
  const reference = await send(practitioner);
  const later = ['2027-06-01T08:00Z', '2027-06-01T09:00Z'].map((utc) => Date.parse(utc));
  const offer = { change: 'offer-times', startsAt: later } as const;
  expect(await changeRequest(adviser, reference, offer)).toEqual(done);
  database().insert(teamRules).values({ team: 'north', horizonDays: 7 }).run();
  database()
    .insert(busyTimes)
    .values({
      id: newId(),
      adviserId: adviser.accountId,
      startsAt: later[0]! + 44 * minute,
      endsAt: later[0]! + 50 * minute,
    })
    .run();
  const [first, second] = openOf(idOf(reference)).map((each) => each.id);
  const accept = (offerId: string) =>
    changeRequest(practitioner, reference, { change: 'accept', offerId });
  expect(await accept(first!)).toEqual(refusedAs('time-taken'));
  expect(await accept(second!)).toEqual(done);
});

/** The last moment counts, but for a meeting that has begun. */
const tooLateToMove = (startsAt: number, now: number, cutOff: number): boolean =>
  now > startsAt - cutOff || now >= startsAt;

const bookingsOf = (adviserId: string | undefined): Span[] =>
  database()
    .select()
    .from(bookings)
    .where(inArray(bookings.adviserId, [adviserId ?? '']))
    .all()
    .filter(({ state }) => state === 'live')
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));

/** The clock on the wall is kept beside the instant, and is that instant's. */
function expectWall({
  startsAt,
  wallClock,
  zone,
}: {
  startsAt: number;
  wallClock: string;
  zone: string;
}) {
  const { date, time } = minuteAt(startsAt);
  expect([wallClock, zone]).toEqual([`${date}T${time}`, 'Europe/London']);
}
