import { createCookie } from '@remix-run/node';
import { config } from '~/platform/config.server';
import { second } from '~/platform/time/clock';

/**
 * The cookies the portal keeps beside the session's: out of the reach of scripts and other websites, and under
 * https bound to this host (OWASP ASVS 5.0, 3.3).
 */
export interface OwnCookie {
  /** What the browser sent; anybody can send anything. */
  read: (request: Request) => Promise<unknown>;
  /** @returns the value of a Set-Cookie header. */
  write: (value: unknown) => Promise<string>;
  /** @returns the value of a Set-Cookie header that removes it. */
  clear: () => Promise<string>;
}

const all: OwnCookie[] = [];

/** @param lasts in milliseconds, in the browser. */
export function ownCookie(name: string, lasts: number): OwnCookie {
  const cookie = () => {
    const secure = config().baseUrl.startsWith('https:');
    return createCookie(secure ? `__Host-portal-${name}` : `portal-${name}`, {
      httpOnly: true,
      secure,
      sameSite: 'lax',
      path: '/',
      maxAge: lasts / second,
    });
  };
  const own: OwnCookie = {
    read: (request) => cookie().parse(request.headers.get('Cookie')),
    write: (value) => cookie().serialize(value),
    clear: () => cookie().serialize('', { maxAge: 0 }),
  };
  all.push(own);
  return own;
}

/** Removes every one of them, also where a browser does not know Clear-Site-Data. @returns Set-Cookie headers. */
export const clearOwnCookies = (): Promise<string[]> => Promise.all(all.map((own) => own.clear()));
