import { asc, count, eq, lt } from 'drizzle-orm';
import { publishedWords, voiceWords } from '#db/schema';
import { onlyLeads, type Person } from '~/platform/access';
import { recordAudit, recordAuditOnce } from '~/platform/audit.server';
import { seal, unseal } from '~/platform/crypto.server';
import {
  beginEdition,
  database,
  emptyWriteAheadLog,
  inTransaction,
} from '~/platform/database.server';
import { oneOf } from '~/platform/one-of';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, hour } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { monthOf } from './months';
import { topics, type Topic } from './questions';
import { isShortened } from './shortened';
import { keptFrom, newRowNumber, wordsPlace } from './voices.server';

/** What people wrote, from its arrival to a lead, who reads it before anybody else does. */

export interface Words {
  id: number;
  topic: Topic;
  words: string;
}

const publishedPlace = (id: number) => placeOf(publishedWords.sealedWords, id);

const topicOf = (topic: string): Topic => oneOf(topics, topic) ?? topics[0]!;

/** What a lead has released, by no order that says when. */
export const readPublished = (): Words[] =>
  database()
    .select()
    .from(publishedWords)
    .orderBy(asc(publishedWords.id))
    .all()
    .map(({ id, topic, sealedWords }) => ({
      id,
      topic: topicOf(topic),
      words: unseal(publishedPlace(id), sealedWords),
    }));

/** One text that waits to be read, and how many there are. For leads; that one looked is recorded. */
export function readWaiting(actor: Person): { waiting: number; next: Words | null } {
  onlyLeads(actor);
  const looking = { actorId: actor.accountId, action: 'words-opened', subject: 'voices' } as const;
  inTransaction((tx) => recordAuditOnce(tx, looking, hour));
  const waiting = database().select({ texts: count() }).from(voiceWords).get()!.texts;
  const row = database().select().from(voiceWords).orderBy(asc(voiceWords.id)).limit(1).get();
  return {
    waiting,
    next: row
      ? {
          id: row.id,
          topic: topicOf(row.topic),
          words: unseal(wordsPlace(row.id), row.sealedWords).trim(),
        }
      : null,
  };
}

/** Publishes words, with parts taken out or not; or leaves them out, when `published` is null. */
export interface Decision {
  id: number;
  published: string | null;
}

/** `gone`: somebody has decided already. `not-theirs`: the words to publish are not what was written. */
export type Decided = 'published' | 'left-out' | 'gone' | 'not-theirs';

/** Decides about one text. What was written is erased either way; only what is published stays. */
export function decideAbout(actor: Person, { id, published }: Decision): Decided {
  onlyLeads(actor);
  const decided = inTransaction((tx): Decided => {
    const row = tx.select().from(voiceWords).where(eq(voiceWords.id, id)).get();
    if (!row) return 'gone';
    const written = unseal(wordsPlace(id), row.sealedWords).trim();
    if (published !== null && !isShortened(written, published)) return 'not-theirs';
    tx.delete(voiceWords).where(eq(voiceWords.id, id)).run();
    const by = { actorId: actor.accountId } as const;
    if (published === null) {
      recordAudit(tx, { ...by, action: 'words-left-out', subject: row.topic });
      return 'left-out';
    }
    const number = newRowNumber(monthOf(today(clock.now())));
    tx.insert(publishedWords)
      .values({
        id: number,
        topic: row.topic,
        sealedWords: seal(publishedPlace(number), published.trim()),
      })
      .run();
    const detail = published.trim() === written ? 'whole' : 'shortened';
    recordAudit(tx, { ...by, action: 'words-published', subject: String(number), detail });
    beginEdition(tx);
    return 'published';
  });
  if (decided !== 'gone') emptyWriteAheadLog({ wait: false });
  return decided;
}

/** Takes published words down, at once and for good. @returns whether they were still there. */
export function takeDown(actor: Person, id: number): boolean {
  onlyLeads(actor);
  return inTransaction((tx) => {
    const { changes } = tx.delete(publishedWords).where(eq(publishedWords.id, id)).run();
    if (changes === 0) return false;
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'words-taken-down',
      subject: String(id),
    });
    beginEdition(tx);
    return true;
  });
}

/** Erases words that were published too long ago. @returns how many. */
export const purgePublishedWords = (): number =>
  database()
    .delete(publishedWords)
    .where(lt(publishedWords.id, keptFrom('published')))
    .run().changes;
