import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { devices, outbox } from '#db/schema';
import { visitor } from '~/platform/access';
import { database, migrateDatabase } from '~/platform/database.server';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { clock, day, second } from '~/platform/time/clock';
import { createAccount, emailOf, findAccount, type Account } from './accounts.server';
import { accountKnownHere, purgeDevices, recogniseBrowser } from './devices.server';
import { enter, leave, type Proof } from './sign-in.server';
import { writeSignInCookie } from './sign-in-cookie.server';

migrateDatabase();

const { now } = clock;
/** Noon on 1 December 2026. */
const noon = Date.UTC(2026, 11, 1, 12);
beforeEach(() => {
  clock.now = () => noon;
  database().delete(devices).run();
  database().delete(outbox).run();
});
afterEach(() => {
  clock.now = now;
});

let people = 0;

function account(
  role: Account['role'] = 'practitioner',
  locale: Account['locale'] = 'en',
): Account {
  people += 1;
  return createAccount({ email: `person-${people}@example.test`, role, locale });
}

const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0';

/** A browser that keeps the one cookie this is about. */
function browser() {
  let cookie = '';
  const request = () =>
    new Request('http://localhost:3000/sign-in/code', {
      headers: { 'User-Agent': firefox, Cookie: cookie },
    });
  const keep = (setCookie: string | undefined) => {
    cookie = setCookie?.split(';')[0] ?? cookie;
  };
  return {
    get cookie() {
      return cookie;
    },
    set cookie(value: string) {
      cookie = value;
    },
    async signIn({ id }: Account, proof: Proof = 'code'): Promise<Headers> {
      const account = findAccount(id)!;
      const headers = await enter(
        { actor: visitor, request: request(), locale: account.locale },
        account,
        proof,
      );
      keep(headers.getSetCookie().find((line) => line.startsWith('portal-device=')));
      return headers;
    },
    request,
    async leave() {
      const headers = await leave({ actor: visitor, request: request() });
      cookie = '';
      return headers;
    },
  };
}

async function toldOf({ locale }: Account): Promise<string[]> {
  await deliverDue();
  const subject = locale === 'en' ? 'A new sign-in' : 'Mewngofnodi newydd';
  return sentMessages()
    .filter(({ message }) => message.subject === subject)
    .map(({ message }) => message.text);
}

describe('a sign-in', () => {
  it('is not told of the first time', async () => {
    const amina = account();
    await browser().signIn(amina);
    expect(await toldOf(amina)).toEqual([]);
  });

  it('is told of once in a browser that was not used before, and not again', async () => {
    const amina = account();
    await browser().signIn(amina);
    const phone = browser();
    await phone.signIn(amina);
    await phone.signIn(amina);
    const told = await toldOf(amina);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Firefox on Windows, Tuesday 1 December 2026, 12:00pm');
    expect(told[0]).toContain('/account/sessions');
  });

  it('is told of in the language the person used last', async () => {
    const gwen = account('practitioner', 'cy');
    await browser().signIn(gwen);
    await browser().signIn(gwen);
    const told = await toldOf(gwen);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Firefox ar Windows');
    expect(told[0]).toContain('/cy/account/sessions');
  });

  it('of staff counts when they have given their second step', async () => {
    const ruth = account('adviser');
    await browser().signIn(ruth, 'authenticator');
    const laptop = browser();
    const headers = await laptop.signIn(ruth, 'code');
    expect(headers.getSetCookie()).toHaveLength(1);
    expect(await toldOf(ruth)).toEqual([]);
    await laptop.signIn(ruth, 'authenticator');
    expect(await toldOf(ruth)).toHaveLength(1);
  });

  it('of two people in one browser is known for both', async () => {
    const [amina, tomasz] = [account(), account()];
    await browser().signIn(amina);
    await browser().signIn(tomasz);
    const shared = browser();
    for (const person of [amina, tomasz, amina, tomasz]) await shared.signIn(person);
    expect(await toldOf(amina)).toHaveLength(2);
  });

  it('is told of although somebody put a token of theirs into the browser beforehand', async () => {
    const [amina, mallory] = [account(), account()];
    await browser().signIn(amina);
    const evil = browser();
    await evil.signIn(mallory);
    const victims = browser();
    victims.cookie = evil.cookie;
    await victims.signIn(amina);
    expect(await toldOf(amina)).toHaveLength(1);
    await evil.signIn(amina);
    expect(await toldOf(amina)).toHaveLength(2);
  });
});

describe('the cookie of a known browser', () => {
  it('lasts half a year, out of the reach of scripts and other websites', async () => {
    const setCookie = await recogniseBrowser(new Request('http://localhost:3000'), account());
    expect(setCookie).toMatch(/^portal-device=/);
    expect(setCookie).toContain(`Max-Age=${(182 * day) / second}`);
    expect(setCookie).toMatch(/HttpOnly/);
    expect(setCookie).toMatch(/SameSite=Lax/);
    expect(setCookie).not.toMatch(/Domain/);
  });

  it('is not in the database', async () => {
    const phone = browser();
    await phone.signIn(account());
    const token: unknown = JSON.parse(
      Buffer.from(decodeURIComponent(phone.cookie.split('=')[1]!), 'base64').toString(),
    );
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(database().select().from(devices).all())).not.toContain(token);
  });

  it.each([
    'portal-device=%%%',
    'portal-device=',
    'portal-device=bnVsbA%3D%3D',
    'portal-device=Nw',
  ])('is as good as none when it is "%s"', async (cookie) => {
    const phone = browser();
    phone.cookie = cookie;
    await phone.signIn(account());
    expect(database().select().from(devices).all()).toHaveLength(1);
  });
});

describe('a browser somebody has signed in with', () => {
  it('is known for their address, and for nobody else’s', async () => {
    const [amina, tomasz] = [account(), account()];
    const phone = browser();
    await phone.signIn(amina);
    expect(await accountKnownHere(phone.request(), emailOf(amina))).toBe(amina.id);
    expect(await accountKnownHere(phone.request(), emailOf(tomasz))).toBeNull();
    expect(await accountKnownHere(browser().request(), emailOf(amina))).toBeNull();
    await phone.leave();
    expect(await accountKnownHere(phone.request(), emailOf(amina))).toBeNull();
  });
});

describe('signing out', () => {
  it('makes the browser one that nobody has used', async () => {
    const [amina, tomasz] = [account(), account()];
    const ward = browser();
    await ward.signIn(amina);
    await ward.signIn(tomasz);
    await writeSignInCookie({ token: 'a code was asked for here', next: '' });
    const cleared = (await ward.leave()).getSetCookie().map((line) => line.split('=', 1)[0]);
    expect(cleared).toEqual(expect.arrayContaining(['portal-device', 'portal-sign-in']));
    expect(database().select().from(devices).all()).toEqual([]);
    await ward.signIn(amina);
    expect(await toldOf(amina)).toHaveLength(1);
  });

  it('costs a browser nothing that is not known', async () => {
    await browser().signIn(account());
    await browser().leave();
    expect(database().select().from(devices).all()).toHaveLength(1);
  });
});

describe('a known browser', () => {
  it('is forgotten half a year after its last sign-in', async () => {
    const amina = account();
    const phone = browser();
    await phone.signIn(amina);
    clock.now = () => noon + 100 * day;
    await phone.signIn(amina);
    clock.now = () => noon + 282 * day;
    expect(purgeDevices()).toBe(0);
    clock.now = () => noon + 282 * day + 1;
    expect(purgeDevices()).toBe(1);
  });
});
