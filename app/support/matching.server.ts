import { ContentError, readJson } from '~/platform/content/files.server';
import {
  conversationSchema,
  matchingSchema,
  spokenAbout,
  type Conversation,
  type Matching,
  type Spoken,
} from './matching';
import { conversations, type ConversationId } from './organisation';
import { worries, type Worry } from './situation';

/** The rules of the three contacts and the conversations with them, from `content/`, kept in memory. */

function named<Its extends { id: string }>(file: string, name: string, value: Its): Its {
  if (value.id !== name) throw new ContentError(file, `has the id ${value.id}`);
  return value;
}

/** @throws {ContentError} naming the file. */
export function readMatching(name: string): Matching {
  const file = `matching/${name}.json`;
  return named(file, name, readJson(file, matchingSchema));
}

/** @throws {ContentError} naming the file. */
export function readConversation(name: string): Conversation {
  const file = `conversations/${name}.json`;
  return named(file, name, readJson(file, conversationSchema));
}

let rules: ReadonlyMap<Worry, Matching> | undefined;
let spoken: ReadonlyMap<ConversationId, Conversation> | undefined;

/** @throws {ContentError} naming the first file that is missing or does not fit. */
export function matching(): ReadonlyMap<Worry, Matching> {
  rules ??= new Map(worries.map((worry) => [worry, readMatching(worry)]));
  return rules;
}

/**
 * What to say to an organisation, and to have ready; for a worry where somebody told us one.
 * @throws {ContentError} naming the first file that is missing or does not fit.
 */
export function conversationWith(
  { conversation }: { conversation: ConversationId },
  worry?: Worry,
): Spoken {
  spoken ??= new Map(conversations.map((id) => [id, readConversation(id)]));
  return spokenAbout(spoken.get(conversation)!, worry);
}
