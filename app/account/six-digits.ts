import { z } from 'zod';

/** A code of six digits as people type it, with spaces or dashes between; messages are locale keys. */
export const sixDigits = z
  .string({ error: 'account:errors.codeMissing' })
  .max(40, 'account:errors.codeShape')
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'account:errors.codeShape'));
