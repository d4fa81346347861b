import { and, eq } from 'drizzle-orm';
import { events } from '#db/schema';
import type { Tx } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { wordsOf, type Asked } from '../asked';
import type { Result } from '../effects.server';
import type { RequestRow } from '../requests.server';
import { settings } from '../settings';

/** Writing an account, and what was found out about its points. */

/** A new point, or another version of one. Its number is what the event keeps. */
export function writePoint(
  tx: Tx,
  row: RequestRow,
  asked: Extract<Asked, { change: 'write-point' }>,
): Result {
  if (!wordsOf(asked)) return { because: 'words-missing' };
  const highest = highestPoint(tx, row.id);
  if (asked.point === null) {
    return highest < settings.mostPoints
      ? { detail: String(highest + 1) }
      : { because: 'too-many' };
  }
  return isPoint(asked.point, highest) ? { detail: String(asked.point) } : { because: 'not-there' };
}

/** What was found out, on a day that is not ahead. */
export function clarifyPoint(
  tx: Tx,
  row: RequestRow,
  asked: Extract<Asked, { change: 'clarify-point' }>,
): Result {
  if (!wordsOf(asked)) return { because: 'words-missing' };
  if (asked.on > today(clock.now())) return { because: 'day-not-yet' };
  return isPoint(asked.point, highestPoint(tx, row.id)) ? {} : { because: 'not-there' };
}

const isPoint = (point: number, highest: number): boolean =>
  Number.isInteger(point) && point >= 1 && point <= highest;

/** Points are numbered from 1; 0 when there is none. */
function highestPoint(tx: Tx, requestId: string): number {
  const written = tx
    .select({ detail: events.detail })
    .from(events)
    .where(and(eq(events.requestId, requestId), eq(events.change, 'write-point')))
    .all();
  return Math.max(0, ...written.map(({ detail }) => Number(detail)));
}
