import { codeLasts } from './codes.server';
import { safeNext } from './landing';
import { ownCookie } from './own-cookie.server';

/** Binds a code to the browser that asked for it, and remembers where the person was going. */
export interface SignInCookie {
  token: string;
  next: string;
}

const cookie = ownCookie('sign-in', codeLasts);

export async function readSignInCookie(request: Request): Promise<SignInCookie | null> {
  const value = await cookie.read(request);
  if (typeof value !== 'object' || value === null) return null;
  const { token, next } = value as Partial<SignInCookie>;
  return typeof token === 'string' ? { token, next: safeNext(next) } : null;
}

export const writeSignInCookie = (value: SignInCookie): Promise<string> => cookie.write(value);

export const clearSignInCookie = cookie.clear;
