import { randomInt } from 'node:crypto';
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import { voiceForms, voices, voiceWords } from '#db/schema';
import { keyedHash, seal, unseal } from '~/platform/crypto.server';
import { database, emptyWriteAheadLog, inTransaction, type Tx } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { longestWords, type Chosen, type Voice } from './answers';
import { addMonths, monthOf } from './months';
import { topics, type Topic } from './questions';
import { firstOf, inAMonth } from './row-numbers';

/**
 * Keeping what people tell us, so that nobody can say afterwards who it was, when in the month, or which words go
 * with which answers (docs/decisions/0040).
 */

/** Every value is as long as the longest could be: how much somebody said does not show through the seal. */
const sealedLength = { answers: 1000, words: 3 * longestWords };

const answersPlace = (id: number) => placeOf(voices.sealedAnswers, id);
export const wordsPlace = (id: number) => placeOf(voiceWords.sealedWords, id);

/** Filled up with spaces to a length in bytes. */
const padded = (text: string, length: number): string =>
  text + ' '.repeat(Math.max(0, length - Buffer.byteLength(text)));

export const answersOf = (row: typeof voices.$inferSelect): Chosen =>
  JSON.parse(unseal(answersPlace(row.id), row.sealedAnswers));

/** A number for a row of a month, by chance. */
export const newRowNumber = (month: string): number => firstOf(month) + randomInt(inAMonth);

/** What is left of a form's own token: too little to make the token of it again. */
const formNumber = (token: string): number => parseInt(keyedHash('voice', token).slice(0, 12), 16);

const todayNow = (): string => today(clock.now());

/** Whether a form has been sent. */
export const wasSent = (token: string): boolean =>
  database()
    .select()
    .from(voiceForms)
    .where(eq(voiceForms.id, formNumber(token)))
    .get() !== undefined;

/**
 * Keeps one voice; the same form again changes nothing. Answers and words are on disk before this returns, apart
 * from each other and in no order.
 * @param token of the form: it is not kept, nor with the voice what is left of it.
 */
export function keepVoice(token: string, { chosen, words }: Voice): void {
  inTransaction((tx) => {
    const form = { id: formNumber(token), day: todayNow() };
    if (tx.insert(voiceForms).values(form).onConflictDoNothing().run().changes === 0) return;
    const answers = Object.keys(chosen).length > 0 ? [chosen] : [];
    const said = topics.flatMap((topic) => (words[topic] ? [[topic, words[topic]] as const] : []));
    addVoices(tx, answers, said, monthOf(form.day));
  });
  // The log of writing would show for a while what was written together, and in which order.
  emptyWriteAheadLog({ wait: false });
}

/** Writes closed answers and words into a month, each apart. */
export function addVoices(
  tx: Tx,
  answers: readonly Chosen[],
  words: readonly (readonly [Topic, string])[],
  month: string,
): void {
  for (const chosen of answers) {
    const id = newRowNumber(month);
    const text = padded(JSON.stringify(chosen), sealedLength.answers);
    tx.insert(voices)
      .values({ id, sealedAnswers: seal(answersPlace(id), text) })
      .run();
  }
  for (const [topic, said] of words) {
    const id = newRowNumber(month);
    const text = padded(said, sealedLength.words);
    tx.insert(voiceWords)
      .values({ id, topic, sealedWords: seal(wordsPlace(id), text) })
      .run();
  }
  if (answers.length > 0) writeInOrder(tx, voices, month);
  if (words.length > 0) writeInOrder(tx, voiceWords, month);
}

/**
 * Writes the rows of a month anew, in the order of their numbers. Inside a page of the file SQLite puts a new row
 * before the others, whatever its number is: without this, the bytes would tell what came last.
 */
function writeInOrder(tx: Tx, table: typeof voices | typeof voiceWords, month: string): void {
  const ofMonth = and(gte(table.id, firstOf(month)), lt(table.id, firstOf(addMonths(month, 1))));
  const rows = tx.select().from(table).where(ofMonth).orderBy(asc(table.id)).all();
  tx.delete(table).where(ofMonth).run();
  for (const row of rows) tx.insert(table).values(row).run();
}

/** How long what was told is kept, in months, when nothing else ends it. */
const keptFor = { voices: 24, words: 12, published: 60 } as const;

/** The first number that is still kept. */
export const keptFrom = (what: keyof typeof keptFor): number =>
  firstOf(addMonths(monthOf(todayNow()), -keptFor[what]));

/** Erases what was told too long ago, and what is left of forms. @returns how many rows went. */
export function purgeVoices(): number {
  const yesterday = today(clock.now() - day);
  return [
    database()
      .delete(voices)
      .where(lt(voices.id, keptFrom('voices')))
      .run(),
    database()
      .delete(voiceWords)
      .where(lt(voiceWords.id, keptFrom('words')))
      .run(),
    database().delete(voiceForms).where(lt(voiceForms.day, yesterday)).run(),
  ].reduce((sum, { changes }) => sum + changes, 0);
}
