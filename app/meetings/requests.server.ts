import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNull,
  ne,
  not,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import {
  accounts,
  advisedEmployers,
  bookings,
  conflicts,
  events,
  notes,
  offers,
  requests,
} from '#db/schema';
import { findAccount, nameOf } from '~/account/index.server';
import { rulesOfTeam } from '~/diary/index.server';
import type { Person, Team } from '~/platform/access';
import { keyedHash, seal, unseal } from '~/platform/crypto.server';
import { database, type Db, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import { employerKey } from './staff/employer';
import type { Call } from './joining/joining';
import {
  allowedChanges,
  endingOf,
  isRecordChange,
  openStates,
  timingOf,
  type Change,
  type Side,
  type State,
  type Turn,
} from './life';
import type { Answers } from './questions/questions';

/**
 * Reading and writing requests. Every function takes the acting person first and sees only what is theirs:
 * a practitioner their own, an adviser their team's, a lead all that were sent, and staff none that they must not
 * answer (docs/decisions/0032). Anything else is not there (404), in the same words as what never was.
 */

export type RequestRow = typeof requests.$inferSelect;

const answersPlace = (row: string) => placeOf(requests.sealedAnswers, row);
/** The answers of a request as its column holds them. */
export const sealAnswers = (requestId: string, answers: Answers): string =>
  seal(answersPlace(requestId), JSON.stringify(answers));

const roomPlace = (row: string) => placeOf(requests.sealedRoom, row);
/** The place that the words of a note are sealed for; `row` is the note's id. */
export const wordsPlace = (row: string) => placeOf(notes.sealedWords, row);

/** The side of a meeting that somebody acts for. */
export const sideOf = (actor: Person): Side =>
  actor.role === 'practitioner' ? 'practitioner' : 'adviser';

/** Who answers requests from a nation. */
export const teamFor = (nation: string): Team => (nation === 'wales' ? 'wales' : 'north');

/** The condition every query of a person's requests carries. */
export function mayRead(actor: Person): SQL | undefined {
  const sent = ne(requests.state, 'draft');
  if (actor.role === 'practitioner') return eq(requests.accountId, actor.accountId);
  const mustNot = inConflict(actor.accountId);
  // The last who could see to a request still sees it, or nobody would ever hear of it.
  if (actor.role === 'lead')
    return and(sent, or(not(mustNot), not(othersMayAnswer(actor.accountId))));
  if (actor.role === 'adviser' && actor.team) {
    // With a plus SQLite takes no index for these: lists keep to the one that is in their order.
    const theirs = sql`(+${requests.team} = ${actor.team} or +${requests.adviserId} = ${actor.accountId})`;
    return and(sent, theirs, not(mustNot));
  }
  throw new Response(null, { status: 404 });
}

/**
 * Requests that a lead, or an adviser of their team, other than this person can see to. Counted, and with lists:
 * SQLite 3.51 finds nothing where one EXISTS stands within another and the outer has an OR.
 */
function othersMayAnswer(accountId: string): SQL {
  const db = database();
  const other = alias(accounts, 'other');
  const steppedAside = db
    .select({ id: conflicts.adviserId })
    .from(conflicts)
    .where(eq(conflicts.requestId, requests.id));
  const advisedIt = db
    .select({ id: advisedEmployers.adviserId })
    .from(advisedEmployers)
    .where(
      and(
        eq(advisedEmployers.adviserId, other.id),
        eq(advisedEmployers.nameHash, requests.employerHash),
      ),
    );
  const others = db
    .select({ many: count() })
    .from(other)
    .where(
      and(
        or(eq(other.role, 'lead'), and(eq(other.role, 'adviser'), eq(other.team, requests.team))),
        ne(other.id, accountId),
        isNull(other.disabledAt),
        notInArray(other.id, steppedAside),
        or(eq(requests.separateAdviser, false), notInArray(other.id, advisedIt)),
      ),
    );
  return sql`${others} > 0`;
}

/** Whether a request would still be seen to if this person stepped aside from it. */
export function canBeLeftBy(tx: Db | Tx, accountId: string, requestId: string): boolean {
  const row = tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.id, requestId), othersMayAnswer(accountId)))
    .get();
  return row !== undefined;
}

/**
 * Requests somebody must not answer: they stepped aside, or advised the employer of a person who asked for an
 * adviser who did not.
 */
function inConflict(adviserId: string): SQL {
  const db = database();
  const steppedAside = db
    .select({ one: sql`1` })
    .from(conflicts)
    .where(and(eq(conflicts.requestId, requests.id), eq(conflicts.adviserId, adviserId)));
  const advisedIt = db
    .select({ one: sql`1` })
    .from(advisedEmployers)
    .where(
      and(
        eq(advisedEmployers.adviserId, adviserId),
        eq(advisedEmployers.nameHash, requests.employerHash),
      ),
    );
  return or(exists(steppedAside), and(eq(requests.separateAdviser, true), exists(advisedIt)))!;
}

/** The hash by which two mentions of an employer are known to be of one; null without a name. */
export function employerHash(name: string | undefined): string | null {
  const key = employerKey(name);
  return key && keyedHash('employer', key);
}

const whoAdvised = (tx: Db | Tx, hash: string): string[] =>
  tx
    .select({ adviserId: advisedEmployers.adviserId })
    .from(advisedEmployers)
    .where(eq(advisedEmployers.nameHash, hash))
    .all()
    .map(({ adviserId }) => adviserId);

/** Whether an adviser has advised the employer of a hash. */
export const hasAdvised = (tx: Db | Tx, adviserId: string, hash: string): boolean =>
  whoAdvised(tx, hash).includes(adviserId);

/** What of a request says who must not answer it. */
export type WhoAsks = Pick<RequestRow, 'id' | 'separateAdviser' | 'employerHash'>;

/** Everybody who must not answer a request: the same as `inConflict`, for one request and all advisers. */
export function advisersInConflict(
  tx: Db | Tx,
  { id, separateAdviser, employerHash: hash }: WhoAsks,
): Set<string> {
  const aside = tx
    .select({ adviserId: conflicts.adviserId })
    .from(conflicts)
    .where(eq(conflicts.requestId, id))
    .all()
    .map(({ adviserId }) => adviserId);
  return new Set([...aside, ...(separateAdviser && hash !== null ? whoAdvised(tx, hash) : [])]);
}

/** Whether an adviser must not answer a request. */
export const hasConflict = (tx: Db | Tx, adviserId: string, asked: WhoAsks): boolean =>
  advisersInConflict(tx, asked).has(adviserId);

/**
 * The row of a reference, if `actor` may see it.
 * @throws a 404 response otherwise.
 */
export function readRow(tx: Db | Tx, actor: Person, reference: string): RequestRow {
  const row = tx
    .select()
    .from(requests)
    .where(and(eq(requests.reference, reference), mayRead(actor)))
    .get();
  if (!row) throw new Response(null, { status: 404 });
  return row;
}

/**
 * What was answered in a request; nothing once its words are erased.
 * @throws when the key they were sealed with is gone.
 */
export const answersOf = (row: Pick<RequestRow, 'id' | 'sealedAnswers'>): Answers =>
  row.sealedAnswers === '' ? {} : JSON.parse(unseal(answersPlace(row.id), row.sealedAnswers));

/** The address of a video room as the column of a request holds it. */
export const sealRoom = (requestId: string, address: string) => seal(roomPlace(requestId), address);
/** The address of the video room of a request's meeting; null without one. */
export const roomOf = (row: Pick<RequestRow, 'id' | 'sealedRoom'>): string | null =>
  row.sealedRoom && unseal(roomPlace(row.id), row.sealedRoom);

/** One line of a timeline. */
export interface TimelineEvent {
  at: number;
  by: Side;
  change: Change;
  times: number[];
  /** A code of the change's own list: why it was declined, how identity was checked. */
  detail: string | null;
  words: string | null;
}

/** Words of the other side, and when they were written. */
export interface Said {
  at: number;
  words: string;
}

/** A request as both sides read it. Instants are milliseconds since 1970. */
export interface RequestView {
  reference: string;
  state: State;
  answers: Answers;
  submittedAt: number | null;
  updatedAt: number;
  /** Whose turn it is, and by which London date when it is ours. */
  waitingOn: Turn;
  answerBy: string | null;
  adviserId: string | null;
  adviserName: string | null;
  /** Times to choose from, each with the moment until which it can be chosen. */
  offers: { id: string; startsAt: number; until: number }[];
  meeting: {
    startsAt: number;
    endsAt: number;
    room: string | null;
    call: Call | null;
    /** The last instant at which the practitioner can move it. */
    movableUntil: number;
  } | null;
  events: TimelineEvent[];
  /** Questions for the meeting, in the practitioner's words. */
  questions: Said[];
  /** What we do in this case, as the adviser last put it. */
  ourPart: Said | null;
  /** How the adviser made sure whom they speak to. */
  identity: { at: number; how: string } | null;
  /** What the reader may do now. */
  allowed: Change[];
}

/** Everything a person may see of one request. */
export function readRequest(actor: Person, reference: string): RequestView {
  const db = database();
  const row = readRow(db, actor, reference);
  const booking = liveBooking(db, row.id);
  const adviser = row.adviserId ? findAccount(row.adviserId) : undefined;
  const { cutOff } = rulesOfTeam(db, row.team);
  const timeline = timelineOf(db, row.id);
  const last = (change: Change) => timeline.findLast((event) => event.change === change);
  const part = last('state-our-part');
  const identity = last('record-identity');
  return {
    reference: row.reference,
    state: row.state,
    answers: answersOf(row),
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
    waitingOn: row.waitingOn,
    answerBy: row.answerBy,
    adviserId: row.adviserId,
    adviserName: adviser ? nameOf(adviser) : null,
    offers: openOffers(db, row).map(({ id, startsAt }) => ({
      id,
      startsAt,
      until: startsAt - cutOff,
    })),
    meeting: booking
      ? {
          startsAt: booking.startsAt,
          endsAt: booking.endsAt,
          room: roomOf(row),
          call: callOf(row),
          movableUntil: booking.startsAt - cutOff,
        }
      : null,
    events: timeline,
    questions: timeline.flatMap(({ change, at, words }) =>
      change === 'add-question' && words ? [{ at, words }] : [],
    ),
    ourPart: part?.words ? { at: part.at, words: part.words } : null,
    identity: identity?.detail ? { at: identity.at, how: identity.detail } : null,
    allowed: allowedChanges(
      row.state,
      sideOf(actor),
      timingOf(booking, clock.now(), cutOff),
    ).filter(
      // Nothing more is written where the words have been erased: it would never be erased itself.
      (change) => row.sealedAnswers !== '' || !(isRecordChange(change) || change === 'message'),
    ),
  };
}

const callPlace = (row: string) => placeOf(requests.sealedCall, row);
/** Who rings whom, as the column of a request holds it. */
export const sealCall = (requestId: string, call: Call) =>
  seal(callPlace(requestId), JSON.stringify(call));

/** Who rings whom, when the meeting is by phone: we ring them, unless an adviser has said otherwise. */
export function callOf(row: RequestRow): Call | null {
  if (row.sealedCall) return JSON.parse(unseal(callPlace(row.id), row.sealedCall));
  // Whoever chose the phone may have been given a room or a link instead.
  if (row.sealedRoom) return null;
  return row.sealedAnswers !== '' && answersOf(row).how?.method === 'phone'
    ? { caller: 'us', number: null }
    : null;
}

/** Whether it is noted how somebody made sure whom they speak to. */
export const hasIdentity = (tx: Db | Tx, requestId: string): boolean =>
  tx
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.requestId, requestId), eq(events.change, 'record-identity')))
    .get() !== undefined;

/** The meeting in the diary for a request, if there is one. */
export function liveBooking(db: Db | Tx, requestId: string) {
  return db
    .select()
    .from(bookings)
    .where(and(eq(bookings.requestId, requestId), eq(bookings.state, 'live')))
    .get();
}

/**
 * The condition of offers, joined with their advisers' accounts, that still stand: not so near that the adviser might
 * miss the news, and of an adviser who is still here.
 */
export const stillStands = (db: Db | Tx, team: Team | null): SQL | undefined =>
  and(
    eq(offers.state, 'open'),
    gt(offers.startsAt, clock.now() + rulesOfTeam(db, team).cutOff),
    isNull(accounts.disabledAt),
  );

/** Times that can still be accepted: those that stand, of an adviser who may answer the request. */
export function openOffers(db: Db | Tx, row: WhoAsks & Pick<RequestRow, 'team'>) {
  const inConflictNow = advisersInConflict(db, row);
  return db
    .select({
      id: offers.id,
      startsAt: offers.startsAt,
      endsAt: offers.endsAt,
      adviserId: offers.adviserId,
    })
    .from(offers)
    .innerJoin(accounts, eq(accounts.id, offers.adviserId))
    .where(and(eq(offers.requestId, row.id), stillStands(db, row.team)))
    .orderBy(asc(offers.startsAt))
    .all()
    .filter(({ adviserId }) => !inConflictNow.has(adviserId));
}

function timelineOf(db: Db, requestId: string): TimelineEvent[] {
  return db
    .select({ event: events, note: notes })
    .from(events)
    .leftJoin(notes, eq(notes.eventId, events.id))
    .where(eq(events.requestId, requestId))
    .orderBy(asc(events.id))
    .all()
    .map(({ event, note }) => ({
      at: event.at,
      by: event.by,
      change: event.change as Change,
      times: JSON.parse(event.times),
      detail: event.detail,
      words: note && unseal(wordsPlace(note.id), note.sealedWords),
    }));
}

/** A practitioner's requests, newest first. */
export function listOwnRequests(actor: Person) {
  return database()
    .select({
      reference: requests.reference,
      state: requests.state,
      waitingOn: requests.waitingOn,
      answerBy: requests.answerBy,
      meetsAt: requests.meetsAt,
      meetsUntil: requests.meetsUntil,
      submittedAt: requests.submittedAt,
      updatedAt: requests.updatedAt,
    })
    .from(requests)
    .where(eq(requests.accountId, actor.accountId))
    .orderBy(desc(requests.updatedAt))
    .limit(100)
    .all();
}

/** Every request of a practitioner, whole. */
export const ownRows = (tx: Db | Tx, actor: Person): RequestRow[] =>
  tx
    .select()
    .from(requests)
    .where(eq(requests.accountId, actor.accountId))
    .orderBy(desc(requests.updatedAt))
    .all();

/** Whether something is still to happen to a request of this practitioner; not when its words are gone. */
export function hasOpenRequest(actor: Person): boolean {
  return ownRows(database(), actor).some(
    ({ state, sealedAnswers }) => openStates.includes(state) && sealedAnswers !== '',
  );
}

/** Whether the practitioner has a meeting ahead that erasing the account would cancel. */
export function hasArrangedMeeting(actor: Person): boolean {
  return ownRows(database(), actor).some(
    ({ id, state }) =>
      endingOf(state, timingOf(liveBooking(database(), id), clock.now(), 0)) === 'cancel',
  );
}

/** The requests that rows of the audit trail tell of: id and reference, as far as the acting person may see them. */
export function referencesOf(actor: Person, ids: readonly string[]): Map<string, string> {
  if (ids.length === 0) return new Map();
  const rows = database()
    .select({ id: requests.id, reference: requests.reference })
    .from(requests)
    .where(and(inArray(requests.id, [...ids]), mayRead(actor)))
    .all();
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

/** The id of the request with a reference, if the acting person may see it. */
export function requestIdOf(actor: Person, reference: string): string | null {
  const row = database()
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.reference, reference), mayRead(actor)))
    .get();
  return row?.id ?? null;
}

/** Advisers who answer for a team. */
export const advisersOf = (tx: Db | Tx, team: Team) =>
  staffHere(tx, and(eq(accounts.role, 'adviser'), eq(accounts.team, team)));

/** Leads, who answer for every team. */
export const leads = (tx: Db | Tx) => staffHere(tx, eq(accounts.role, 'lead'));

/** Accounts that fit and have not been disabled. */
function staffHere(tx: Db | Tx, which: SQL | undefined) {
  return tx
    .select()
    .from(accounts)
    .where(and(which, isNull(accounts.disabledAt)))
    .all();
}
