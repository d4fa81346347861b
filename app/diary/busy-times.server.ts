import { runInNewContext } from 'node:vm';
import { count, eq, lte, max, min } from 'drizzle-orm';
import { busyTimes } from '#db/schema';
import type { Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { newId } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { clock, day, second } from '~/platform/time/clock';
import { bounds } from './asked';
import { NoCalendar, readBusyTimes, TooMuch, type BusyReading } from './calendar-file';
import { whoseDiary } from './keeper.server';

/** Busy times an adviser brings from another calendar, as a file: when, never what (docs/decisions/0027). */

/** Nothing further ahead is kept: no team offers meetings there. */
const ahead = bounds.horizonDays.most * day;

/** As many as a year of nine busy stretches every working day; each costs a look when times are worked out. */
const mostSpans = 5000;

/** A file that is read for longer was made to be. */
const longestReading = 2 * second;

/** Bytes of a calendar file: the calendar of many years. */
export const largestCalendarFile = 1024 * 1024;

/**
 * - `no-calendar`: it is not a calendar file.
 * - `too-large`: more than a megabyte.
 * - `too-much`: it unfolds to more than can be read, or kept.
 */
export type NotBrought = 'no-calendar' | 'too-large' | 'too-much';

export type Brought =
  | ({ done: true; kept: number } & Pick<BusyReading, 'unknownZones' | 'unreadable'>)
  | { done: false; because: NotBrought };

/** Keeps when the file says the acting adviser is busy, in place of what an earlier file said. */
export function bringBusyTimes(actor: Person, file: Buffer): Brought {
  if (file.byteLength > largestCalendarFile) return { done: false, because: 'too-large' };
  const now = clock.now();
  const read = readInTime(file.toString('utf8'), { startsAt: now, endsAt: now + ahead });
  if (typeof read === 'string') return { done: false, because: read };
  const { busy, unknownZones, unreadable } = read;
  if (busy.length > mostSpans) return { done: false, because: 'too-much' };
  inTransaction((tx) => {
    const { id: adviserId } = whoseDiary(tx, actor, actor.accountId);
    tx.delete(busyTimes).where(eq(busyTimes.adviserId, adviserId)).run();
    for (let from = 0; from < busy.length; from += 500) {
      const rows = busy.slice(from, from + 500);
      tx.insert(busyTimes)
        .values(rows.map((span) => ({ id: newId(), adviserId, ...span })))
        .run();
    }
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'availability-changed',
      subject: adviserId,
      detail: 'busy-times',
    });
  });
  return { done: true, kept: busy.length, unknownZones, unreadable };
}

/**
 * Reads a file, and stops when that takes too long: a rule for repeating can be written that has no next time, and
 * then the library looks for one for ever. Node can end what it runs in a context of its own, whatever it calls.
 */
function readInTime(
  text: string,
  within: Parameters<typeof readBusyTimes>[1],
): BusyReading | NotBrought {
  try {
    return runInNewContext(
      'read()',
      { read: () => readBusyTimes(text, within) },
      { timeout: longestReading },
    ) as BusyReading;
  } catch (error) {
    if (error instanceof NoCalendar) return 'no-calendar';
    const tookTooLong = (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    if (error instanceof TooMuch || tookTooLong) return 'too-much';
    throw error;
  }
}

/** How much the acting adviser has brought that is still ahead, and from when to when; null for nothing. */
export function broughtBusyTimes(
  actor: Person,
): { spans: number; from: number; until: number } | null {
  const { spans, from, until } = database()
    .select({ spans: count(), from: min(busyTimes.startsAt), until: max(busyTimes.endsAt) })
    .from(busyTimes)
    .where(eq(busyTimes.adviserId, actor.accountId))
    .get()!;
  return spans === 0 ? null : { spans, from: from!, until: until! };
}

/** Forgets every busy time the acting adviser brought. */
export function forgetBusyTimes(actor: Person): void {
  inTransaction((tx) => {
    const { id: adviserId } = whoseDiary(tx, actor, actor.accountId);
    tx.delete(busyTimes).where(eq(busyTimes.adviserId, adviserId)).run();
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'availability-changed',
      subject: adviserId,
      detail: 'busy-times',
    });
  });
}

/** Retention: what is past is nobody's business. @returns how many went. */
export const purgeBusyTimes = (): number =>
  database().delete(busyTimes).where(lte(busyTimes.endsAt, clock.now())).run().changes;
