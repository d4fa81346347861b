import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { devices, emailChanges, passkeys, recoveryCodes, sessions, unsentForms } from '#db/schema';
import type { Person } from '~/platform/access';
import { digest, unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { ownAccount } from './accounts.server';

/** Everything the account room holds about the acting person, opened for them. Hashes and keys are not words of theirs. */
export function everythingAboutAccount(actor: Person) {
  return {
    account: ownAccount(actor),
    sessions: ownSessions(actor),
    browsers: ownBrowsers(actor),
    passkeys: ownPasskeys(actor),
    recoveryCodes: unusedRecoveryCodes(actor),
    emailChange: waitingEmailChange(actor),
    unsentForms: ownUnsentForms(actor),
  };
}

function ownSessions(actor: Person) {
  const here = digest(actor.sessionId);
  return database()
    .select()
    .from(sessions)
    .where(eq(sessions.accountId, actor.accountId))
    .orderBy(desc(sessions.lastSeenAt))
    .all()
    .map(({ idHash, handle, createdAt, lastSeenAt, expiresAt, sealedBrowser }) => ({
      browser:
        sealedBrowser &&
        unseal({ table: 'sessions', column: 'sealed_browser', row: handle }, sealedBrowser),
      signedInAt: createdAt,
      lastSeenAt,
      endsAt: expiresAt,
      thisOne: idHash === here,
    }));
}

function ownBrowsers(actor: Person) {
  return database()
    .select({ firstSignInAt: devices.createdAt, lastSignInAt: devices.lastSeenAt })
    .from(devices)
    .where(eq(devices.accountId, actor.accountId))
    .orderBy(desc(devices.lastSeenAt))
    .all();
}

function ownPasskeys(actor: Person) {
  return database()
    .select()
    .from(passkeys)
    .where(eq(passkeys.accountId, actor.accountId))
    .orderBy(asc(passkeys.createdAt))
    .all()
    .map(({ id, sealedName, createdAt, lastUsedAt }) => ({
      name: unseal({ table: 'passkeys', column: 'sealed_name', row: id }, sealedName),
      addedAt: createdAt,
      lastUsedAt,
    }));
}

/** How many of staff's codes for a lost phone still work. */
const unusedRecoveryCodes = (actor: Person): number =>
  database()
    .select({ id: recoveryCodes.id })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, actor.accountId), isNull(recoveryCodes.usedAt)))
    .all().length;

function waitingEmailChange(actor: Person) {
  const row = database()
    .select()
    .from(emailChanges)
    .where(and(eq(emailChanges.accountId, actor.accountId), isNull(emailChanges.doneAt)))
    .orderBy(desc(emailChanges.createdAt))
    .get();
  if (!row) return null;
  const place = { table: 'email_changes', column: 'sealed_new_email', row: row.id };
  return {
    newEmail: unseal(place, row.sealedNewEmail),
    askedAt: row.createdAt,
    endsAt: row.expiresAt,
  };
}

function ownUnsentForms(actor: Person) {
  const open = (column: string, row: string, sealed: string) =>
    unseal({ table: 'unsent_forms', column, row }, sealed);
  return database()
    .select()
    .from(unsentForms)
    .where(eq(unsentForms.accountId, actor.accountId))
    .orderBy(asc(unsentForms.createdAt))
    .all()
    .map(({ id, sealedAddress, sealedFields, createdAt }) => ({
      page: open('sealed_address', id, sealedAddress),
      fields: JSON.parse(open('sealed_fields', id, sealedFields)) as [string, string][],
      sentAt: createdAt,
    }));
}
