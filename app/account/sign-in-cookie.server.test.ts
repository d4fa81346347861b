import { describe, expect, it } from 'vitest';
import { clearSignInCookie, readSignInCookie, writeSignInCookie } from './sign-in-cookie.server';

const home = 'https://portal.example.test';

/** A request of the browser that was given this cookie. */
const sending = (cookie: string) =>
  new Request(`${home}/sign-in/code`, { headers: { Cookie: cookie.split(';')[0]! } });

/** A cookie somebody made up, in the form the portal's have. */
const madeUp = (value: unknown) =>
  sending(
    `portal-sign-in=${encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'))}`,
  );

describe('the cookie that binds a code to a browser', () => {
  it('comes back as it was given', async () => {
    const cookie = await writeSignInCookie({ token: 'a-token', next: '/meetings' });
    expect(await readSignInCookie(sending(cookie))).toEqual({
      token: 'a-token',
      next: '/meetings',
    });
  });

  it('lasts as long as a code, and is out of the reach of scripts and other websites', async () => {
    const cookie = await writeSignInCookie({ token: 'a-token', next: '' });
    expect(cookie).toMatch(/Max-Age=600/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
  });

  it('is taken out of the browser when it has done its work', async () => {
    const cookie = await clearSignInCookie();
    expect(cookie).toMatch(/Max-Age=0/);
    expect(await readSignInCookie(sending(cookie))).toBeNull();
  });

  it('leads nowhere else when somebody has changed it', async () => {
    const changed = madeUp({ token: 'a-token', next: 'https://evil.example.test' });
    expect(await readSignInCookie(changed)).toEqual({ token: 'a-token', next: '' });
  });

  it.each([null, 'a text', 7, {}, [], { token: 7 }, { token: null, next: '/meetings' }])(
    'is as good as none when it holds %j',
    async (value) => {
      expect(await readSignInCookie(madeUp(value))).toBeNull();
    },
  );

  it.each(['portal-sign-in=%%%', 'portal-sign-in=', 'other=1', 'portal-sign-in=bm90IGpzb24='])(
    'is as good as none when it is "%s"',
    async (cookie) => {
      expect(await readSignInCookie(sending(cookie))).toBeNull();
    },
  );

  it('is not needed to read a request that has none', async () => {
    expect(await readSignInCookie(new Request(home))).toBeNull();
  });
});
