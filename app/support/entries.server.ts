import { and, count, desc, eq, inArray, isNull, lt, max, or, sql } from 'drizzle-orm';
import { entryChecks, entryReports, linkChecks } from '#db/schema';
import { findAccounts, nameOf } from '~/account/index.server';
import { judge, signedIn, type Actor, type Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { beginEdition, database, inTransaction, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { listedOrganisation, organisations, suspendedIds } from './directory.server';
import type { Organisation } from './organisation';
import { latestCheck, type Asked, type EntryState, type Report } from './upkeep';

/** What is kept of the directory's entries beside their files: reports, checks, and which are taken down. */

const wordsPlace = (row: string) => placeOf(entryReports.sealedWords, row);
const notePlace = (row: number) => placeOf(entryChecks.sealedNote, row);

/** How long reports are kept, in days. */
const reportsKept = { handled: 365, open: 2 * 365 } as const;

/** @throws a 403 response for anybody who may not change the directory. */
export function editor(actor: Actor): Person {
  const person = signedIn(actor);
  if (judge('editor', person) !== 'open') throw new Response(null, { status: 403 });
  return person;
}

/** @throws a 404 response when there is no such entry. */
function entryFile(id: string): Organisation {
  const organisation = organisations().get(id);
  if (!organisation) throw new Response(null, { status: 404 });
  return organisation;
}

/**
 * Keeps what a reader says is wrong. Nothing tells who they are.
 * @throws a 404 or 410 response when readers do not see the entry.
 */
export function reportEntry(organisationId: string | undefined, { problem, words }: Report): void {
  const { id: entry } = listedOrganisation(organisationId);
  const id = newId();
  // Not in the audit trail, which is kept for good: what a reader told us is not.
  database()
    .insert(entryReports)
    .values({
      id,
      organisationId: entry,
      problem,
      sealedWords: words ? seal(wordsPlace(id), words) : null,
      reportedAt: clock.now(),
    })
    .run();
}

/** The latest day on which an editor recorded a check, by entry. */
const recordedChecks = (): ReadonlyMap<string, string> =>
  new Map(
    database()
      .select({ id: entryChecks.organisationId, on: sql<string>`max(${entryChecks.on})` })
      .from(entryChecks)
      .where(eq(entryChecks.kind, 'checked'))
      .groupBy(entryChecks.organisationId)
      .all()
      .map(({ id, on }) => [id, on]),
  );

/** Entries with the day of their latest check, of the file or recorded by an editor since. */
export function withLatestChecks(entries: readonly Organisation[]): readonly Organisation[] {
  const recorded = recordedChecks();
  return entries.map((entry) => {
    const checked = latestCheck(entry.checked, recorded.get(entry.id));
    return checked === entry.checked ? entry : { ...entry, checked, checkedBy: 'Portal team' };
  });
}

/** Every entry with what is known of it, in the order of the files. */
export function readEntries(actor: Actor): {
  entries: EntryState[];
  linksCheckedAt: number | null;
} {
  editor(actor);
  const suspended = suspendedIds();
  const reports = new Map(
    database()
      .select({
        id: entryReports.organisationId,
        openReports: count(),
        reportedAt: max(entryReports.reportedAt),
      })
      .from(entryReports)
      .where(isNull(entryReports.handledAt))
      .groupBy(entryReports.organisationId)
      .all()
      .map(({ id, ...its }) => [id, its]),
  );
  const checks = recordedChecks();
  const links = new Map(
    database()
      .select()
      .from(linkChecks)
      .all()
      .map((link) => [link.organisationId, link]),
  );
  return {
    entries: [...organisations().values()].map((organisation) => {
      const { id, checked, web } = organisation;
      const link = links.get(id);
      return {
        organisation,
        suspended: suspended.has(id),
        openReports: reports.get(id)?.openReports ?? 0,
        reportedAt: reports.get(id)?.reportedAt ?? null,
        checked: latestCheck(checked, checks.get(id)),
        // An address that has changed since has not been asked yet.
        link: link && link.url === web ? link.outcome : null,
      };
    }),
    linksCheckedAt: Math.max(0, ...[...links.values()].map(({ checkedAt }) => checkedAt)) || null,
  };
}

/**
 * One entry with its open reports and its history, both newest first.
 * @throws a 404 response when there is no such entry.
 */
export function readEntry(actor: Actor, id: string) {
  editor(actor);
  entryFile(id);
  const state = readEntries(actor).entries.find(({ organisation }) => organisation.id === id)!;
  return { ...state, reports: openReportsOf(id), history: historyOf(id) };
}

const openReportsOf = (id: string) =>
  database()
    .select()
    .from(entryReports)
    .where(and(eq(entryReports.organisationId, id), isNull(entryReports.handledAt)))
    .orderBy(desc(entryReports.reportedAt))
    .all()
    .map((row) => ({
      id: row.id,
      problem: row.problem,
      reportedAt: row.reportedAt,
      words: row.sealedWords && unseal(wordsPlace(row.id), row.sealedWords),
    }));

type CheckRow = typeof entryChecks.$inferSelect;

const noteOf = ({ id, sealedNote }: CheckRow): string | null =>
  sealedNote && unseal(notePlace(id), sealedNote);

function historyOf(id: string) {
  const checks = database()
    .select()
    .from(entryChecks)
    .where(eq(entryChecks.organisationId, id))
    .orderBy(desc(entryChecks.id))
    .all();
  const accounts = findAccounts(checks.map(({ accountId }) => accountId));
  return checks.map((row) => {
    const account = accounts.get(row.accountId);
    return {
      id: row.id,
      kind: row.kind,
      on: row.on,
      at: row.at,
      by: account ? nameOf(account) : null,
      note: noteOf(row),
    };
  });
}

/**
 * Makes a change of an editor: the change and its line in the audit trail, or neither. Asking again for what is
 * so already (a second press of the button) changes nothing. Readers see the change with their next page.
 * @throws a 403 response for anybody else, a 404 response when there is no such entry.
 */
export function changeEntry(actor: Actor, id: string, asked: Asked): void {
  const person = editor(actor);
  entryFile(id);
  inTransaction((tx) => {
    const detail = apply(tx, person, id, asked);
    if (detail === null) return;
    recordAudit(tx, {
      actorId: person.accountId,
      action: actions[asked.change],
      subject: id,
      detail,
    });
    if (asked.change !== 'handle') beginEdition(tx);
  });
}

const actions = {
  check: 'entry-checked',
  handle: 'reports-handled',
  suspend: 'entry-suspended',
  restore: 'entry-restored',
} as const satisfies Record<Asked['change'], string>;

/** @returns what the audit trail keeps of the change beside who, what and when; null when nothing changed. */
function apply(tx: Tx, person: Person, id: string, asked: Asked): string | undefined | null {
  const now = today(clock.now());
  switch (asked.change) {
    case 'check': {
      const { on, note } = asked;
      if (wasJustChecked(tx, person, id, { on, note })) return null;
      record(tx, person, id, { kind: 'checked', on, note });
      return on;
    }
    case 'handle': {
      const handled = handle(tx, person, id, asked.reports);
      return handled.length > 0 ? JSON.stringify(handled) : null;
    }
    case 'suspend':
      if (isSuspended(tx, id)) return null;
      record(tx, person, id, { kind: 'suspended', on: now, note: asked.reason });
      return undefined;
    case 'restore':
      if (!isSuspended(tx, id)) return null;
      record(tx, person, id, { kind: 'restored', on: now, note: asked.note });
      return undefined;
  }
}

function wasJustChecked(
  tx: Tx,
  { accountId }: Person,
  id: string,
  { on, note }: { on: string; note?: string },
): boolean {
  const last = tx
    .select()
    .from(entryChecks)
    .where(eq(entryChecks.organisationId, id))
    .orderBy(desc(entryChecks.id))
    .get();
  return (
    last?.kind === 'checked' &&
    last.on === on &&
    last.accountId === accountId &&
    noteOf(last) === (note ?? null)
  );
}

const isSuspended = (tx: Tx, id: string): boolean =>
  tx
    .select({ kind: entryChecks.kind })
    .from(entryChecks)
    .where(
      and(eq(entryChecks.organisationId, id), inArray(entryChecks.kind, ['suspended', 'restored'])),
    )
    .orderBy(desc(entryChecks.id))
    .get()?.kind === 'suspended';

function record(
  tx: Tx,
  { accountId }: Person,
  organisationId: string,
  { kind, on, note }: { kind: CheckRow['kind']; on: string; note?: string },
): void {
  const { id } = tx
    .insert(entryChecks)
    .values({ organisationId, kind, on, accountId, at: clock.now() })
    .returning({ id: entryChecks.id })
    .get();
  // A note is sealed for its row, whose number is known only now.
  if (note) {
    tx.update(entryChecks)
      .set({ sealedNote: seal(notePlace(id), note) })
      .where(eq(entryChecks.id, id))
      .run();
  }
}

/** @returns the ids of the reports that were open and are handled now. */
const handle = (
  tx: Tx,
  { accountId }: Person,
  organisationId: string,
  reports: readonly string[],
): string[] =>
  tx
    .update(entryReports)
    .set({ handledAt: clock.now(), handledBy: accountId })
    .where(
      and(
        inArray(entryReports.id, [...reports]),
        eq(entryReports.organisationId, organisationId),
        isNull(entryReports.handledAt),
      ),
    )
    .returning({ id: entryReports.id })
    .all()
    .map(({ id }) => id);

/** Retention: a year after they were handled, or two years after they came. @returns how many went. */
export function purgeReports(): number {
  const now = clock.now();
  return database()
    .delete(entryReports)
    .where(
      or(
        lt(entryReports.handledAt, now - reportsKept.handled * day),
        lt(entryReports.reportedAt, now - reportsKept.open * day),
      ),
    )
    .run().changes;
}
