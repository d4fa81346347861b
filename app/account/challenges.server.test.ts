import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { challenges } from '#db/schema';
import { config } from '~/platform/config.server';
import { database } from '~/platform/database.server';
import { clock, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { makeChallenge, purgeChallenges, takeChallenge } from './challenges.server';

const amina = person('practitioner').accountId;
const tomasz = person('practitioner').accountId;

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

/** A request of the browser that was given this cookie. */
const sending = (setCookie?: string) =>
  new Request('http://localhost:3000/sign-in/passkey', {
    headers: setCookie ? { Cookie: setCookie.split(';')[0]! } : {},
  });

describe('a challenge', () => {
  it('is taken by the browser it was made for, once', async () => {
    const { challenge, setCookie } = await makeChallenge('sign-in', null);
    expect(await takeChallenge(sending(setCookie), 'sign-in', null)).toBe(challenge);
    expect(await takeChallenge(sending(setCookie), 'sign-in', null)).toBeNull();
  });

  it('is 256 random bits, and never the same', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => makeChallenge('add', amina)));
    for (const { challenge } of made) expect(Buffer.from(challenge, 'base64url')).toHaveLength(32);
    expect(new Set(made.map(({ challenge }) => challenge)).size).toBe(20);
  });

  it('is not there for another browser', async () => {
    await makeChallenge('sign-in', null);
    expect(await takeChallenge(sending(), 'sign-in', null)).toBeNull();
    expect(await takeChallenge(sending('portal-passkey=made-up'), 'sign-in', null)).toBeNull();
    const other = await makeChallenge('sign-in', null);
    await takeChallenge(sending(other.setCookie), 'sign-in', null);
    expect(await takeChallenge(sending(other.setCookie), 'sign-in', null)).toBeNull();
  });

  it('waits for five minutes, and not longer', async () => {
    const first = await makeChallenge('sign-in', null);
    const second = await makeChallenge('sign-in', null);
    const made = now();
    clock.now = () => made + 4.9 * minute;
    expect(await takeChallenge(sending(first.setCookie), 'sign-in', null)).toBe(first.challenge);
    clock.now = () => made + 5.1 * minute;
    expect(await takeChallenge(sending(second.setCookie), 'sign-in', null)).toBeNull();
  });

  it('is for one account and one purpose, and gone when it was tried for another', async () => {
    const forAmina = await makeChallenge('confirm', amina);
    expect(await takeChallenge(sending(forAmina.setCookie), 'confirm', tomasz)).toBeNull();
    expect(await takeChallenge(sending(forAmina.setCookie), 'confirm', amina)).toBeNull();
    const toAdd = await makeChallenge('add', amina);
    expect(await takeChallenge(sending(toAdd.setCookie), 'confirm', amina)).toBeNull();
    const before = await makeChallenge('sign-in', null);
    expect(await takeChallenge(sending(before.setCookie), 'confirm', amina)).toBeNull();
  });

  it('is bound by a cookie no script reads and no other website sends, which the database does not hold', async () => {
    const { setCookie } = await makeChallenge('sign-in', null);
    expect(setCookie).toMatch(
      /^portal-passkey=.*; Max-Age=300; Path=\/; .*HttpOnly; SameSite=Lax$/,
    );
    const value = decodeURIComponent(/=([^;]+)/.exec(setCookie)![1]!);
    const token = JSON.parse(Buffer.from(value, 'base64').toString()) as string;
    for (const file of ['portal.sqlite', 'portal.sqlite-wal']) {
      const bytes = readFileSync(path.join(config().dataDir, file));
      expect(bytes.includes(token), file).toBe(false);
      expect(bytes.includes(value), file).toBe(false);
    }
  });
});

describe('challenges nobody answered', () => {
  it('go after five minutes', async () => {
    await makeChallenge('sign-in', null);
    purgeChallenges();
    const waiting = database().select().from(challenges).all().length;
    expect(waiting).toBeGreaterThan(0);
    clock.now = () => now() + 5.1 * minute;
    expect(purgeChallenges()).toBe(waiting);
    expect(database().select().from(challenges).all()).toEqual([]);
  });

  it('go when the next is made, so that a flood leaves no more than five minutes of them', async () => {
    await makeChallenge('sign-in', null);
    await makeChallenge('add', amina);
    clock.now = () => now() + 5.1 * minute;
    await makeChallenge('sign-in', null);
    expect(database().select().from(challenges).all()).toHaveLength(1);
  });
});
