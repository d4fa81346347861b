import { z } from 'zod';
import { asTyped } from '~/platform/as-typed';
import {
  clarifiedResults,
  clarifiedWith,
  followUpChannels,
  snoozeWeeks,
  wellbeings,
  type ProposedAction,
} from '../asked';
import { settings } from '../settings';

/** The forms of a request's record. Messages are keys of the locale files. */

const missing = 'meetings:refusals.words-missing';

/** Nobody's words are cut: who wrote too much is asked to shorten it. */
const longWords = z
  .string(missing)
  .overwrite(asTyped)
  .min(1, missing)
  .max(settings.longestAccount, 'record:errors.long');

const words = z
  .string(missing)
  .overwrite(asTyped)
  .min(1, missing)
  .max(settings.longestWords, 'meetings:refusals.words-too-long');

const date = (message: string) => z.iso.date(message);

export const pointForm = z.object({ words: longWords });

export const clarifyForm = z.object({
  with: z.enum(clarifiedWith, 'record:errors.with'),
  on: date('record:errors.on'),
  result: z.enum(clarifiedResults, 'record:errors.result'),
  words,
});

export const commentForm = z.object({ words });

export const replyForm = z.object({
  how: z.enum(wellbeings, 'record:errors.how'),
  words: words.optional(),
});

export const snoozeForm = z.object({
  weeks: z.enum(snoozeWeeks.map(String) as [string, ...string[]], 'record:errors.weeks'),
});

export const planForm = z
  .object({
    when: z.enum(['day', 'after-closing'], 'record:errors.when'),
    on: date('record:errors.on').optional(),
    channel: z.enum(followUpChannels, 'record:errors.channel'),
  })
  .refine(({ when, on }) => when !== 'day' || on, { error: 'record:errors.on', path: ['on'] });

// The note: a text, and lines of what is to be done.

const lineNumbers = Array.from({ length: settings.mostActions }, (_, index) => index + 1);

type Line = 'owner' | 'what' | 'by';
const nameOf = (field: Line, line: number) => `${field}${line}` as const;

const noteFields = {
  ...Object.fromEntries(
    lineNumbers.flatMap((line) => [
      [nameOf('owner', line), z.enum(['practitioner', 'adviser']).optional()],
      [nameOf('what', line), words.optional()],
      [nameOf('by', line), date('record:errors.on').optional()],
    ]),
  ),
} as Record<string, z.ZodType<string | undefined>>;

/** Every line that has a day has something to do. */
const noteOf = (text: z.ZodType<string | undefined>) =>
  z.object({ words: text, ...noteFields }).check(({ value, issues }) => {
    const filled: Record<string, string | undefined> = value;
    for (const line of lineNumbers) {
      if (filled[nameOf('by', line)] && !filled[nameOf('what', line)])
        issues.push({
          code: 'custom',
          message: 'record:errors.what',
          path: [nameOf('what', line)],
          input: value,
        });
    }
  });

export const noteForm = noteOf(longWords);
export const draftForm = noteOf(
  z.string().overwrite(asTyped).max(settings.longestAccount, 'record:errors.long').optional(),
);

/** The lines that are filled in, in their order. */
export const actionsIn = (filled: Record<string, string | undefined>): ProposedAction[] =>
  lineNumbers.flatMap((line) => {
    const what = filled[nameOf('what', line)];
    if (!what) return [];
    const owner = filled[nameOf('owner', line)] === 'adviser' ? 'adviser' : 'practitioner';
    return [{ owner, words: what, dueOn: filled[nameOf('by', line)] ?? null }];
  });

/** A form that is filled in as a note or its draft was. */
export function filledIn(note: {
  words: string;
  actions: readonly ProposedAction[];
}): Record<string, string> {
  const lines = note.actions.flatMap(({ owner, words: what, dueOn }, index) => [
    [nameOf('owner', index + 1), owner],
    [nameOf('what', index + 1), what],
    ...(dueOn === null ? [] : [[nameOf('by', index + 1), dueOn]]),
  ]);
  return { words: note.words, ...Object.fromEntries(lines) };
}

/** The lines a form shows: those filled in, and some more. */
export const linesShown = (filled: Record<string, unknown>): number[] => {
  const last = lineNumbers.findLast((line) => filled[nameOf('what', line)]) ?? 0;
  return lineNumbers.slice(0, last + 3);
};

/** The names of the fields of a line. */
export const fieldsOfLine = (line: number) => ({
  owner: nameOf('owner', line),
  what: nameOf('what', line),
  by: nameOf('by', line),
});
