import { createCookie } from '@remix-run/node';
import { config } from '~/platform/config.server';
import { second } from '~/platform/time/clock';
import { codeLasts } from './codes.server';

/** Binds a code to the browser that asked for it, and remembers where the person was going. */
export interface SignInCookie {
  token: string;
  next: string;
}

const cookie = () => {
  const secure = config().baseUrl.startsWith('https:');
  return createCookie(secure ? '__Host-portal-sign-in' : 'portal-sign-in', {
    httpOnly: true,
    secure,
    sameSite: 'lax',
    path: '/',
    maxAge: codeLasts / second,
  });
};

export async function readSignInCookie(request: Request): Promise<SignInCookie | null> {
  const value: unknown = await cookie().parse(request.headers.get('Cookie'));
  if (typeof value !== 'object' || value === null) return null;
  const { token, next } = value as Partial<SignInCookie>;
  return typeof token === 'string' ? { token, next: safeNext(next) } : null;
}

export const writeSignInCookie = (value: SignInCookie): Promise<string> =>
  cookie().serialize(value);

export const clearSignInCookie = (): Promise<string> => cookie().serialize('', { maxAge: 0 });

/** Where to go after signing in: only a page of this portal, never another website. */
export function safeNext(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?!\/)[a-z0-9/-]*$/i.test(wanted) ? wanted : '';
}
