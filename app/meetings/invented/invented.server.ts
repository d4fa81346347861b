import { count, getTableColumns, max, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  accounts,
  advisedEmployers,
  bookings,
  events,
  notes,
  offers,
  reminders,
  requests,
  requestWords,
} from '#db/schema';
import { usualRules } from '~/diary/index';
import type { Team } from '~/platform/access';
import { lookupHash, newId, randomToken, seal } from '~/platform/crypto.server';
import { diceOf, pick, type Dice } from '~/platform/dice';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { recordAudit } from '~/platform/audit.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock, day } from '~/platform/time/clock';
import { instantOf, today, wallClock, zone } from '~/platform/time/london';
import { addDays, addWorkingDays, isWorkingDay } from '~/platform/time/working-days';
import {
  between,
  drawState,
  openShareOf,
  inventedEmployers,
  inventHistory,
  inventName,
  leastEvents,
  type InventedEvent,
} from './invented';
import { endStates, turnAfter, type State, type Turn } from '../life';
import { nameWords } from '../staff/name-words';
import { nameHash } from '../staff/name-words.server';
import type { CompleteAnswers } from '../questions/questions';
import { newReference } from '../reference.server';
import { employerHash, sealAnswers, sealRoom, wordsPlace } from '../requests.server';
import { settings } from '../settings';
import { holidaysFor } from '../times/times.server';
import { newRoom } from '../joining/video.server';

/**
 * Puts made-up requests into the database, many at a time. It goes past the one door on purpose: the history is
 * written as it would stand after years, in the order of the table of changes, with the rows that each change leaves.
 */

export interface InventedAdviser {
  id: string;
  team: Team;
}

/** Events a request has on average. */
const eventsEach = 10;
/** Requests written in one transaction. */
const atOnce = 1000;
/** Requests of one practitioner. */
const perPractitioner = 2;

/** Meetings last as long as usual. */
const { length } = usualRules;

/** When meetings begin: booked, on offer; what is left stays free. */
const bookedAt = ['09:30', '10:30', '13:30'];
const offeredAt = ['14:30'];

/** Times ahead that nobody has yet, adviser by adviser. */
class FreeTimes {
  private readonly left = new Map<string, number[]>();

  constructor(
    private readonly taken: ReadonlySet<string>,
    private readonly days: string[],
    private readonly hours: string[],
  ) {}

  /** The next one of an adviser's, or undefined when there is none. */
  take(dice: Dice, adviserId: string): number | undefined {
    let left = this.left.get(adviserId);
    if (!left) {
      left = this.days
        .flatMap((date) => this.hours.map((time) => instantOf(date, time)))
        .filter((startsAt) => !this.taken.has(`${adviserId} ${startsAt}`));
      this.left.set(adviserId, left);
    }
    return left.splice(Math.floor(dice() * left.length), 1)[0];
  }
}

/** An insert of a whole row that is prepared once. */
function inserting<T extends SQLiteTable>(table: T) {
  const values = Object.fromEntries(
    Object.keys(getTableColumns(table)).map((name) => [name, sql.placeholder(name)]),
  );
  const prepared = database()
    .insert(table)
    .values(values as never)
    .prepare();
  return (row: T['$inferSelect']): void => void prepared.run(row as Record<string, unknown>);
}

interface Hands {
  dice: Dice;
  now: number;
  holidays: HolidaysOf;
  advisers: InventedAdviser[];
  bookable: FreeTimes;
  offerable: FreeTimes;
  put: {
    account: (row: typeof accounts.$inferSelect) => void;
    request: (row: typeof requests.$inferSelect) => void;
    event: (row: typeof events.$inferSelect) => void;
    note: (row: typeof notes.$inferSelect) => void;
    offer: (row: typeof offers.$inferSelect) => void;
    booking: (row: typeof bookings.$inferSelect) => void;
    word: (row: typeof requestWords.$inferSelect) => void;
    reminder: (row: typeof reminders.$inferSelect) => void;
  };
  /** Number of the next event. */
  nextEvent: number;
  /** Number of the next practitioner: as many accounts as there are, so nobody has it. */
  nextPractitioner: number;
  hashes: Map<string, string>;
  dues: Map<string, string>;
}

/** Days on which meetings are, around now. */
function daysAround(now: number, holidays: HolidaysOf): string[] {
  const date = today(now);
  const all = Array.from({ length: 42 }, (_, index) => addDays(date, index - 1));
  return all.filter((its) => isWorkingDay(its, holidays.england));
}

function takenTimes(): Set<string> {
  const rows = database()
    .select({ adviserId: bookings.adviserId, startsAt: bookings.startsAt })
    .from(bookings)
    .where(sql`${bookings.state} = 'live'`)
    .all();
  return new Set(rows.map(({ adviserId, startsAt }) => `${adviserId} ${startsAt}`));
}

/**
 * Writes `scale` requests with ten times as many events.
 * @param advisers who has them.
 * @param seed the same seed makes the same histories.
 * @param say is told how far it has come.
 */
export async function inventRequests(
  scale: number,
  advisers: InventedAdviser[],
  seed: number,
  say: (line: string) => void,
): Promise<{ requests: number; events: number }> {
  const holidays = await allBankHolidays();
  const dice = diceOf(seed);
  const now = clock.now();
  const days = daysAround(now, holidays);
  const taken = takenTimes();
  const hands: Hands = {
    dice,
    now,
    holidays,
    advisers,
    bookable: new FreeTimes(taken, days, bookedAt),
    offerable: new FreeTimes(taken, days.slice(2), offeredAt),
    put: {
      account: inserting(accounts),
      request: inserting(requests),
      event: inserting(events),
      note: inserting(notes),
      offer: inserting(offers),
      booking: inserting(bookings),
      word: inserting(requestWords),
      reminder: inserting(reminders),
    },
    nextEvent: 0,
    nextPractitioner: 0,
    hashes: new Map(),
    dues: new Map(),
  };
  keepEmployers(hands);
  let written = 0;
  let accountId = '';
  for (let done = 0; done < scale; done += atOnce) {
    inTransaction((tx) => {
      hands.nextPractitioner = tx.select({ count: count() }).from(accounts).get()!.count;
      const { last } = tx
        .select({ last: max(events.id) })
        .from(events)
        .get()!;
      hands.nextEvent = (last ?? 0) + 1;
      const until = Math.min(done + atOnce, scale);
      for (let index = done; index < until; index += 1) {
        if (index % perPractitioner === 0 || accountId === '') accountId = practitioner(hands);
        const state = drawState(dice, openShareOf(scale));
        // The last two even out what the others had too many or too few of.
        const jitter = index >= scale - 2 ? 0 : between(dice, -4, 4);
        const wanted = eventsEach * (index + 1) - written + jitter;
        written += request(hands, accountId, state, Math.max(wanted, leastEvents(state)));
      }
      if (until === scale) noteSeed(tx, scale);
    });
    say(`${Math.min(done + atOnce, scale)} of ${scale} requests`);
  }
  return { requests: scale, events: written };
}

const noteSeed = (tx: Tx, scale: number): void =>
  recordAudit(tx, {
    actorId: 'operator',
    action: 'demo-seeded',
    subject: 'requests',
    detail: String(scale),
  });

/** Some advisers have advised some employers. */
function keepEmployers({ advisers, dice, now }: Hands): void {
  for (const { id: adviserId } of advisers) {
    const name = pick(dice, inventedEmployers);
    const id = newId();
    database()
      .insert(advisedEmployers)
      .values({
        id,
        adviserId,
        nameHash: employerHash(name)!,
        sealedName: seal(placeOf(advisedEmployers.sealedName, id), name),
        createdAt: now,
      })
      .onConflictDoNothing()
      .run();
  }
}

/** A practitioner with an address nobody has. @returns the account's id. */
function practitioner(hands: Hands): string {
  const { put, now } = hands;
  const id = newId();
  const email = `practitioner.${hands.nextPractitioner}@example.test`;
  hands.nextPractitioner += 1;
  put.account({
    id,
    role: 'practitioner',
    team: null,
    emailHash: lookupHash(email),
    sealedEmail: seal(placeOf(accounts.sealedEmail, id), email),
    sealedName: null,
    sealedTotpSecret: null,
    totpStep: 0,
    locale: 'en',
    createdAt: now,
    lastSignInAt: now,
    disabledAt: null,
    erasedAt: null,
  });
  return id;
}

function answersFrom(dice: Dice, team: Team): CompleteAnswers {
  return {
    topics: { topics: ['process', pick(dice, ['support', 'fairness', 'advice-letter'])] },
    name: { name: inventName(dice) },
    how: dice() < 0.5 ? { method: 'phone', phone: '07700 900 123' } : { method: 'video' },
    contact: { ways: ['email'], leaveMessage: 'no' },
    reminders: dice() < 0.5 ? { reminders: ['day'], reminderWay: 'email' } : { reminders: [] },
    supporter: { supporter: 'no' },
    needs: { needs: [] },
    organisation: {
      nation: team === 'wales' ? 'wales' : dice() < 0.9 ? 'england' : 'northern-ireland',
      organisation: dice() < 0.6 ? pick(dice, inventedEmployers) : undefined,
      separateAdviser: dice() < 0.08 ? 'yes' : 'no',
    },
    slot: { slot: 'other' },
    times: { day1: ['any'], part1: ['any'] },
  };
}

/** Writes one request with all its rows. @returns how many events it has. */
function request(hands: Hands, accountId: string, drawnState: State, events: number): number {
  const { dice, now, put } = hands;
  const adviser = pick(dice, hands.advisers);
  const answers = answersFrom(dice, adviser.team);
  const { nation, organisation, separateAdviser } = answers.organisation;
  const slot = drawnState === 'confirmed' ? hands.bookable.take(dice, adviser.id) : undefined;
  // When every adviser's diary is full, people wait.
  const state = drawnState === 'confirmed' && slot === undefined ? 'submitted' : drawnState;
  const history = inventHistory(dice, state, events, now);
  const last = history.at(-1)!;
  const ended = endStates.includes(state);
  const erased = ended && last.at < now - settings.wordsKept * day;
  const id = newId();
  const isVideo = answers.how.method === 'video';
  const meeting = slot === undefined ? null : { startsAt: slot, endsAt: slot + length };
  const turn = turnOf(hands, history, { team: adviser.team, nation });
  const somebodyHasIt = state !== 'submitted' || history.length > 4;
  put.request({
    id,
    reference: newReference(),
    accountId,
    state,
    sealedAnswers: erased ? '' : sealAnswers(id, answers),
    team: adviser.team,
    nation,
    separateAdviser: separateAdviser === 'yes',
    employerHash: erased ? null : employerHash(organisation),
    adviserId: somebodyHasIt ? adviser.id : null,
    otherThanId: null,
    locale: 'en',
    calendarUid: `${randomToken()}@calendar`,
    calendarSequence: meeting ? 1 : 0,
    sealedRoom: meeting && isVideo ? sealRoom(id, newRoom()) : null,
    sealedCall: null,
    ...turn,
    meetsAt: meeting?.startsAt ?? null,
    meetsUntil: meeting?.endsAt ?? null,
    createdAt: history[0]!.at,
    updatedAt: last.at,
    submittedAt: history[0]!.at,
  });
  for (const event of history)
    putEvent(hands, { requestId: id, accountId, adviserId: adviser.id, erased, meeting }, event);
  if (state === 'offered') putOpenOffers(hands, id, adviser.id, last.at);
  if (!erased) {
    for (const word of nameWords(answers.name.name))
      put.word({ requestId: id, wordHash: hashOf(hands, word) });
  }
  if (meeting && answers.reminders.reminders.length > 0 && meeting.startsAt - day > now)
    put.reminder({
      id: newId(),
      requestId: id,
      channel: 'email',
      dueAt: meeting.startsAt - day,
      state: 'waiting',
    });
  return history.length;
}

const hashOf = ({ hashes }: Hands, word: string): string => {
  const hash = hashes.get(word) ?? nameHash(word);
  hashes.set(word, hash);
  return hash;
};

/** Whose turn it is after a history, and by when it is ours. */
function turnOf(
  { dues, holidays }: Hands,
  history: InventedEvent[],
  row: { team: Team; nation: keyof HolidaysOf },
): { waitingOn: Turn; answerBy: string | null } {
  let waitingOn: Turn = 'nobody';
  let since = 0;
  for (const { change, by, to, at } of history) {
    const next = turnAfter(change, by, to, waitingOn);
    if (next === 'us' && waitingOn !== 'us') since = at;
    waitingOn = next;
  }
  if (waitingOn !== 'us') return { waitingOn, answerBy: null };
  const date = today(since);
  const key = `${date} ${row.nation}`;
  const due =
    dues.get(key) ?? addWorkingDays(date, usualRules.answerWithin, holidaysFor(row, holidays));
  dues.set(key, due);
  return { waitingOn, answerBy: due };
}

interface Of {
  requestId: string;
  accountId: string;
  adviserId: string;
  erased: boolean;
  meeting: { startsAt: number; endsAt: number } | null;
}

/** An event, and the rows that come with it. */
function putEvent(
  hands: Hands,
  { requestId, accountId, adviserId, erased, meeting }: Of,
  { at, by, change, from, to, detail, words }: InventedEvent,
): void {
  const { put } = hands;
  const id = hands.nextEvent;
  hands.nextEvent += 1;
  // When somebody met long ago matters to nobody: two days after it was agreed.
  const then = meeting?.startsAt ?? instantOf(today(at + 2 * day), '10:30');
  const timed = change === 'accept' || change === 'offer-times';
  put.event({
    id,
    requestId,
    at,
    by,
    actorId: by === 'adviser' ? adviserId : accountId,
    change,
    fromState: from,
    toState: to,
    times: timed ? JSON.stringify([then]) : '[]',
    detail,
  });
  if (words !== null && !erased) {
    const note = newId();
    put.note({ id: note, eventId: id, sealedWords: seal(wordsPlace(note), words) });
  }
  if (change !== 'accept') return;
  const times = timesOf(requestId, adviserId, then, at);
  put.offer({ ...times, id: newId(), state: 'accepted' });
  put.booking({ ...times, id: newId(), state: meeting ? 'live' : 'released' });
}

const timesOf = (requestId: string, adviserId: string, startsAt: number, createdAt: number) => ({
  requestId,
  adviserId,
  startsAt,
  endsAt: startsAt + length,
  wallClock: wallClock(startsAt),
  zone,
  createdAt,
});

/** What is on offer: times ahead while there are any, and ones that have passed. */
function putOpenOffers(hands: Hands, requestId: string, adviserId: string, at: number): void {
  const passed = instantOf(today(hands.now - between(hands.dice, 1, 5) * day), '14:30');
  const startsAt = hands.offerable.take(hands.dice, adviserId) ?? passed;
  hands.put.offer({
    ...timesOf(requestId, adviserId, startsAt, at),
    id: newId(),
    state: 'open',
  });
}
