import { and, eq, ne } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { accounts, audit, passkeys } from '#db/schema';
import { visitor, type Actor, type Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { clock, minute } from '~/platform/time/clock';
import { Authenticator, type Ways } from '../../tests/support/authenticator';
import { person } from '../../tests/support/people';
import { emailOf, findAccount } from './accounts.server';
import {
  addPasskey,
  mostPasskeys,
  ownPasskeys,
  passkeyOptions,
  removePasskey,
  signInOptions,
  tryPasskey,
  type Asked,
} from './passkeys.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

/** The next request of the browser that was asked. */
const answering = ({ setCookie }: Asked) =>
  new Request('http://localhost:3000/', { headers: { Cookie: setCookie.split(';')[0]! } });

async function add({ accountId }: Person, device: Authenticator, ways?: Ways, name = 'My phone') {
  const asked = await passkeyOptions(accountId, 'en');
  const answer = device.make(asked.options, ways);
  return addPasskey({ request: answering(asked), locale: 'en' }, accountId, name, answer);
}

/** Somebody with a passkey. */
async function withPasskey(role: Person['role'] = 'practitioner') {
  const owner = person(role, role === 'adviser' ? 'north' : undefined);
  const device = new Authenticator();
  expect(await add(owner, device)).toBe('added');
  return { owner, device };
}

async function use(device: Authenticator, ways?: Ways, actor: Actor = visitor) {
  const asked = await signInOptions(actor);
  const answer = device.use(asked.options, ways);
  const request = answering(asked);
  return { verdict: await tryPasskey({ actor, request }, answer), request, answer };
}

/** What the audit trail says of an account, in order: the action, and the reason of a refusal. */
/** What the audit trail holds of an account, after that it was opened. */
const trail = (subject: string) =>
  database()
    .select()
    .from(audit)
    .where(and(eq(audit.subject, subject), ne(audit.action, 'account-opened')))
    .all()
    .map(({ action, detail }) => (action === 'passkey-refused' ? detail : action));

describe('a passkey', () => {
  it('signs its owner in, as often as they like', async () => {
    const { owner, device } = await withPasskey();
    for (let times = 0; times < 3; times += 1) {
      const { verdict } = await use(device);
      expect(verdict).toMatchObject({ is: 'right', account: { id: owner.accountId } });
    }
    expect(ownPasskeys(owner)).toMatchObject([{ name: 'My phone' }]);
    expect(ownPasskeys(owner)[0]!.lastUsedAt).not.toBeNull();
  });

  it('shows again that it is its owner, also when it leaves out whose it is', async () => {
    const { owner, device } = await withPasskey('adviser');
    expect((await use(device, {}, owner)).verdict.is).toBe('right');
    expect((await use(device, { userHandle: undefined }, owner)).verdict.is).toBe('right');
  });

  it('shows nothing of one person to another who is signed in', async () => {
    const { owner, device } = await withPasskey();
    const { owner: other } = await withPasskey();
    expect((await use(device, {}, other)).verdict).toEqual({ is: 'refused' });
    expect(trail(owner.accountId)).toEqual(['passkey-added', 'another-account']);
  });

  it.each<[string, Ways]>([
    ['made for another website', { origin: 'https://evil.example.test' }],
    ['made for another port of this one', { origin: 'http://localhost:3001' }],
    ['of another domain', { rpId: 'evil.example.test' }],
    ['to another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['of a device that did not check its owner', { verified: false }],
    ['that was made for adding', { type: 'webauthn.create' }],
    ['that names another owner', { userHandle: 'c29tZWJvZHk' }],
    ['that names no owner', { userHandle: undefined }],
  ])('is refused with an answer %s', async (_, ways) => {
    const { device } = await withPasskey();
    expect((await use(device, ways)).verdict).toEqual({ is: 'refused' });
    expect((await use(device)).verdict.is).toBe('right');
  });

  it('is refused with a signature of another key', async () => {
    const { owner, device } = await withPasskey();
    const asked = await signInOptions(visitor);
    const answer = device.use(asked.options);
    const forged = new Authenticator().use(asked.options);
    answer.response.signature = forged.response.signature;
    const verdict = await tryPasskey({ actor: visitor, request: answering(asked) }, answer);
    expect(verdict).toEqual({ is: 'refused' });
    expect(trail(owner.accountId)).toEqual(['passkey-added', 'not-verified']);
  });

  it('is refused with an answer that was used before', async () => {
    const { device } = await withPasskey();
    const { request, answer } = await use(device);
    expect(await tryPasskey({ actor: visitor, request }, answer)).toEqual({ is: 'over' });
    const later = await signInOptions(visitor);
    const verdict = await tryPasskey({ actor: visitor, request: answering(later) }, answer);
    expect(verdict).toEqual({ is: 'refused' });
  });

  it('is refused after five minutes', async () => {
    const { device } = await withPasskey();
    const asked = await signInOptions(visitor);
    clock.now = () => now() + 5.1 * minute;
    const answer = device.use(asked.options);
    expect(await tryPasskey({ actor: visitor, request: answering(asked) }, answer)).toEqual({
      is: 'over',
    });
  });

  it('is refused when its counter goes back, or stands still: it is a copy', async () => {
    const { owner, device } = await withPasskey();
    device.counter = 5;
    expect((await use(device)).verdict.is).toBe('right');
    expect((await use(device)).verdict).toEqual({ is: 'refused' });
    device.counter = 4;
    expect((await use(device)).verdict).toEqual({ is: 'refused' });
    device.counter = 6;
    expect((await use(device)).verdict.is).toBe('right');
    expect(trail(owner.accountId)).toEqual(['passkey-added', 'not-verified', 'not-verified']);
  });

  it('works once when two answers arrive together', async () => {
    const { device } = await withPasskey();
    device.counter = 1;
    const verdicts = await Promise.all([use(device), use(device)]);
    expect(verdicts.map(({ verdict }) => verdict.is).sort()).toEqual(['refused', 'right']);
  });

  it('of a disabled or an erased account is told the same as one nobody knows', async () => {
    const unknown = await use(new Authenticator(), { userHandle: 'c29tZWJvZHk' });
    const disabled = await withPasskey('adviser');
    database()
      .update(accounts)
      .set({ disabledAt: clock.now() })
      .where(eq(accounts.id, disabled.owner.accountId))
      .run();
    const erased = await withPasskey();
    database()
      .update(accounts)
      .set({ erasedAt: now() })
      .where(eq(accounts.id, erased.owner.accountId))
      .run();
    expect((await use(disabled.device)).verdict).toEqual(unknown.verdict);
    expect((await use(erased.device)).verdict).toEqual(unknown.verdict);
    expect(trail(disabled.owner.accountId)).toEqual(['passkey-added', 'closed']);
    expect(trail('unknown')).toContain('unknown');
  });
});

describe('a new passkey', () => {
  it.each<[string, Ways]>([
    ['made for another website', { origin: 'https://evil.example.test' }],
    ['of another domain', { rpId: 'evil.example.test' }],
    ['to another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['of a device that did not check its owner', { verified: false }],
    ['that was made for signing in', { type: 'webauthn.get' }],
  ])('is refused with an answer %s', async (_, ways) => {
    const owner = person('practitioner');
    expect(await add(owner, new Authenticator(), ways)).toBe('refused');
    expect(ownPasskeys(owner)).toEqual([]);
    expect(trail(owner.accountId)).toEqual(['new-not-verified']);
  });

  it('is refused with certificates that would have to be looked up elsewhere', async () => {
    const owner = person('practitioner');
    const signed: [string, unknown][] = [
      ['alg', -7],
      ['sig', new Uint8Array(8)],
    ];
    const certified = { attStmt: new Map([...signed, ['x5c', [new Uint8Array(8)]]]) };
    for (const fmt of ['packed', 'apple', 'android-key', 'tpm']) {
      const ways = { attestation: { fmt, ...certified } };
      expect(await add(owner, new Authenticator(), ways)).toBe('refused');
    }
    expect(trail(owner.accountId)).toEqual(Array(4).fill('new-with-certificates'));
  });

  it('is not added to the account of somebody else than who was asked', async () => {
    const amina = person('practitioner');
    const tomasz = person('practitioner');
    const asked = await passkeyOptions(amina.accountId, 'en');
    const answer = new Authenticator().make(asked.options);
    const how = { request: answering(asked), locale: 'en' } as const;
    expect(await addPasskey(how, tomasz.accountId, undefined, answer)).toBe('over');
    expect(ownPasskeys(tomasz)).toEqual([]);
  });

  it('belongs to one account', async () => {
    const { owner, device } = await withPasskey();
    const other = person('practitioner');
    expect(await add(other, device)).toBe('refused');
    expect(ownPasskeys(other)).toEqual([]);
    expect(ownPasskeys(owner)).toHaveLength(1);
  });

  it('may be one of ten', async () => {
    const owner = person('practitioner');
    for (let each = 0; each < mostPasskeys; each += 1) {
      expect(await add(owner, new Authenticator())).toBe('added');
    }
    expect(await add(owner, new Authenticator())).toBe('full');
    expect(ownPasskeys(owner)).toHaveLength(10);
  });

  it('has a name nobody reads in the database, and one is made up for whoever gives none', async () => {
    const owner = person('practitioner');
    await add(owner, new Authenticator(), {}, 'Phone of Dr Yusuf');
    await add(owner, new Authenticator(), {}, '');
    expect(ownPasskeys(owner).map(({ name }) => name)).toEqual(['Phone of Dr Yusuf', 'Passkey']);
    const rows = database().select().from(passkeys).all();
    expect(JSON.stringify(rows)).not.toContain('Yusuf');
  });
});

describe('what a device lists a passkey under', () => {
  it('says nothing of the portal, the address or the person', async () => {
    const owner = person('adviser', 'north');
    const { options } = await passkeyOptions(owner.accountId, 'en');
    const { rp, user } = JSON.parse(options);
    expect(rp).toEqual({ id: 'localhost', name: 'Meetings' });
    expect(user.name).toMatch(/^Added on \d+ \w+ \d{4}$/);
    expect(user.displayName).toBe(user.name);
    expect(Buffer.from(user.id, 'base64url').toString()).toBe(owner.accountId);
  });

  it('is something it can find again by itself, and only for its owner’s finger', async () => {
    const { owner, device } = await withPasskey();
    const add = JSON.parse((await passkeyOptions(owner.accountId, 'en')).options);
    expect(add.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    });
    expect(add.excludeCredentials).toMatchObject([{ id: device.credentialId }]);
    expect(add.attestation).toBe('none');
    const unknown = JSON.parse((await signInOptions(visitor)).options);
    expect(unknown).toMatchObject({ userVerification: 'required' });
    expect(unknown.allowCredentials).toBeUndefined();
    const again = JSON.parse((await signInOptions(owner)).options);
    expect(again.allowCredentials).toMatchObject([{ id: device.credentialId }]);
  });
});

describe('taking a passkey away', () => {
  it('ends its use at once', async () => {
    const { owner, device } = await withPasskey();
    expect(removePasskey(owner, ownPasskeys(owner)[0]!.id)).toBe('removed');
    expect((await use(device)).verdict).toEqual({ is: 'refused' });
    expect(trail(owner.accountId)).toEqual(['passkey-added', 'passkey-removed']);
  });

  it('is for its owner only', async () => {
    const { owner } = await withPasskey();
    const other = person('practitioner');
    const { id } = ownPasskeys(owner)[0]!;
    expect(() => removePasskey(other, id)).toThrow(expect.objectContaining({ status: 404 }));
    expect(ownPasskeys(owner)).not.toEqual([]);
  });

  it('does not leave staff without a second factor', async () => {
    const { owner } = await withPasskey('adviser');
    const [first] = ownPasskeys(owner);
    expect(removePasskey(owner, first!.id)).toBe('last');
    expect(ownPasskeys(owner)).not.toEqual([]);
    await add(owner, new Authenticator());
    expect(removePasskey(owner, first!.id)).toBe('removed');
    const [second] = ownPasskeys(owner);
    expect(removePasskey(owner, second!.id)).toBe('last');
    // With an authenticator app, they may.
    database()
      .update(accounts)
      .set({ sealedTotpSecret: 'sealed' })
      .where(eq(accounts.id, owner.accountId))
      .run();
    expect(removePasskey(owner, second!.id)).toBe('removed');
    expect(ownPasskeys(owner)).toEqual([]);
  });
});

describe('a change of how somebody signs in', () => {
  it('is told to them, in words that say nothing of the matter', async () => {
    const { owner } = await withPasskey();
    removePasskey(owner, ownPasskeys(owner)[0]!.id);
    await deliverDue();
    const to = emailOf(findAccount(owner.accountId)!);
    const told = sentMessages().filter(({ message }) => message.to === to);
    expect(told).toHaveLength(2);
    for (const { message } of told) {
      expect(message.subject).toBe('How you sign in has changed');
      expect(message.text).not.toMatch(
        /added|removed|phone|practitioner|ppa|concern|advis|meeting/i,
      );
    }
  });
});
