import { and, eq } from 'drizzle-orm';
import { reminders } from '#db/schema';
import { newId } from '~/platform/crypto.server';
import type { Tx } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { wallClock } from '~/platform/time/london';
import type { Answers } from './questions';
import { reminderInstants } from './reminding';

/** Reminders of arranged meetings, as the practitioner wished for them. */

/** Plans the reminders of a meeting in place of any planned before. */
export function planReminders(
  tx: Tx,
  requestId: string,
  { reminders: wish }: Answers,
  startsAt: number,
): void {
  dropReminders(tx, requestId);
  const wallTime = wallClock(startsAt).slice(11);
  for (const dueAt of reminderInstants(wish?.reminders ?? [], startsAt, wallTime, clock.now())) {
    tx.insert(reminders)
      .values({
        id: newId(),
        requestId,
        channel: wish?.reminderWay ?? 'email',
        dueAt,
        state: 'waiting',
      })
      .run();
  }
}

/** Nobody is reminded of a meeting that is off. */
export const dropReminders = (tx: Tx, requestId: string): void =>
  void tx
    .update(reminders)
    .set({ state: 'dropped' })
    .where(and(eq(reminders.requestId, requestId), eq(reminders.state, 'waiting')))
    .run();
