import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNull,
  lt,
  ne,
  not,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import {
  accounts,
  advisedEmployers,
  bookings,
  conflicts,
  events,
  notes,
  offers,
  requests,
  requestWords,
  staffNotes,
  supporters,
} from '#db/schema';
import { findAccount, nameOf } from '~/account/index.server';
import { rulesOfTeam } from '~/diary/index.server';
import type { Person, Role, Team } from '~/platform/access';
import { recordAuditOnce, whoDid } from '~/platform/audit.server';
import { keyedHash, newId, randomToken, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day, minute } from '~/platform/time/clock';
import { employerKey } from './employer';
import type { Call } from './joining';
import {
  allowedChanges,
  endingOf,
  timingOf,
  type Change,
  type Side,
  type State,
  type Turn,
} from './life';
import { openStates } from './queue';
import { withAnswer, type Answers, type schemas, type Step } from './questions';
import { newReference } from './reference.server';
import { settings } from './settings';
import type { z } from 'zod';

/**
 * Reading and writing requests. Every function takes the acting person first and sees only what is theirs:
 * a practitioner their own, an adviser their team's, a lead all that were sent. Anything else is not there
 * (404), in the same words as what never was.
 */

export type RequestRow = typeof requests.$inferSelect;

const answersPlace = (row: string) => placeOf(requests.sealedAnswers, row);
export const sealAnswers = (requestId: string, answers: Answers): string =>
  seal(answersPlace(requestId), JSON.stringify(answers));

const roomPlace = (row: string) => placeOf(requests.sealedRoom, row);
export const wordsPlace = (row: string) => placeOf(notes.sealedWords, row);

export const sideOf = (actor: Person): Side =>
  actor.role === 'practitioner' ? 'practitioner' : 'adviser';

/** Who answers requests from a nation. */
export const teamFor = (nation: string): Team => (nation === 'wales' ? 'wales' : 'north');

/** The condition every query of a person's requests carries. */
export function mayRead(actor: Person): SQL | undefined {
  const sent = ne(requests.state, 'draft');
  if (actor.role === 'practitioner') return eq(requests.accountId, actor.accountId);
  if (actor.role === 'lead') return sent;
  if (actor.role === 'adviser' && actor.team) {
    // With a plus SQLite takes no index for these: lists keep to the one that is in their order.
    const theirs = sql`(+${requests.team} = ${actor.team} or +${requests.adviserId} = ${actor.accountId})`;
    return and(sent, theirs, not(inConflict(actor.accountId)));
  }
  throw new Response(null, { status: 404 });
}

/**
 * Requests an adviser must not answer: they stepped aside, or advised the employer of somebody who asked for an
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

/** Whether an adviser has advised the employer of a hash. */
export const hasAdvised = (tx: Db | Tx, adviserId: string, hash: string): boolean =>
  tx
    .select({ id: advisedEmployers.id })
    .from(advisedEmployers)
    .where(and(eq(advisedEmployers.adviserId, adviserId), eq(advisedEmployers.nameHash, hash)))
    .get() !== undefined;

/** Whether an adviser must not answer a request. */
export function hasConflict(tx: Db | Tx, adviserId: string, requestId: string): boolean {
  const row = tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.id, requestId), inConflict(adviserId)))
    .get();
  return row !== undefined;
}

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

export const answersOf = (row: Pick<RequestRow, 'id' | 'sealedAnswers'>): Answers =>
  row.sealedAnswers === '' ? {} : JSON.parse(unseal(answersPlace(row.id), row.sealedAnswers));

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
  offers: { id: string; startsAt: number }[];
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
    offers: openOffers(db, row).map(({ id, startsAt }) => ({ id, startsAt })),
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
    allowed: allowedChanges(row.state, sideOf(actor), timingOf(booking, clock.now(), cutOff)),
  };
}

const callPlace = (row: string) => placeOf(requests.sealedCall, row);
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

/** The meeting in the diary for a request, if there is one. */
export function liveBooking(db: Db | Tx, requestId: string) {
  return db
    .select()
    .from(bookings)
    .where(and(eq(bookings.requestId, requestId), eq(bookings.state, 'live')))
    .get();
}

/**
 * Times that can still be accepted: not so near that the adviser might miss the news, and of an adviser who is still
 * here and may answer the request.
 */
export function openOffers(db: Db | Tx, { id, team }: Pick<RequestRow, 'id' | 'team'>) {
  const { cutOff } = rulesOfTeam(db, team);
  return db
    .select({
      id: offers.id,
      startsAt: offers.startsAt,
      endsAt: offers.endsAt,
      adviserId: offers.adviserId,
    })
    .from(offers)
    .innerJoin(accounts, eq(accounts.id, offers.adviserId))
    .where(
      and(
        eq(offers.requestId, id),
        eq(offers.state, 'open'),
        gt(offers.startsAt, clock.now() + cutOff),
        isNull(accounts.disabledAt),
      ),
    )
    .orderBy(asc(offers.startsAt))
    .all()
    .filter(({ adviserId }) => !hasConflict(db, adviserId, id));
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

// Drafts

/** A practitioner's unfinished request, if there is one. */
export function readDraft(actor: Person): { reference: string; answers: Answers } | null {
  const row = readDraftRow(database(), actor);
  return row ? { reference: row.reference, answers: answersOf(row) } : null;
}

/** Its row. */
export function readDraftRow(db: Db | Tx, actor: Person): RequestRow | undefined {
  return db
    .select()
    .from(requests)
    .where(and(eq(requests.accountId, actor.accountId), eq(requests.state, 'draft')))
    .get();
}

/** Opens a request to fill in, or goes on with the one already begun. */
export function startDraft(actor: Person, locale: Locale): void {
  inTransaction((tx) => {
    if (readDraftRow(tx, actor)) return;
    const now = clock.now();
    const id = newId();
    tx.insert(requests)
      .values({
        id,
        reference: newReference(),
        accountId: actor.accountId,
        state: 'draft',
        sealedAnswers: seal(answersPlace(id), '{}'),
        locale,
        calendarUid: `${randomToken()}@calendar`,
        createdAt: now,
        updatedAt: now,
      })
      .run();
  });
}

/** Keeps the answer to one question of the draft. @returns false when there is no draft. */
export function saveAnswer<S extends Step>(
  actor: Person,
  locale: Locale,
  step: S,
  answer: z.output<(typeof schemas)[S]>,
): boolean {
  return inTransaction((tx) => {
    const row = readDraftRow(tx, actor);
    if (!row) return false;
    const answers = withAnswer(answersOf(row), step, answer);
    tx.update(requests)
      .set({
        sealedAnswers: sealAnswers(row.id, answers),
        updatedAt: clock.now(),
        locale,
      })
      .where(eq(requests.id, row.id))
      .run();
    return true;
  });
}

/** Deletes the unfinished request. */
export const discardDraft = (actor: Person): void => deleteOwnDraft(database(), actor);

export function deleteOwnDraft(tx: Db | Tx, actor: Person): void {
  tx.delete(requests)
    .where(and(eq(requests.accountId, actor.accountId), eq(requests.state, 'draft')))
    .run();
}

// Keeping no longer than needed

/** Retention: unfinished requests go after 30 days. */
export function purgeDrafts(): number {
  const before = clock.now() - settings.draftKept * day;
  return database()
    .delete(requests)
    .where(and(eq(requests.state, 'draft'), lt(requests.updatedAt, before)))
    .run().changes;
}

/**
 * Retention: a year after a request last changed, its words, room and reasons are erased; state, dates and
 * counts stay. Whatever its state: a request nobody closed is no reason to keep what somebody wrote.
 */
export function eraseOldWords(): number {
  const before = clock.now() - settings.wordsKept * day;
  return inTransaction((tx) => {
    const old = tx
      .select({ id: requests.id })
      .from(requests)
      .where(
        and(
          ne(requests.state, 'draft'),
          lt(requests.updatedAt, before),
          ne(requests.sealedAnswers, ''),
        ),
      )
      .all()
      .map(({ id }) => id);
    for (const id of old) eraseWords(tx, id);
    return old.length;
  });
}

/** Empties everything of a request that anybody wrote, or that finds it by a name; what happened when stays. */
export function eraseWords(tx: Tx, requestId: string): void {
  const itsEvents = tx
    .select({ id: events.id })
    .from(events)
    .where(eq(events.requestId, requestId));
  tx.delete(notes).where(inArray(notes.eventId, itsEvents)).run();
  tx.delete(staffNotes).where(eq(staffNotes.requestId, requestId)).run();
  tx.delete(supporters).where(eq(supporters.requestId, requestId)).run();
  tx.delete(requestWords).where(eq(requestWords.requestId, requestId)).run();
  tx.update(requests)
    .set({ sealedAnswers: '', sealedRoom: null, sealedCall: null, employerHash: null })
    .where(eq(requests.id, requestId))
    .run();
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

// Who opened a request

/** A member of staff who opened a request. */
export interface Opening {
  /** Null for somebody who is no longer here. */
  name: string | null;
  role: Role | null;
  firstAt: number;
  lastAt: number;
  times: number;
}

/** A page that is loaded again within this time is the same opening. */
const oneOpening = minute;

/** Whether it is noted how somebody made sure whom they speak to. */
export const hasIdentity = (tx: Db | Tx, requestId: string): boolean =>
  tx
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.requestId, requestId), eq(events.change, 'record-identity')))
    .get() !== undefined;

/** What staff see of a request. That they opened it is noted, and the practitioner can see it. */
export function openRequest(actor: Person, reference: string): RequestView {
  return inTransaction((tx) => {
    const { id } = readRow(tx, actor, reference);
    const opening = { actorId: actor.accountId, action: 'request-opened', subject: id } as const;
    recordAuditOnce(tx, opening, oneOpening);
    return readRequest(actor, reference);
  });
}

/** Which staff opened a request of the acting practitioner, and when; latest first. */
export const readOpenings = (actor: Person, reference: string): Opening[] =>
  openingsOf(readRow(database(), actor, reference).id);

export function openingsOf(requestId: string): Opening[] {
  return whoDid('request-opened', requestId).map(({ actorId, ...opening }) => {
    const account = findAccount(actorId);
    const here = account && !account.disabledAt;
    return { name: here ? nameOf(account) : null, role: here ? account.role : null, ...opening };
  });
}

/** The requests that rows of the audit trail tell of: id and reference. For leads, who may see every one. */
export function referencesOf(actor: Person, ids: readonly string[]): Map<string, string> {
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
