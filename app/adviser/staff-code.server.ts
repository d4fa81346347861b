import { z } from 'zod';
import { sealedCookie } from '~/account/index.server';

/** A code a lead has to pass on by another way than email, until they say that they have. */
export const staffCodeCookie = sealedCookie(
  'staff-code',
  z.object({ code: z.string(), name: z.string(), for: z.enum(['invitation', 'reset']) }),
);
