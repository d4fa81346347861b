import { and, asc, count, desc, eq, gt, isNull, lt, lte, ne, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { requests, requestWords } from '#db/schema';
import { findAccounts, nameOf } from '~/account/index.server';
import { teams, type Person } from '~/platform/access';
import { recordAudit, recordAuditOnce } from '~/platform/audit.server';
import { database, inTransaction } from '~/platform/database.server';
import { describeError, log } from '~/platform/log.server';
import { undeliveredOf } from '~/platform/mail/undelivered.server';
import { clock, hour } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { endStates, openStates } from '../life';
import { searchedWords } from './name-words';
import { nameHash } from './name-words.server';
import {
  isOverdue,
  mostCounted,
  onePage,
  placeInAddress,
  taskOf,
  type Place,
  type QueueFilter,
  type QueueGroup,
  type QueueLine,
  type QueuePage,
} from './queue';
import { advisersOf, answersOf, leads, mayRead } from '../requests.server';
import { typedReference } from './typed-reference';

/**
 * The adviser's queue. Every list is walked along an index in its own order, a page at a time from where the last
 * page ended, so that it is as quick with a million requests as with a hundred.
 */

// Conditions. In the very words of the indexes, values and all: only so does SQLite see that one holds just these rows.

const listed = (values: readonly string[]) =>
  sql.raw(values.map((value) => `'${value}'`).join(', '));
/** Sent, and not at its end. */
export const isOpen = sql`+${requests.state} in (${listed(openStates)})`;
const hasEnded = sql`+${requests.state} in (${listed(endStates)})`;
const isOurs = sql`${requests.waitingOn} = 'us'`;
const isTheirs = sql`${requests.waitingOn} = 'them'`;
const isNotOurs = ne(requests.waitingOn, 'us');
/** Our turn, and the service standard passed before a London date. */
export const overdueOn = (date: string) => and(isOurs, lt(requests.answerBy, date));
const isArranged = sql`${requests.meetsAt} is not null`;

/** A part of a list: rows of one index in its order. */
interface Part {
  name: string;
  where: SQL | undefined;
  key: SQLiteColumn[];
  latestFirst?: true;
}

const byAnswer = [requests.answerBy, requests.submittedAt, requests.id];
const byMeeting = [requests.meetsAt, requests.id];

/** Instants that divide the lists. */
function momentsOf(now: number) {
  const date = today(now);
  return {
    now,
    date,
    midnight: instantOf(date, '00:00'),
    nextMidnight: instantOf(addDays(date, 1), '00:00'),
  };
}
type Moments = ReturnType<typeof momentsOf>;

/** The parts of a group's list, one after the other. No request is in two of them. */
function partsOf(group: QueueGroup, { now, date, midnight, nextMidnight }: Moments): Part[] {
  const ours: Part = { name: 'ours', where: isOurs, key: byAnswer };
  const meetings = (name: string, ...where: SQL[]): Part => ({
    name,
    where: and(isArranged, ...where),
    key: byMeeting,
  });
  switch (group) {
    case 'to-do':
      return [
        ours,
        meetings('unrecorded', isNotOurs, lt(requests.meetsAt, now), lte(requests.meetsUntil, now)),
        meetings(
          'near',
          isNotOurs,
          lt(requests.meetsAt, nextMidnight),
          gt(requests.meetsUntil, now),
        ),
      ];
    case 'overdue':
      return [{ ...ours, where: overdueOn(date) }];
    case 'new':
      return [
        {
          name: 'new',
          where: and(isOpen, isNull(requests.adviserId)),
          key: [requests.submittedAt, requests.id],
        },
      ];
    case 'them':
      return [{ name: 'them', where: isTheirs, key: [requests.updatedAt, requests.id] }];
    case 'today':
      return [
        meetings(
          'today',
          sql`${requests.meetsAt} >= ${midnight}`,
          lt(requests.meetsAt, nextMidnight),
        ),
      ];
    case 'coming':
      return [meetings('coming', sql`${requests.meetsAt} >= ${nextMidnight}`)];
    case 'open':
      return [{ name: 'open', where: isOpen, key: [requests.submittedAt, requests.id] }];
    case 'ended':
      return [
        {
          name: 'ended',
          where: hasEnded,
          key: [requests.updatedAt, requests.id],
          latestFirst: true,
        },
      ];
  }
}

/** What a filter leaves, beside its group. */
function narrowed(actor: Person, { who, state, team }: QueueFilter): SQL | undefined {
  const adviserId = who === 'mine' ? actor.accountId : who;
  return and(
    who === 'everybody'
      ? undefined
      : who === 'nobody'
        ? isNull(requests.adviserId)
        : eq(requests.adviserId, adviserId),
    state && eq(requests.state, state),
    team && eq(requests.team, team),
  );
}

const columns = {
  id: requests.id,
  reference: requests.reference,
  state: requests.state,
  sealedAnswers: requests.sealedAnswers,
  waitingOn: requests.waitingOn,
  answerBy: requests.answerBy,
  submittedAt: requests.submittedAt,
  updatedAt: requests.updatedAt,
  meetsAt: requests.meetsAt,
  meetsUntil: requests.meetsUntil,
  adviserId: requests.adviserId,
};

type Row = Pick<typeof requests.$inferSelect, keyof typeof columns>;
interface Found extends Row {
  /** The part of the list it is in, and its key there. */
  place: Place;
}

/** Beyond a key in the direction of travel: `(a, b, c) > (?, ?, ?)`. */
function beyond({ key }: Part, after: Place, forwards: boolean): SQL {
  const these = sql.join(key, sql`, `);
  const those = sql.join(
    after.key.map(
      (value, index) => sql`${key[index]!.dataType === 'number' ? Number(value) : value}`,
    ),
    sql`, `,
  );
  return forwards ? sql`(${these}) > (${those})` : sql`(${these}) < (${those})`;
}

/** Rows of one part, in the direction of travel, from a place on. */
function rowsOf(
  where: SQL | undefined,
  part: Part,
  from: Place | null,
  backwards: boolean,
  most: number,
): Found[] {
  const rising = backwards === Boolean(part.latestFirst);
  return database()
    .select(columns)
    .from(requests)
    .where(and(part.where, where, from ? beyond(part, from, rising) : undefined))
    .orderBy(...part.key.map((column) => (rising ? asc(column) : desc(column))))
    .limit(most)
    .all()
    .map((row) => ({
      ...row,
      place: {
        part: part.name,
        key: part.key.map((column) => row[propertyOf(column)] as string | number),
      },
    }));
}

const propertyOf = (column: SQLiteColumn) =>
  (Object.keys(columns) as (keyof typeof columns)[]).find((name) => columns[name] === column)!;

/** Rows of a list from a place on, through as many of its parts as it takes. */
function walk(
  where: SQL | undefined,
  parts: Part[],
  from: Place | null,
  backwards: boolean,
  most: number,
): Found[] {
  const inTurn = backwards ? parts.toReversed() : parts;
  const first = from ? inTurn.findIndex(({ name }) => name === from.part) : 0;
  const found: Found[] = [];
  for (const part of inTurn.slice(Math.max(first, 0))) {
    if (found.length >= most) break;
    const start = from && from.part === part.name ? from : null;
    found.push(...rowsOf(where, part, start, backwards, most - found.length));
  }
  return backwards ? found.reverse() : found;
}

/** Whether a place of an address is one of these parts', with a key of its shape. */
const fits = (parts: Part[], place: Place | null | undefined): place is Place =>
  parts.some(
    ({ name, key }) =>
      place?.part === name &&
      place.key.length === key.length &&
      key.every(
        (column, index) => column.dataType !== 'number' || isFinite(Number(place.key[index])),
      ),
  );

/** A page after a place, or before one; the first without either. */
function pageOf(
  where: SQL | undefined,
  parts: Part[],
  { after, before }: { after?: Place | null; before?: Place | null },
): { rows: Found[]; older: string | null; newer: string | null } {
  const addressOf = (row: Found | undefined) => (row ? placeInAddress(row.place) : null);
  if (fits(parts, before)) {
    const found = walk(where, parts, before, true, onePage + 1);
    if (found.length > onePage) {
      const rows = found.slice(1);
      return { rows, older: addressOf(rows.at(-1)), newer: addressOf(rows[0]) };
    }
    // So near the beginning a whole first page is of more use than what is left of it.
  }
  const from = fits(parts, after) ? after : null;
  const found = walk(where, parts, from, false, onePage + 1);
  const rows = found.slice(0, onePage);
  return {
    rows,
    older: found.length > onePage ? addressOf(rows.at(-1)) : null,
    newer: from && addressOf(rows[0]),
  };
}

/**
 * The name in a request. One whose words cannot be opened (a key that is gone) must not hide the others.
 */
function nameIn(row: Row): Pick<QueueLine, 'name' | 'because'> {
  if (row.sealedAnswers === '') return { name: null, because: 'erased' };
  try {
    const name = answersOf(row).name?.name;
    return name ? { name, because: null } : { name: null, because: 'erased' };
  } catch (error) {
    log.error({ ...describeError(error) }, 'the words of a request cannot be opened');
    return { name: null, because: 'unreadable' };
  }
}

/** What the page says of each request. */
function linesOf(rows: Row[]): QueueLine[] {
  const now = clock.now();
  const date = today(now);
  const undelivered = undeliveredOf(
    database(),
    rows.map(({ id }) => id),
  );
  const advisers = findAccounts(rows.map(({ adviserId }) => adviserId));
  const nameOfAdviser = (id: string | null) => {
    const adviser = advisers.get(id ?? '');
    return adviser ? nameOf(adviser) : null;
  };
  return rows.map((row) => ({
    reference: row.reference,
    state: row.state,
    ...nameIn(row),
    next: taskOf(row, now),
    overdue: isOverdue(row, date),
    answerBy: row.answerBy,
    submittedAt: row.submittedAt!,
    updatedAt: row.updatedAt,
    meetsAt: row.meetsAt,
    adviserName: nameOfAdviser(row.adviserId),
    undelivered: undelivered.has(row.id),
  }));
}

/** Once for this long, the trail says that somebody read the queue: they look at it all day. */
const oneReading = hour;

function noteReading(actor: Person): void {
  const reading = { actorId: actor.accountId, action: 'queue-opened', subject: 'queue' } as const;
  inTransaction((tx) => recordAuditOnce(tx, reading, oneReading));
}

/** A page of one list of the queue. It shows names, so that it was read is recorded. */
export function readQueue(
  actor: Person,
  filter: QueueFilter,
  place: { after?: Place | null; before?: Place | null } = {},
): QueuePage {
  const where = and(mayRead(actor), narrowed(actor, filter));
  const { rows, ...beside } = pageOf(where, partsOf(filter.group, momentsOf(clock.now())), place);
  noteReading(actor);
  return { lines: linesOf(rows), ...beside };
}

/** How many requests each list has under a filter. `ended` stops at one more than `mostCounted`. */
export function countQueue(
  actor: Person,
  filter: Omit<QueueFilter, 'group'>,
): Record<QueueGroup, number> {
  const { date, midnight, nextMidnight } = momentsOf(clock.now());
  const where = and(mayRead(actor), narrowed(actor, { ...filter, group: 'open' }));
  const those = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition})`;
  const counts = database()
    .select({
      'to-do': those(sql`${isOurs} or ${requests.meetsAt} < ${nextMidnight}`),
      overdue: those(overdueOn(date)),
      new: those(isNull(requests.adviserId)),
      them: those(isTheirs),
      today: those(
        sql`${requests.meetsAt} >= ${midnight} and ${requests.meetsAt} < ${nextMidnight}`,
      ),
      coming: those(sql`${requests.meetsAt} >= ${nextMidnight}`),
      open: count(),
    })
    .from(requests)
    .where(and(isOpen, where))
    .get()!;
  const some = database()
    .select({ one: sql`1` })
    .from(requests)
    .where(and(hasEnded, where))
    .orderBy(desc(requests.updatedAt))
    .limit(mostCounted + 1)
    .as('some');
  const ended = database().select({ count: count() }).from(some).get()!.count;
  return { ...counts, ended };
}

/** Who can have requests that the acting person sees: for choosing whose to look at. */
export function colleaguesOf(actor: Person): { id: string; name: string | null }[] {
  const db = database();
  const advisers = actor.role === 'lead' ? teams : actor.team ? [actor.team] : [];
  return [...advisers.flatMap((team) => advisersOf(db, team)), ...leads(db)]
    .map((account) => ({ id: account.id, name: nameOf(account) }))
    .filter(({ id }) => id !== actor.accountId)
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

// Finding one

export type Searched =
  | { is: 'reference'; reference: string }
  | ({ is: 'names' } & Omit<QueuePage, 'newer'>);

/**
 * Finds requests by reference, or by words of the name to use, of which every one must be there. That somebody
 * searched is recorded; what they searched for is not.
 * @param after where the page before ended.
 */
export function searchQueue(actor: Person, typed: string, after?: Place | null): Searched {
  const may = mayRead(actor);
  inTransaction((tx) =>
    recordAudit(tx, { actorId: actor.accountId, action: 'queue-searched', subject: 'queue' }),
  );
  const reference = typedReference(typed);
  const exact =
    reference &&
    database()
      .select({ reference: requests.reference })
      .from(requests)
      .where(and(eq(requests.reference, reference), may))
      .get();
  if (exact) return { is: 'reference', reference: exact.reference };
  const hashes = rarestFirst(searchedWords(typed).map(nameHash));
  if (hashes.length === 0) return { is: 'names', lines: [], older: null };
  const part: Part = {
    name: 'found',
    where: and(...hashes.map(hasWord)),
    key: [requests.updatedAt, requests.id],
    latestFirst: true,
  };
  const { rows, older } = pageOf(may, [part], { after });
  noteReading(actor);
  return { is: 'names', lines: linesOf(rows), older };
}

/** The first word picks the requests, from the index of words; the others are looked up for each. */
const hasWord = (hash: string, index: number): SQL =>
  index === 0
    ? sql`${requests.id} in ${database()
        .select({ id: requestWords.requestId })
        .from(requestWords)
        .where(eq(requestWords.wordHash, hash))}`
    : sql`exists ${database()
        .select({ one: sql`1` })
        .from(requestWords)
        .where(and(eq(requestWords.requestId, requests.id), eq(requestWords.wordHash, hash)))}`;

/** Words that few names have come first: they leave the least to look through. */
function rarestFirst(hashes: string[]): string[] {
  const howMany = (hash: string) => {
    const some = database()
      .select({ one: sql`1` })
      .from(requestWords)
      .where(eq(requestWords.wordHash, hash))
      .limit(mostCounted)
      .as('some');
    return database().select({ count: count() }).from(some).get()!.count;
  };
  return hashes
    .map((hash) => ({ hash, many: howMany(hash) }))
    .sort((a, b) => a.many - b.many)
    .map(({ hash }) => hash);
}
