import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  not,
  or,
  type SQL,
} from 'drizzle-orm';
import { concernEvents, concernNotes, concerns } from '#db/schema';
import { findAccounts, nameOf, type Account } from '~/account/index.server';
import {
  hadAHandIn,
  leads,
  ownSentRequests,
  type Month,
  type Opening,
  type Wait,
} from '~/meetings/index.server';
import { onlyLeads, type Person } from '~/platform/access';
import { recordAuditOnce, whoDid } from '~/platform/audit.server';
import { seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import type { HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock, day, minute } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { workingDaysBetween } from '~/platform/time/working-days';
import type { ConcernOutcome } from './asked';
import { consentsOf, type Consent } from './consents';
import {
  allowedChanges,
  endStates,
  isOverdue,
  type Change,
  type Kind,
  type Side,
  type Standing,
  type State,
} from './life';
import type { Answers } from './questions';
import { settings } from './settings';

/**
 * Reading concerns. Every function takes the acting person first: practitioners see their own; leads see those in
 * which they have had no hand and which are not about them (docs/decisions/0038); nobody else sees any. What is not
 * theirs is not there (404), in the same words as what never was.
 */

export type ConcernRow = typeof concerns.$inferSelect;

const answersPlace = (row: string) => placeOf(concerns.sealedAnswers, row);
/** The answers of a concern as its column holds them. */
export const sealAnswers = (concernId: string, answers: Answers): string =>
  seal(answersPlace(concernId), JSON.stringify(answers));
/** What was answered; nothing once the words are erased. */
export const answersOf = ({ id, sealedAnswers }: ConcernRow): Answers =>
  sealedAnswers === '' ? {} : JSON.parse(unseal(answersPlace(id), sealedAnswers));

/** The places that what was written with a change is sealed for; `row` is the note's id. */
export const wordsPlace = (row: string) => placeOf(concernNotes.sealedWords, row);
export const morePlace = (row: string) => placeOf(concernNotes.sealedMore, row);

export const sideOf = ({ role }: Person): Side =>
  role === 'practitioner' ? 'practitioner' : 'lead';

/** The wall: a lead is free of a concern that is not about them, and in whose requests they have had no hand. */
const isFree = (staffId: string): SQL =>
  and(
    or(isNull(concerns.aboutId), ne(concerns.aboutId, staffId)),
    not(hadAHandIn(staffId, { accountId: concerns.accountId, requestId: concerns.requestId })),
  )!;

/** The condition every query of concerns carries. */
function mayRead(actor: Person): SQL {
  if (actor.role === 'practitioner') return eq(concerns.accountId, actor.accountId);
  onlyLeads(actor);
  return and(ne(concerns.state, 'draft'), isFree(actor.accountId))!;
}

/**
 * The row of a reference, if `actor` may see it.
 * @throws a 404 response otherwise.
 */
export function readRow(tx: Db | Tx, actor: Person, reference: string): ConcernRow {
  const row = tx
    .select()
    .from(concerns)
    .where(and(eq(concerns.reference, reference), mayRead(actor)))
    .get();
  if (!row) throw new Response(null, { status: 404 });
  return row;
}

/** Leads who may have a concern; also before it is raised, so that nobody is promised what nobody can do. */
export const freeLeads = (tx: Db | Tx, { id }: Pick<ConcernRow, 'id'>): Account[] =>
  leads(tx).filter(
    (lead) =>
      tx
        .select({ id: concerns.id })
        .from(concerns)
        .where(and(eq(concerns.id, id), isFree(lead.id)))
        .get() !== undefined,
  );

/** Leads who could look at a concern again: not the one who answered it, while there is another. */
export function leadsForReview(tx: Db | Tx, row: ConcernRow): Account[] {
  const free = freeLeads(tx, row);
  const others = free.filter(({ id }) => id !== row.answeredById);
  return others.length > 0 ? others : free;
}

/** One line of a timeline. */
export interface TimelineEvent {
  at: number;
  by: Side;
  change: Change;
  detail: string | null;
  date: string | null;
  words: string | null;
  more: string | null;
  /** The lead who did it; null for the practitioner, and for somebody who is no longer here. */
  doer: string | null;
}

/** Names of those of these people who are still here, by account. */
const namesIfHere = (ids: Iterable<string | null>): ReadonlyMap<string | null, string | null> =>
  new Map(
    [...findAccounts(ids).values()]
      .filter(({ disabledAt }) => !disabledAt)
      .map((account) => [account.id, nameOf(account)]),
  );

/** What happened to a concern, oldest first. */
export function timelineOf(tx: Db | Tx, concernId: string): TimelineEvent[] {
  const rows = tx
    .select({ event: concernEvents, note: concernNotes })
    .from(concernEvents)
    .leftJoin(concernNotes, eq(concernNotes.eventId, concernEvents.id))
    .where(eq(concernEvents.concernId, concernId))
    .orderBy(asc(concernEvents.id))
    .all();
  const leads = namesIfHere(rows.map(({ event }) => (event.by === 'lead' ? event.actorId : null)));
  return rows.map(({ event, note }) => ({
    at: event.at,
    by: event.by,
    change: event.change as Change,
    detail: event.detail,
    date: event.date,
    words: note && unseal(wordsPlace(note.id), note.sealedWords),
    more: note?.sealedMore ? unseal(morePlace(note.id), note.sealedMore) : null,
    doer: event.by === 'lead' ? (leads.get(event.actorId) ?? null) : null,
  }));
}

/** What beside the state decides what somebody may do to a concern. */
export const standingOf = (actor: Person, row: ConcernRow): Standing => ({
  isOwner: row.leadId === actor.accountId,
  reviewed: row.reviewAskedAt !== null,
  reviewOver:
    row.answeredAt !== null && clock.now() > row.answeredAt + settings.reviewAskedWithin * day,
});

/** A concern as both sides read it. Instants are milliseconds since 1970, dates are London's. */
export interface ConcernView {
  reference: string;
  kind: Kind;
  state: State;
  answers: Answers;
  nation: ConcernRow['nation'];
  raisedAt: number | null;
  updatedAt: number;
  acknowledgeBy: string | null;
  answerBy: string | null;
  dueBy: string | null;
  outcome: ConcernOutcome | null;
  /** The lead who has it. */
  leadName: string | null;
  isOwner: boolean;
  /** A lead may have it: otherwise it waits for one, and the practitioner is told so. */
  somebodyFree: boolean;
  /** Another lead than the one who answered can look at it again. */
  anotherForReview: boolean;
  /** The reader gave the answer, and another lead is to look at it again. */
  forAnother: boolean;
  /** The member of staff it is about. */
  aboutName: string | null;
  requestReference: string | null;
  events: TimelineEvent[];
  consents: Consent[];
  /** What the reader may do now. */
  allowed: Change[];
}

/** Everything a person may see of one concern. */
export function readConcern(
  actor: Person,
  reference: string,
  tx: Db | Tx = database(),
): ConcernView {
  const row = readRow(tx, actor, reference);
  const events = timelineOf(tx, row.id);
  const standing = standingOf(actor, row);
  const free = freeLeads(tx, row);
  const names = namesIfHere([row.leadId, row.aboutId]);
  const erased = row.sealedAnswers === '';
  const anotherForReview = free.some(({ id }) => id !== row.answeredById);
  return {
    reference: row.reference,
    kind: row.kind,
    state: row.state,
    answers: answersOf(row),
    nation: row.nation,
    raisedAt: row.raisedAt,
    updatedAt: row.updatedAt,
    acknowledgeBy: row.acknowledgeBy,
    answerBy: row.answerBy,
    dueBy: row.dueBy,
    outcome: row.outcome,
    leadName: names.get(row.leadId) ?? null,
    isOwner: standing.isOwner,
    somebodyFree: free.length > 0,
    anotherForReview,
    forAnother: row.state === 'review' && row.answeredById === actor.accountId && anotherForReview,
    aboutName: names.get(row.aboutId) ?? null,
    requestReference: referenceOf(actor, tx, row),
    events,
    consents: erased ? [] : consentsFor(row, events),
    // What is written now would never be erased: the words of the concern have gone already.
    allowed: erased ? [] : allowedChanges(row.state, sideOf(actor), standing),
  };
}

/** Where each consent stands; an adviser can be told only when it is about one. */
const consentsFor = (row: ConcernRow, events: TimelineEvent[]): Consent[] =>
  consentsOf(row.kind, row.nation, events).filter(
    ({ body }) => body !== 'adviser' || row.aboutId !== null,
  );

/** The request a concern belongs to, by the reference its reader knows it by. */
function referenceOf(actor: Person, tx: Db | Tx, row: ConcernRow): string | null {
  if (row.requestId === null) return null;
  const owner = { ...actor, role: 'practitioner', accountId: row.accountId } as const;
  const own = ownSentRequests(owner, tx).find(({ id }) => id === row.requestId);
  return own?.reference ?? null;
}

/** What a lead sees of a concern. That they opened it is noted, and the practitioner can see it. */
export function openConcern(actor: Person, reference: string): ConcernView {
  onlyLeads(actor);
  return inTransaction((tx) => {
    const { id } = readRow(tx, actor, reference);
    const opening = { actorId: actor.accountId, action: 'concern-opened', subject: id } as const;
    recordAuditOnce(tx, opening, minute);
    return readConcern(actor, reference, tx);
  });
}

/** Who opened a concern, and when; latest first. */
export const readConcernOpenings = (actor: Person, reference: string): Opening[] =>
  concernOpeningsOf(readRow(database(), actor, reference).id);

/** The same, by the concern's id. */
export function concernOpeningsOf(concernId: string): Opening[] {
  const openings = whoDid('concern-opened', concernId);
  const names = namesIfHere(openings.map(({ actorId }) => actorId));
  return openings.map(({ actorId, ...opening }) => {
    const name = names.get(actorId) ?? null;
    return { name, role: name === null ? null : 'lead', ...opening };
  });
}

/** A line of a list of concerns. */
export interface ConcernLine {
  reference: string;
  kind: Kind;
  state: State;
  raisedAt: number | null;
  updatedAt: number;
  dueBy: string | null;
  leadName: string | null;
}

function linesOf(rows: readonly ConcernRow[]): ConcernLine[] {
  const names = namesIfHere(rows.map(({ leadId }) => leadId));
  return rows.map((row) => ({
    reference: row.reference,
    kind: row.kind,
    state: row.state,
    raisedAt: row.raisedAt,
    updatedAt: row.updatedAt,
    dueBy: row.dueBy,
    leadName: names.get(row.leadId) ?? null,
  }));
}

const mostListed = 200;

/** A practitioner's concerns that were raised, newest first, and the kinds they have begun. */
export function listOwnConcerns(actor: Person): { raised: ConcernLine[]; begun: Kind[] } {
  const rows = ownRows(database(), actor);
  return {
    raised: linesOf(rows.filter(({ state }) => state !== 'draft')),
    begun: rows.filter(({ state }) => state === 'draft').map(({ kind }) => kind),
  };
}

/** Every concern of a practitioner, whole. */
export const ownRows = (tx: Db | Tx, actor: Person): ConcernRow[] =>
  tx
    .select()
    .from(concerns)
    .where(eq(concerns.accountId, actor.accountId))
    .orderBy(desc(concerns.updatedAt))
    .all();

/** A lead's line: whether it is overdue, and theirs. */
export interface LeadLine extends ConcernLine {
  overdue: boolean;
  isYours: boolean;
}

/** Concerns as a lead sees them: what we owe an answer first, the most overdue first of all; then the others. */
export function listConcerns(actor: Person): {
  due: LeadLine[];
  others: LeadLine[];
  ended: LeadLine[];
} {
  onlyLeads(actor);
  const date = today(clock.now());
  const listed = (which: SQL | undefined, ...order: SQL[]): LeadLine[] => {
    const rows = database()
      .select()
      .from(concerns)
      .where(and(which, mayRead(actor)))
      .orderBy(...order)
      .limit(mostListed)
      .all();
    const lines = linesOf(rows);
    return rows.map((row, index) => ({
      ...lines[index]!,
      overdue: isOverdue(row, date),
      isYours: row.leadId === actor.accountId,
    }));
  };
  return {
    due: listed(isNotNull(concerns.dueBy), asc(concerns.dueBy), asc(concerns.raisedAt)),
    others: listed(eq(concerns.state, 'answered'), desc(concerns.updatedAt)),
    ended: listed(inArray(concerns.state, [...endStates]), desc(concerns.updatedAt)).slice(0, 50),
  };
}

/** How many concerns wait for a lead, and how many of them longer than we aim for. */
export function countConcerns(actor: Person): { waiting: number; overdue: number } {
  const { due } = listConcerns(actor);
  return { waiting: due.length, overdue: due.filter(({ overdue }) => overdue).length };
}

/** Which of some rows of the trail tell of a concern that the acting person must not hear of. */
export function concernsKeptFrom(actor: Person, ids: readonly string[]): Set<string> {
  const which = inArray(concerns.id, [...ids]);
  const idsOf = (condition: SQL | undefined) =>
    database()
      .select({ id: concerns.id })
      .from(concerns)
      .where(condition)
      .all()
      .map(({ id }) => id);
  const seen = new Set(idsOf(and(which, mayRead(actor))));
  return new Set(idsOf(which).filter((id) => !seen.has(id)));
}

/** The reference of a concern as the acting person reads it, or null: for the neutral address in our messages. */
export function concernReferenceFor(actor: Person, reference: string): string | null {
  if (actor.role !== 'practitioner' && actor.role !== 'lead') return null;
  const row = database()
    .select({ reference: concerns.reference })
    .from(concerns)
    .where(and(eq(concerns.reference, reference), ne(concerns.state, 'draft'), mayRead(actor)))
    .get();
  return row?.reference ?? null;
}

/** Whether an answer is still to come to a concern of this practitioner; not when its words are gone. */
export const hasOpenConcern = (actor: Person): boolean =>
  ownRows(database(), actor).some(
    ({ dueBy, sealedAnswers }) => dueBy !== null && sealedAnswers !== '',
  );

/**
 * Working days until we first answered, for each concern raised in a month: days alone, of nobody in particular.
 * @param date today, for those who still wait.
 */
export const readConcernWaits = (month: Month, holidays: HolidaysOf, date: string): Wait[] =>
  database()
    .select({
      raisedAt: concerns.raisedAt,
      answeredAt: concerns.answeredAt,
      nation: concerns.nation,
      state: concerns.state,
    })
    .from(concerns)
    .where(
      and(
        gte(concerns.raisedAt, instantOf(month.from, '00:00')),
        lt(concerns.raisedAt, instantOf(month.until, '00:00')),
      ),
    )
    .all()
    .map(({ raisedAt, answeredAt, nation, state }) => {
      const answeredOn = answeredAt === null ? null : today(answeredAt);
      const of = holidays[nation ?? 'england'];
      return {
        days: workingDaysBetween(today(raisedAt!), answeredOn ?? date, of),
        is: answeredOn !== null ? 'over' : state === 'withdrawn' ? 'gone' : 'waiting',
      };
    });
