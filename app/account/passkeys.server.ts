import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';
import { and, asc, eq } from 'drizzle-orm';
import { accounts, passkeys } from '#db/schema';
import type { Actor, Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import { ownOrigins } from '~/platform/http/origin';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { findAccount, isClosed, type Account } from './accounts.server';
import { challengeLasts, makeChallenge, takeChallenge } from './challenges.server';
import { factorsOf } from './factors.server';
import type { NewPasskeyAnswer, UsedPasskeyAnswer } from './passkey-answers';
import { tellSignInChanged } from './sign-in-changed.server';

/**
 * Passkeys (WebAuthn level 3; OWASP ASVS 5.0, 6.5 and 6.7). They can be found without an address being typed, and the
 * device checks its owner each time (fingerprint, face, PIN): two factors in one, and so enough for staff.
 */

/** For one account. */
export const mostPasskeys = 10;

/** The two every authenticator has one of, and the standard's own default (WebAuthn, 5.4). */
const algorithms = [COSEALG.ES256, COSEALG.RS256];

/** The domain passkeys belong to. An address in numbers cannot be one (WebAuthn, 5.1.3), so demo mode says `localhost`. */
function relyingParty(): { id: string; origins: string[] } {
  const { hostname } = new URL(config().baseUrl);
  const id = hostname === '127.0.0.1' ? 'localhost' : hostname;
  const origins = ownOrigins(config().baseUrl);
  return { id, origins: origins.filter((origin) => new URL(origin).hostname === id) };
}

const place = (row: string) => placeOf(passkeys.sealedName, row);

/** What a passkey calls its owner: the account's id, never the address (WebAuthn, 14.6.1). */
const userHandle = (accountId: string) => new TextEncoder().encode(accountId);

type Passkey = typeof passkeys.$inferSelect;

const passkeysOf = (accountId: string, db: Db | Tx = database()): Passkey[] =>
  db
    .select()
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
    .all();

const forBrowser = ({ credentialId, transports }: Passkey) => ({
  id: credentialId,
  transports: JSON.parse(transports) as string[],
});

/**
 * What a page puts to the browser, as JSON (WebAuthn, 5.1: `PublicKeyCredentialCreationOptionsJSON` or
 * `PublicKeyCredentialRequestOptionsJSON`), and the Set-Cookie header that has to go with it.
 */
export interface Asked {
  options: string;
  setCookie: string;
}

/**
 * Asks for a new passkey for an account. What the device lists it under says nothing of the portal or the person:
 * others may look at that list.
 */
export async function passkeyOptions(accountId: string, locale: Locale): Promise<Asked> {
  const { challenge, setCookie } = await makeChallenge('add', accountId);
  const t = translator(locale, 'passkeys');
  const date = dateInWords(today(clock.now()), locale, { weekday: false });
  const user = t('device.user', { date });
  const options = await generateRegistrationOptions({
    rpName: t('device.website'),
    rpID: relyingParty().id,
    userID: userHandle(accountId),
    userName: user,
    userDisplayName: user,
    challenge: isoBase64URL.toBuffer(challenge),
    timeout: challengeLasts,
    attestationType: 'none',
    excludeCredentials: passkeysOf(accountId).map(forBrowser),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  });
  return { options: JSON.stringify(options), setCookie };
}

/**
 * Asks for a passkey: of somebody unknown, any they have for this portal; of somebody who has a session, one of
 * theirs.
 */
export async function signInOptions(actor: Actor): Promise<Asked> {
  const { purpose, accountId } = askedOf(actor);
  const { challenge, setCookie } = await makeChallenge(purpose, accountId);
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: isoBase64URL.toBuffer(challenge),
    timeout: challengeLasts,
    userVerification: 'required',
    allowCredentials: accountId ? passkeysOf(accountId).map(forBrowser) : undefined,
  });
  return { options: JSON.stringify(options), setCookie };
}

const askedOf = (actor: Actor) =>
  actor.kind === 'person'
    ? ({ purpose: 'confirm', accountId: actor.accountId } as const)
    : ({ purpose: 'sign-in', accountId: null } as const);

/**
 * - `over`: no challenge waits in this browser: it was answered before, or its time has passed.
 * - `refused`: not right; an unknown passkey, a removed one and one of a disabled account are told apart in the
 *   audit trail only.
 */
type Refused = 'over' | 'refused';

/** A new passkey that has answered its challenge, to be kept for its account. */
export interface ProvedPasskey {
  accountId: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string;
  name: string;
}

/**
 * Checks the answer of a new passkey. Nothing is kept yet.
 * @param name what the person calls it; left out, it gets a plain one.
 */
export async function provePasskey(
  { request, locale }: { request: Request; locale: Locale },
  accountId: string,
  name: string | undefined,
  answer: NewPasskeyAnswer,
): Promise<ProvedPasskey | Refused> {
  const challenge = await takeChallenge(request, 'add', accountId);
  if (!challenge) return 'over';
  if (bringsCertificates(answer)) return refuse(accountId, accountId, 'new-with-certificates');
  const credential = await verifyNew(answer, challenge);
  if (!credential) return refuse(accountId, accountId, 'new-not-verified');
  return {
    accountId,
    credentialId: credential.id,
    publicKey: isoBase64URL.fromBuffer(credential.publicKey),
    counter: credential.counter,
    transports: JSON.stringify(answer.response.transports),
    name: name || translator(locale, 'passkeys')('list.unnamed'),
  };
}

/**
 * Keeps a passkey, in the caller's transaction, writes that down and tells the person.
 * @returns `full` when the account has as many as it may have.
 */
export function keepPasskey(tx: Tx, proved: ProvedPasskey): 'added' | 'full' | 'refused' {
  const { accountId, name, ...credential } = proved;
  const account = tx.select().from(accounts).where(eq(accounts.id, accountId)).get();
  if (!account || isClosed(account)) return 'refused';
  if (passkeysOf(accountId, tx).length >= mostPasskeys) return 'full';
  const id = newId();
  const { changes } = tx
    .insert(passkeys)
    .values({
      ...credential,
      id,
      accountId,
      sealedName: seal(place(id), name),
      createdAt: clock.now(),
    })
    .onConflictDoNothing()
    .run();
  // A credential belongs to one account (WebAuthn, 7.1, step 26).
  if (changes === 0) return 'refused';
  recordAudit(tx, { actorId: accountId, action: 'passkey-added', subject: accountId, detail: id });
  tellSignInChanged(tx, account);
  return 'added';
}

/** Adds a passkey to an account: checks its answer, and keeps it. */
export async function addPasskey(
  ...asked: Parameters<typeof provePasskey>
): Promise<'added' | 'full' | Refused> {
  const proved = await provePasskey(...asked);
  return typeof proved === 'string' ? proved : inTransaction((tx) => keepPasskey(tx, proved));
}

/** @returns the new credential, or null when the answer is not one to this challenge from this portal. */
async function verifyNew(answer: NewPasskeyAnswer, challenge: string) {
  const { id, origins } = relyingParty();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    return registrationInfo?.credential ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether an answer carries an attestation that has to be looked up elsewhere. None is asked for, so a browser sends
 * none; and checking one would have the portal fetch lists from addresses the certificates name.
 */
function bringsCertificates({ response }: NewPasskeyAnswer): boolean {
  try {
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
    const format = attestation.get('fmt');
    if (format === 'none') return false;
    return format !== 'packed' || attestation.get('attStmt').get('x5c') !== undefined;
  } catch {
    return false; // Not an attestation at all, which its verification finds.
  }
}

export type PasskeyVerdict = { is: 'right'; account: Account } | { is: Refused };

/**
 * Tries a passkey once. A right one notes its counter and the time; a counter that does not go on means a copy of
 * the passkey, and is refused (WebAuthn, 7.2, step 22).
 */
export async function tryPasskey(
  { actor, request }: { actor: Actor; request: Request },
  answer: UsedPasskeyAnswer,
): Promise<PasskeyVerdict> {
  const { purpose, accountId } = askedOf(actor);
  const challenge = await takeChallenge(request, purpose, accountId);
  if (!challenge) return { is: 'over' };
  const refused = (subject: string, why: string) => ({
    is: refuse(accountId ?? 'reader', subject, why),
  });

  const found = findPasskey(answer.id);
  if (!found) return refused('unknown', 'unknown');
  const { passkey, account } = found;
  if (isClosed(account)) return refused(account.id, 'closed');
  const another = accountId !== null && accountId !== account.id;
  if (another || !namesOwner(answer, account.id, accountId === null)) {
    return refused(account.id, 'another-account');
  }
  const counter = await verifyUsed(answer, challenge, passkey);
  if (counter === null) return refused(account.id, 'not-verified');
  if (!noteUse(passkey, counter)) return refused(account.id, 'used-elsewhere');
  return { is: 'right', account };
}

/** Writes a refusal down. The trail says why; the person is told the same in every case. */
function refuse(actorId: string, subject: string, detail: string): 'refused' {
  inTransaction((tx) => recordAudit(tx, { actorId, action: 'passkey-refused', subject, detail }));
  return 'refused';
}

const findPasskey = (credentialId: string) =>
  database()
    .select({ passkey: passkeys, account: accounts })
    .from(passkeys)
    .innerJoin(accounts, eq(accounts.id, passkeys.accountId))
    .where(eq(passkeys.credentialId, credentialId))
    .get();

/** A passkey says whose it is; only one that was asked for by name may leave that out (WebAuthn, 7.2, step 6). */
function namesOwner({ response }: UsedPasskeyAnswer, accountId: string, must: boolean): boolean {
  if (response.userHandle === undefined) return !must;
  return response.userHandle === isoBase64URL.fromBuffer(userHandle(accountId));
}

/** @returns the passkey's counter, or null when the answer is not its signature under this challenge. */
async function verifyUsed(
  answer: UsedPasskeyAnswer,
  challenge: string,
  { credentialId, publicKey, counter }: Passkey,
): Promise<number | null> {
  const { id, origins } = relyingParty();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: true,
      credential: { id: credentialId, publicKey: isoBase64URL.toBuffer(publicKey), counter },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

/** @returns false when the passkey was used or removed while its answer was being checked. */
const noteUse = ({ id, counter }: Passkey, newCounter: number): boolean =>
  database()
    .update(passkeys)
    .set({ counter: newCounter, lastUsedAt: clock.now() })
    .where(and(eq(passkeys.id, id), eq(passkeys.counter, counter)))
    .run().changes === 1;

/** What the list and the download show a person of their own passkeys, the oldest first. */
export const ownPasskeys = (actor: Person) =>
  passkeysOf(actor.accountId).map(({ id, sealedName, createdAt, lastUsedAt }) => ({
    id,
    name: unseal(place(id), sealedName),
    createdAt,
    lastUsedAt,
  }));

/**
 * Whether a person may take one of their passkeys away: staff may not be left without a second factor.
 * @see removePasskey, which asks this again.
 */
export function mayRemovePasskey(actor: Person): boolean {
  if (actor.role === 'practitioner') return true;
  const factors = factorsOf(findAccount(actor.accountId)!);
  return factors.authenticator || factors.passkeys > 1;
}

/**
 * Takes one of a person's own passkeys away, writes that down and tells them.
 * @returns `last` when staff would be left without a second factor.
 * @throws a 404 response when they have no such passkey.
 */
export function removePasskey(actor: Person, id: string): 'removed' | 'last' {
  const { accountId } = actor;
  return inTransaction((tx) => {
    const own = and(eq(passkeys.id, id), eq(passkeys.accountId, accountId));
    if (!tx.select({ id: passkeys.id }).from(passkeys).where(own).get()) {
      throw new Response(null, { status: 404 });
    }
    if (!mayRemovePasskey(actor)) return 'last';
    tx.delete(passkeys).where(own).run();
    recordAudit(tx, {
      actorId: accountId,
      action: 'passkey-removed',
      subject: accountId,
      detail: id,
    });
    const account = tx.select().from(accounts).where(eq(accounts.id, accountId)).get()!;
    tellSignInChanged(tx, account);
    return 'removed';
  });
}
