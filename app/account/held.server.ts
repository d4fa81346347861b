import { desc, eq } from 'drizzle-orm';
import { devices } from '#db/schema';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { ownAccount } from './accounts.server';
import { waitingEmailChange } from './email-change.server';
import { ownPasskeys } from './passkeys.server';
import { recoveryCodesLeft } from './recovery-codes.server';
import { keptSessions } from './session.server';
import { unsentFormsOf } from './unsent-forms.server';

/** Everything the account room holds about the acting person, opened for them. Hashes and keys are not words of theirs. */
export const everythingAboutAccount = (actor: Person) => ({
  account: ownAccount(actor),
  sessions: keptSessions(actor).map(({ handle: _, ...session }) => session),
  browsers: ownBrowsers(actor),
  passkeys: ownPasskeys(actor).map(({ id: _, ...passkey }) => passkey),
  recoveryCodes: recoveryCodesLeft(actor.accountId),
  emailChange: waitingEmailChange(actor),
  unsentForms: unsentFormsOf(actor).map(({ id: _, ...form }) => form),
});

const ownBrowsers = (actor: Person) =>
  database()
    .select({ createdAt: devices.createdAt, lastSeenAt: devices.lastSeenAt })
    .from(devices)
    .where(eq(devices.accountId, actor.accountId))
    .orderBy(desc(devices.lastSeenAt))
    .all();
