import { findAccounts, nameOf, type Account } from '~/account/index.server';
import { concernsKeptFrom } from '~/concerns/index.server';
import { referencesOf, requestIdOf } from '~/meetings/index.server';
import type { Person, Role } from '~/platform/access';
import { auditKinds, type AuditKind } from '~/platform/audit-actions';
import { readAudit, recordAudit, type AuditLine } from '~/platform/audit.server';
import { digest } from '~/platform/crypto.server';
import { inTransaction } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { organisations } from '~/support/index.server';

/** The audit trail as leads read it. Practitioners have a number here, never a name or an address. */

const onePage = 50;

/** Who did something, or to whom it was done. */
export type Somebody =
  | { is: 'staff'; name: string; role: Role }
  | { is: 'practitioner'; number: string }
  | { is: 'reader' | 'portal' | 'operator' | 'gone' };

export interface TrailLine extends Pick<AuditLine, 'id' | 'at' | 'action' | 'detail'> {
  who: Somebody;
  /** What it was done to, where that is something to look at. */
  request: string | null;
  entry: { id: string; name: string } | null;
  /** Null when it is the one who did it. */
  account: Somebody | null;
}

export interface Wanted {
  kind?: AuditKind;
  reference?: string;
  /** Only rows before this one. */
  before?: number;
}

/**
 * A page of the trail, latest first, and the row that the next page begins before. Reading it is itself
 * recorded. @returns no lines when no request has the reference.
 */
export function readTrail(
  actor: Person,
  { kind, reference, before }: Wanted,
  locale: Locale,
): { lines: TrailLine[]; older: number | null } {
  inTransaction((tx) =>
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'audit-opened',
      subject: 'audit',
      detail: kind,
    }),
  );
  const subject = reference ? requestIdOf(actor, reference) : undefined;
  if (subject === null) return { lines: [], older: null };
  const rows = readAudit({ actions: kind && auditKinds[kind], subject, before }, onePage + 1);
  const page = rows.slice(0, onePage);
  const subjects = page.map((row) => row.subject);
  // A lead hears nothing of a concern that is kept from them, not even that it is there.
  const kept = concernsKeptFrom(actor, subjects);
  const shown = page.filter((row) => !kept.has(row.subject));
  const references = referencesOf(
    actor,
    shown.map(({ subject: about }) => about),
  );
  const accounts = findAccounts(shown.flatMap(({ actorId, subject: about }) => [actorId, about]));
  const lines = shown.map(({ id, at, action, detail, actorId, subject: about }) => ({
    id,
    at,
    action,
    detail,
    who: somebody(actorId, accounts) ?? { is: 'gone' as const },
    request: references.get(about) ?? null,
    entry: entryOf(about, locale),
    account: about === actorId ? null : somebody(about, accounts),
  }));
  return { lines, older: rows.length > onePage ? page.at(-1)!.id : null };
}

function entryOf(id: string, locale: Locale): { id: string; name: string } | null {
  const organisation = organisations().get(id);
  return organisation ? { id, name: organisation.name[locale] } : null;
}

function somebody(id: string, accounts: ReadonlyMap<string, Account>): Somebody | null {
  if (id === 'reader' || id === 'portal' || id === 'operator') return { is: id };
  const account = accounts.get(id);
  if (!account) return null;
  if (account.role === 'practitioner') return { is: 'practitioner', number: numberOf(id) };
  return { is: 'staff', name: nameOf(account) ?? numberOf(id), role: account.role };
}

/** Six digits that tell two practitioners apart on a page, and lead nowhere. */
const numberOf = (accountId: string): string =>
  String(parseInt(digest(accountId).slice(0, 8), 16) % 1_000_000).padStart(6, '0');
