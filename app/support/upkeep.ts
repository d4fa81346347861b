import { z } from 'zod';
import { asTyped } from '~/platform/as-typed';
import { daysBetween } from '~/platform/time/working-days';
import type { Organisation } from './organisation';

/** Keeping the directory true: which entries need an editor, and why. Pure. */

/** What a reader may say is wrong. */
export const problems = ['number', 'hours', 'website', 'gone', 'description', 'other'] as const;

/** What an editor may do about an entry. */
export const entryChanges = ['check', 'handle', 'suspend', 'restore'] as const;
export type EntryChange = (typeof entryChanges)[number];

/** The longest text of a report, a note or a reason, in characters. */
export const longestWords = 500;

/** An entry nobody has checked for this many days needs a check. */
const checkedEvery = 90;

const words = z
  .string('entries:errors.unreadable')
  .overwrite(asTyped)
  .max(longestWords, 'entries:errors.tooLong');

/** A reader's report. Messages are keys of `content/locales/*\/entries.json`. */
export const reportSchema = z.object({
  problem: z.enum(problems, 'entries:errors.problem'),
  words: words.optional(),
});
export type Report = z.output<typeof reportSchema>;

/** What an editor may ask for. @param today `2026-12-01`: nothing was checked later than that. */
export const askedSchema = (today: string) =>
  z.discriminatedUnion('change', [
    z.object({
      change: z.literal('check'),
      on: z.iso.date('entries:errors.date').refine((on) => on <= today, 'entries:errors.dateAhead'),
      note: words.optional(),
    }),
    z.object({
      change: z.literal('handle'),
      /** Ids of the reports the editor has seen: one that came later stays open. */
      reports: z.preprocess(
        (given) => (Array.isArray(given) ? given : [given]),
        z.array(z.string('entries:errors.unreadable')),
      ),
    }),
    z.object({
      change: z.literal('suspend'),
      reason: z.string('entries:errors.reason').pipe(words.min(1, 'entries:errors.reason')),
    }),
    z.object({ change: z.literal('restore'), note: words.optional() }),
  ]);
export type Asked = z.output<ReturnType<typeof askedSchema>>;

export type LinkOutcome = 'ok' | 'dead' | 'unreachable';

/** What is known of one entry, beside its file. */
export interface EntryState {
  organisation: Organisation;
  suspended: boolean;
  openReports: number;
  /** The latest open report, in milliseconds since 1970; null without one. */
  reportedAt: number | null;
  /** The latest check, of the file or recorded: `2026-12-01`. */
  checked: string;
  /** Null when its website has never been asked. */
  link: LinkOutcome | null;
}

/** Why an entry needs an editor, most pressing first. */
export const concerns = [
  'reported',
  'suspended',
  'dead-link',
  'unconfirmed-number',
  'unsure',
  'unchecked',
] as const;
export type Concern = (typeof concerns)[number];

/** The later of the day its file was checked and the day of a recorded check. */
export const latestCheck = (inFile: string, recorded: string | undefined): string =>
  recorded !== undefined && recorded > inFile ? recorded : inFile;

const applies: Record<Concern, (state: EntryState, today: string) => boolean> = {
  reported: ({ openReports }) => openReports > 0,
  suspended: ({ suspended }) => suspended,
  'dead-link': ({ link }) => link === 'dead',
  'unconfirmed-number': ({ organisation: { phone, text } }) =>
    [...phone, ...text].some(({ confirmed }) => !confirmed),
  unsure: ({ organisation: { confidence } }) =>
    confidence === 'low' || confidence === 'unconfirmed',
  unchecked: ({ checked }, today) => daysBetween(checked, today) >= checkedEvery,
};

/** Why an entry needs an editor; nothing when it does not. */
export const concernsOf = (state: EntryState, today: string): Concern[] =>
  concerns.filter((concern) => applies[concern](state, today));

/** Entries of each concern: reports newest first, those unchecked the longest first, the rest as they came. */
export function byConcern<T extends EntryState>(
  states: readonly T[],
  today: string,
): Record<Concern, T[]> {
  const of = (concern: Concern) => states.filter((state) => applies[concern](state, today));
  return {
    reported: of('reported').toSorted((a, b) => b.reportedAt! - a.reportedAt!),
    suspended: of('suspended'),
    'dead-link': of('dead-link'),
    'unconfirmed-number': of('unconfirmed-number'),
    unsure: of('unsure'),
    unchecked: of('unchecked').toSorted((a, b) => a.checked.localeCompare(b.checked)),
  };
}

/** How one website answered. */
export type LinkAnswer = { status: number } | { failure: 'no-such-name' | 'other' };

/** What an answer says of a link, once other websites have answered: a name that is not found is gone. */
export function outcomeOf(answer: LinkAnswer): LinkOutcome {
  if ('failure' in answer) return answer.failure === 'no-such-name' ? 'dead' : 'unreachable';
  if (answer.status >= 200 && answer.status < 400) return 'ok';
  return answer.status === 404 || answer.status === 410 ? 'dead' : 'unreachable';
}
