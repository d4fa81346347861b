import { eq, sql } from 'drizzle-orm';
import { holds, staffNotes } from '#db/schema';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { remindersOf } from './telling/reminders.server';
import { openingsOf } from './managing/openings.server';
import { ownRows, readRequest } from './requests.server';
import { supportersEver } from './joining/supporters.server';

/** Everything held about a practitioner in this room, for "your data". */

/**
 * Their requests, with who opened each, who comes along, which reminders there were, and how many notes staff wrote
 * for each other: those are given by a person, who looks first whether somebody else is in them (docs/decisions/0025).
 */
export const everythingAboutRequests = (actor: Person) =>
  ownRows(database(), actor).map(({ id, reference }) => ({
    ...readRequest(actor, reference),
    openings: openingsOf(id),
    supporters: supportersEver(database(), id),
    reminders: remindersOf(database(), id).map(({ channel, dueAt, state }) => ({
      channel,
      dueAt,
      state,
    })),
    staffNotes: staffNotesOn(id),
  }));

const staffNotesOn = (requestId: string): number =>
  database()
    .select({ count: sql<number>`count(*)` })
    .from(staffNotes)
    .where(eq(staffNotes.requestId, requestId))
    .get()!.count;

/** The time that is kept for the acting person while they make up their mind, or null. */
export const heldTimeOf = ({ accountId }: Person): { startsAt: number; expiresAt: number } | null =>
  database()
    .select({ startsAt: holds.startsAt, expiresAt: holds.expiresAt })
    .from(holds)
    .where(eq(holds.accountId, accountId))
    .get() ?? null;
