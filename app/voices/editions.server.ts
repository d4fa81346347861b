import { asc, count, desc, lt, min } from 'drizzle-orm';
import { voiceEditions, voices } from '#db/schema';
import { database, emptyWriteAheadLog, inTransaction, type Tx } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { figuresOf, type Figures } from './edition';
import { addMonths, monthOf, quartersOver } from './months';
import { firstOf, monthOfRow } from './row-numbers';
import { answersOf } from './voices.server';

/**
 * What is published of the closed answers: editions, each over whole months of its own, made once and never again.
 * Nobody can take one from another and find out what somebody said, because no voice is in two of them.
 */

/** No edition is made of fewer voices. */
const fewestVoices = 30;

/** A published edition. Months are `2026-12`, both included. */
export interface Edition {
  number: number;
  fromMonth: string;
  toMonth: string;
  figures: Figures;
}

/** Every edition, the latest first. */
export const readEditions = (): Edition[] =>
  database()
    .select()
    .from(voiceEditions)
    .orderBy(desc(voiceEditions.number))
    .all()
    .map(({ figures, ...edition }) => ({ ...edition, figures: JSON.parse(figures) }));

/**
 * Makes the editions that are due: one at the end of each quarter, of all voices since the last, if they are enough;
 * else they wait for the next. The answers they were made of are erased with it.
 * @returns how many were made.
 */
export function makeEditions(): number {
  const made = inTransaction((tx) => {
    const { first } = tx
      .select({ first: min(voices.id) })
      .from(voices)
      .get()!;
    if (first === null) return 0;
    const now = monthOf(today(clock.now()));
    return quartersOver(monthOfRow(first), now).filter((end) => makeEdition(tx, end)).length;
  });
  if (made > 0) emptyWriteAheadLog({ wait: false });
  return made;
}

/** @returns whether there were enough voices up to the end of a month. */
function makeEdition(tx: Tx, toMonth: string): boolean {
  const its = lt(voices.id, firstOf(addMonths(toMonth, 1)));
  const waiting = tx.select({ voices: count() }).from(voices).where(its).get()!.voices;
  if (waiting < fewestVoices) return false;
  const rows = tx.select().from(voices).where(its).orderBy(asc(voices.id)).all();
  const last = tx.select().from(voiceEditions).orderBy(desc(voiceEditions.number)).get();
  tx.insert(voiceEditions)
    .values({
      number: (last?.number ?? 0) + 1,
      fromMonth: last ? addMonths(last.toMonth, 1) : monthOfRow(rows[0]!.id),
      toMonth,
      figures: JSON.stringify(figuresOf(rows.map(answersOf))),
    })
    .run();
  tx.delete(voices).where(its).run();
  return true;
}
