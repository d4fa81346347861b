import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accounts } from '#db/schema';
import type { Person, Role, Team } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { lookupHash, newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, preparedQuery, type Tx } from '~/platform/database.server';
import type { Locale } from '~/platform/locale';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';

export type Account = typeof accounts.$inferSelect;

export function findAccountByEmail(email: string): Account | undefined {
  return database()
    .select()
    .from(accounts)
    .where(eq(accounts.emailHash, lookupHash(email)))
    .get();
}

const accountById = preparedQuery((db) =>
  db
    .select()
    .from(accounts)
    .where(eq(accounts.id, sql.placeholder('id')))
    .prepare(),
);

export const findAccount = (id: string): Account | undefined => accountById().get({ id });

/** Several accounts in one question, by id: whoever is named many times is asked for once. */
export function findAccounts(ids: Iterable<string | null | undefined>): Map<string, Account> {
  const known = [...new Set(ids)].filter((id) => typeof id === 'string');
  if (known.length === 0) return new Map();
  const rows = database().select().from(accounts).where(inArray(accounts.id, known)).all();
  return new Map(rows.map((account) => [account.id, account]));
}

/** Whether nobody may sign in with an account any more. */
export const isClosed = ({ disabledAt, erasedAt }: Account): boolean =>
  disabledAt !== null || erasedAt !== null;

/** Whether an email address is the one a person's account has already. */
export const isOwnEmail = (actor: Person, email: string): boolean =>
  findAccount(actor.accountId)?.emailHash === lookupHash(email);

/** Gives a person another email address, inside the caller's transaction. Nobody else may have it. */
export function setEmail(tx: Tx, actor: Person, email: string): void {
  const id = actor.accountId;
  tx.update(accounts)
    .set({
      emailHash: lookupHash(email),
      sealedEmail: seal(placeOf(accounts.sealedEmail, id), email.trim()),
    })
    .where(eq(accounts.id, id))
    .run();
}

export interface NewAccount {
  email: string;
  role: Role;
  team?: Team;
  name?: string;
  totpSecret?: string;
  locale: Locale;
}

/** Opens an account. A practitioner's needs nothing but an address; staff have a name. */
export function createAccount({
  email,
  role,
  team,
  name,
  totpSecret,
  locale,
}: NewAccount): Account {
  const id = newId();
  return inTransaction((tx) => {
    recordAudit(tx, { actorId: id, action: 'account-opened', subject: id, detail: role });
    return tx
      .insert(accounts)
      .values({
        id,
        role,
        team: team ?? null,
        emailHash: lookupHash(email),
        sealedEmail: seal(placeOf(accounts.sealedEmail, id), email.trim()),
        sealedName: name ? seal(placeOf(accounts.sealedName, id), name) : null,
        sealedTotpSecret: totpSecret ? sealTotpSecret(id, totpSecret) : null,
        locale,
        createdAt: clock.now(),
      })
      .returning()
      .get();
  });
}

export function noteSignIn(accountId: string, locale: Locale): void {
  database()
    .update(accounts)
    .set({ lastSignInAt: clock.now(), locale })
    .where(eq(accounts.id, accountId))
    .run();
}

export const emailOf = (account: Pick<Account, 'id' | 'sealedEmail'>): string =>
  unseal(placeOf(accounts.sealedEmail, account.id), account.sealedEmail);

/** The name staff are known by; practitioners give theirs with each request. */
export const nameOf = (account: Pick<Account, 'id' | 'sealedName'>): string | null =>
  account.sealedName && unseal(placeOf(accounts.sealedName, account.id), account.sealedName);

export const totpSecretOf = (account: Pick<Account, 'id' | 'sealedTotpSecret'>): string | null =>
  account.sealedTotpSecret &&
  unseal(placeOf(accounts.sealedTotpSecret, account.id), account.sealedTotpSecret);

export const sealTotpSecret = (accountId: string, secret: string): string =>
  seal(placeOf(accounts.sealedTotpSecret, accountId), secret);

/**
 * Marks a TOTP step as used.
 * @returns false when it, or a later one, was used before: a code works once.
 */
export function spendTotpStep(accountId: string, step: number, last: number): boolean {
  if (step <= last) return false;
  return (
    database()
      .update(accounts)
      .set({ totpStep: step })
      .where(and(eq(accounts.id, accountId), eq(accounts.totpStep, last)))
      .run().changes === 1
  );
}

/** What the account page and the download show a person of their own account. */
export function ownAccount(actor: Person) {
  const account = database()
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, actor.accountId), isNull(accounts.disabledAt)))
    .get();
  if (!account) throw new Response(null, { status: 404 });
  return {
    email: emailOf(account),
    name: nameOf(account),
    role: account.role,
    locale: account.locale,
    createdAt: account.createdAt,
    lastSignInAt: account.lastSignInAt,
  };
}
