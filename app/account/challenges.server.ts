import { eq, lt } from 'drizzle-orm';
import { challenges } from '#db/schema';
import { digest, randomToken } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { clock, minute } from '~/platform/time/clock';
import { ownCookie } from './own-cookie.server';

/**
 * Challenges for passkeys: 256 random bits that a passkey has to sign (WebAuthn level 3, 13.4.3). Each counts
 * once, for five minutes, for one purpose and one account, and only in the browser that was given it: a token
 * in a cookie says which one that is, and only its digest is kept here.
 */

export const challengeLasts = 5 * minute;

/**
 * - `sign-in`: by somebody we do not know yet.
 * - `confirm`: by somebody who has a session, to show that it is still them, or as their second step.
 * - `add`: a new passkey for an account.
 */
export type Purpose = (typeof challenges.$inferSelect)['purpose'];

const cookie = ownCookie('passkey', challengeLasts);

/** What to give a browser: the challenge in base64url, and a Set-Cookie header that binds it to this browser. */
export interface GivenChallenge {
  challenge: string;
  setCookie: string;
}

/**
 * Makes a challenge. Those whose time has passed go in the same breath, so that pages asked for again and again
 * leave no more than five minutes' worth of rows.
 * @param accountId whose passkey has to answer; null before sign-in.
 */
export async function makeChallenge(
  purpose: Purpose,
  accountId: string | null,
): Promise<GivenChallenge> {
  const browserToken = randomToken();
  const challenge = randomToken();
  inTransaction((tx) => {
    tx.delete(challenges).where(lt(challenges.expiresAt, clock.now())).run();
    tx.insert(challenges)
      .values({
        browserHash: digest(browserToken),
        challenge,
        purpose,
        accountId,
        expiresAt: clock.now() + challengeLasts,
      })
      .run();
  });
  return { challenge, setCookie: await cookie.write(browserToken) };
}

/**
 * Takes the challenge this browser was given last. Whatever comes of it, it is gone.
 * @returns null when there is none, its time has passed, or it was made for another purpose or account.
 */
export async function takeChallenge(
  request: Request,
  purpose: Purpose,
  accountId: string | null,
): Promise<string | null> {
  const browserToken = await cookie.read(request);
  if (typeof browserToken !== 'string') return null;
  const given = database()
    .delete(challenges)
    .where(eq(challenges.browserHash, digest(browserToken)))
    .returning()
    .get();
  if (!given || clock.now() >= given.expiresAt) return null;
  return given.purpose === purpose && given.accountId === accountId ? given.challenge : null;
}

/** Removes the cookie once it has been answered. @returns the value of a Set-Cookie header. */
export const clearChallengeCookie = cookie.clear;

/** Retention: challenges are kept for five minutes. @returns how many went. */
export function purgeChallenges(): number {
  return database().delete(challenges).where(lt(challenges.expiresAt, clock.now())).run().changes;
}
