import { z } from 'zod';
import { bilingual, identifier } from '~/platform/content/schemas';
import { professions, settings, stages } from '~/platform/content/vocabulary';
import { conversations, nations, needs } from './organisation';
import { memberships, worries, type Membership, type Worry } from './situation';

/** The shapes of `content/matching` and `content/conversations`. */

const some = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.array(z.enum(values)).min(1).optional();

/** Somebody who did not answer the question. */
const unsaid = 'unsaid';

/**
 * One contact a worry may lead to, and why. It fits somebody who gave one of the answers in each list that is
 * there. Whom the organisation is for counts too, without being said again.
 */
const contact = z.strictObject({
  organisation: identifier,
  professions: some([...professions, unsaid]),
  nations: some([...nations, unsaid]),
  stages: some(stages),
  settings: some(settings),
  members: some(memberships as [Membership, ...Membership[]]),
  /** A sentence about the reader, true for everybody this contact can fit. */
  reason: bilingual,
});

/** `content/matching/<worry>.json`: the contacts of a worry, best first. */
export const matchingSchema = z.strictObject({
  id: z.enum(worries),
  /** The kind of help of the directory that comes nearest. */
  need: z.enum(needs),
  contacts: z.array(contact).min(3),
});

/** `content/conversations/<kind>.json`: what to say when they answer, and what to have ready. */
export const conversationSchema = z.strictObject({
  id: z.enum(conversations),
  /** One or two sentences to read out. */
  say: bilingual,
  /** Other words to read out for somebody with this worry, where `say` would not be what brings them. */
  about: z.partialRecord(z.enum(worries), bilingual).optional(),
  ready: z.array(bilingual).min(2).max(5),
});

export type Contact = z.output<typeof contact>;
export type Matching = z.output<typeof matchingSchema>;
export type Conversation = z.output<typeof conversationSchema>;

/** What a page shows of a conversation. */
export type Spoken = Omit<Conversation, 'about'>;

/** What to say and to have ready, for a worry where it is known. */
export const spokenAbout = ({ about, ...spoken }: Conversation, worry?: Worry): Spoken => ({
  ...spoken,
  say: (worry && about?.[worry]) ?? spoken.say,
});
