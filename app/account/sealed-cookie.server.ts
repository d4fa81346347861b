import type { z } from 'zod';
import type { Person } from '~/platform/access';
import { seal, unseal } from '~/platform/crypto.server';
import { clock, minute } from '~/platform/time/clock';
import { ownCookie } from './own-cookie.server';

/**
 * What a page has to remember until the person's next step, or to show once after a redirect: a secret that is
 * not proved yet, codes that are kept only as hashes. The browser carries it sealed, so no database, log or
 * address ever holds it, and it opens only for the account it was made for, for a quarter of an hour.
 */

const lasts = 15 * minute;

export interface SealedCookie<Value> {
  read: (request: Request, actor: Person) => Promise<Value | null>;
  /** @returns the value of a Set-Cookie header. */
  write: (actor: Pick<Person, 'accountId'>, value: Value) => Promise<string>;
  clear: () => Promise<string>;
}

export function sealedCookie<Value>(name: string, schema: z.ZodType<Value>): SealedCookie<Value> {
  const place = (accountId: string) => ({ table: 'cookie', column: name, row: accountId });
  const cookie = ownCookie(name, lasts);
  return {
    async read(request, { accountId }) {
      const sealed = await cookie.read(request);
      if (typeof sealed !== 'string' || sealed === '') return null;
      const opened = open(place(accountId), sealed);
      return opened && clock.now() < opened.until ? schema.parse(opened.value) : null;
    },
    write: ({ accountId }, value) =>
      cookie.write(seal(place(accountId), JSON.stringify({ until: clock.now() + lasts, value }))),
    clear: cookie.clear,
  };
}

/** Nothing when it was made for somebody else, or by nobody who has the key. */
function open(
  place: Parameters<typeof unseal>[0],
  sealed: string,
): { until: number; value: unknown } | null {
  try {
    return JSON.parse(unseal(place, sealed)) as { until: number; value: unknown };
  } catch {
    return null;
  }
}
