import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clock, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { sealedCookie } from './sealed-cookie.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

const noon = Date.UTC(2026, 11, 1, 12);
const canary = sealedCookie('canary', z.object({ word: z.string() }));
const ruth = person('adviser', 'north');
const gwen = person('adviser', 'wales');

/** The browser's next request. */
const next = (setCookie: string) =>
  new Request('http://localhost/', { headers: { Cookie: setCookie.split(';')[0]! } });

describe('what a page has to remember until the next step', () => {
  it('comes back to the same person, and neither script nor whoever sees the cookie can read it', async () => {
    const setCookie = await canary.write(ruth, { word: 'canary-word' });
    expect(setCookie).toContain('HttpOnly');
    expect(setCookie).toContain('SameSite=Lax');
    const value = decodeURIComponent(setCookie.split(';')[0]!);
    expect(Buffer.from(value.split('=')[1]!, 'base64').toString()).not.toContain('canary-word');
    expect(await canary.read(next(setCookie), ruth)).toEqual({ word: 'canary-word' });
  });

  it('opens for nobody else, and not as another cookie', async () => {
    const setCookie = await canary.write(ruth, { word: 'canary-word' });
    expect(await canary.read(next(setCookie), gwen)).toBeNull();
    const other = sealedCookie('other', z.object({ word: z.string() }));
    const moved = next(setCookie.replace('portal-canary', 'portal-other'));
    expect(await other.read(moved, ruth)).toBeNull();
  });

  it('is over after a quarter of an hour, whatever the browser sends', async () => {
    clock.now = () => noon;
    const setCookie = await canary.write(ruth, { word: 'canary-word' });
    clock.now = () => noon + 15 * minute - 1;
    expect(await canary.read(next(setCookie), ruth)).not.toBeNull();
    clock.now = () => noon + 15 * minute;
    expect(await canary.read(next(setCookie), ruth)).toBeNull();
  });

  it('is nothing when it was changed, or removed', async () => {
    const setCookie = await canary.write(ruth, { word: 'canary-word' });
    expect(await canary.read(next(setCookie.slice(0, 60)), ruth)).toBeNull();
    expect(await canary.read(next(await canary.clear()), ruth)).toBeNull();
    expect(await canary.read(new Request('http://localhost/'), ruth)).toBeNull();
  });
});
