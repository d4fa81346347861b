import { z } from 'zod';

/** An email address as people type it (RFC 5321 allows 254 characters); messages are locale keys. */
export const emailAddress = z
  .string({ error: 'account:errors.emailMissing' })
  .trim()
  .max(254, 'account:errors.emailWrong')
  .pipe(z.email('account:errors.emailWrong'));
