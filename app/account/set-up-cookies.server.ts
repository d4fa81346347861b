import { z } from 'zod';
import { sealedCookie } from './sealed-cookie.server';

/** Between an invitation's code and the first factor: which invitation, and the secret that is not proved yet. */
export const setUpCookie = sealedCookie(
  'set-up',
  z.object({ invitation: z.string(), secret: z.string() }),
);

/** A new authenticator's secret that is not proved yet. */
export const authenticatorCookie = sealedCookie('authenticator', z.object({ secret: z.string() }));

/** Recovery codes just made, until their owner says that they are kept, and where to go then. */
export const codesCookie = sealedCookie(
  'recovery-codes',
  z.object({ codes: z.array(z.string()), next: z.string() }),
);
