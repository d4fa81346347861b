import { createCookie } from '@remix-run/node';
import type { z } from 'zod';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { seal, unseal } from '~/platform/crypto.server';
import { clock, minute, second } from '~/platform/time/clock';

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
  return {
    async read(request, { accountId }) {
      const sealed: unknown = await cookie().parse(request.headers.get('Cookie'));
      if (typeof sealed !== 'string' || sealed === '') return null;
      const opened = open(place(accountId), sealed);
      return opened && clock.now() < opened.until ? schema.parse(opened.value) : null;
    },
    write: ({ accountId }, value) =>
      cookie().serialize(
        seal(place(accountId), JSON.stringify({ until: clock.now() + lasts, value })),
      ),
    clear: () => cookie().serialize('', { maxAge: 0 }),
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
