import { and, eq, lt } from 'drizzle-orm';
import { accounts, devices } from '#db/schema';
import { config } from '~/platform/config.server';
import { digest, lookupHash, newId, randomToken } from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { clock, day } from '~/platform/time/clock';
import { momentInWords } from '~/platform/time/london';
import { emailOf, type Account } from './accounts.server';
import { browserInWords, browserOf } from './browser';
import { ownCookie } from './own-cookie.server';

/**
 * Browsers a person has signed in with before: a sign-in with another is told to them (OWASP ASVS 5.0, 6.3.5).
 * Being known opens nothing; it gives codes that strangers cannot use up (codes.server.ts). Signing out makes a browser unknown again (docs/decisions/0021).
 */

const kept = 182 * day;

const cookie = ownCookie('device', kept);

async function tokenOf(request: Request): Promise<string | null> {
  const token = await cookie.read(request);
  return typeof token === 'string' ? token : null;
}

/**
 * Notes that a person has signed in with this browser, and tells them if it is one they have not used before;
 * never at their first sign-in. The token changes each time, so that one known beforehand keeps no message
 * from being sent.
 * @param account as it was before this sign-in.
 * @returns the value of a Set-Cookie header.
 */
export async function recogniseBrowser(request: Request, account: Account): Promise<string> {
  const previous = await tokenOf(request);
  const token = randomToken();
  const tokenHash = digest(token);
  const now = clock.now();
  inTransaction((tx) => {
    if (previous !== null) {
      tx.update(devices)
        .set({ tokenHash })
        .where(eq(devices.tokenHash, digest(previous)))
        .run();
    }
    const known = tx
      .update(devices)
      .set({ lastSeenAt: now })
      .where(and(eq(devices.tokenHash, tokenHash), eq(devices.accountId, account.id)))
      .run().changes;
    if (known > 0) return;
    const id = newId();
    tx.insert(devices)
      .values({ id, tokenHash, accountId: account.id, createdAt: now, lastSeenAt: now })
      .run();
    if (account.lastSignInAt !== null) tellOfSignIn(tx, id, account, request);
  });
  return cookie.write(token);
}

/** In the language the person used last, whatever the page just used was in. */
function tellOfSignIn(tx: Tx, id: string, account: Account, request: Request): void {
  const { locale } = account;
  const t = translator(locale, 'mail');
  queueMessage(tx, `new-sign-in:${id}`, {
    to: emailOf(account),
    subject: t('newSignIn.subject'),
    text: t('newSignIn.text', {
      when: momentInWords(clock.now(), locale),
      browser: browserInWords(browserOf(request.headers.get('User-Agent')), locale),
      link: config().baseUrl + localPath(locale, '/account/sessions'),
    }),
  });
}

/** @returns the id of the account under an address, when somebody has signed in to it with this browser. */
export async function accountKnownHere(request: Request, email: string): Promise<string | null> {
  const token = await tokenOf(request);
  const known = database()
    .select({ id: accounts.id })
    .from(devices)
    .innerJoin(accounts, eq(accounts.id, devices.accountId))
    .where(
      and(eq(devices.tokenHash, digest(token ?? '')), eq(accounts.emailHash, lookupHash(email))),
    )
    .get();
  return known?.id ?? null;
}

/** Makes the browser unknown to everybody who signed in with it. Its cookie goes with all others (`leave`). */
export async function forgetBrowser(request: Request): Promise<void> {
  const token = await tokenOf(request);
  if (token === null) return;
  database()
    .delete(devices)
    .where(eq(devices.tokenHash, digest(token)))
    .run();
}

/** Retention: half a year after the last sign-in. */
export function purgeDevices(): number {
  return database()
    .delete(devices)
    .where(lt(devices.lastSeenAt, clock.now() - kept))
    .run().changes;
}
