import { z } from 'zod';
import { asFields, readAnswers, type Answers, type Offered } from './answers';

/** The file a reader keeps: the fields of the form, and nothing else. It is on their device only. */

const kind = 'what-happens-next';

const savedSchema = z.object({
  kind: z.literal(kind),
  version: z.literal(1),
  answers: z.array(z.tuple([z.string().max(100), z.string().max(100)])).max(500),
});

export const saveAnswers = (answers: Answers): string =>
  `${JSON.stringify({ kind, version: 1, answers: asFields(answers) }, null, 2)}\n`;

/** What a file holds, or null when it is not one of ours. Happenings that are gone since are dropped. */
export function loadAnswers(text: string, offered: Offered): Answers | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const saved = savedSchema.safeParse(value);
  if (!saved.success) return null;
  const form = new FormData();
  for (const [name, field] of saved.data.answers) form.append(name, field);
  return readAnswers(form, offered);
}
