import { eq, sql } from 'drizzle-orm';
import { holds, noteDrafts, staffNotes } from '#db/schema';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { readDocuments } from './documents/documents.server';
import { remindersOf } from './telling/reminders.server';
import { openingsOf } from './managing/openings.server';
import { ownRows, readRequest } from './requests.server';
import { readRecord } from './record/record.server';
import { supportersEver } from './joining/supporters.server';

/** Everything held about a practitioner in this room, for "your data". */

/**
 * Their requests, with who opened each, who comes along, which reminders and contacts there were, what was agreed, and how many notes staff wrote
 * for each other: those are given by a person, who looks first whether somebody else is in them (docs/decisions/0025).
 */
export const everythingAboutRequests = (actor: Person) =>
  ownRows(database(), actor).map(({ id, reference }) => {
    const view = readRequest(actor, reference);
    const { notes, contacts } = readRecord(actor, view);
    return {
      ...view,
      contacts,
      agreedActions: notes.flatMap(({ version, actions }) =>
        actions.map(({ owner, words, dueOn, doneAt }) => ({
          version,
          owner,
          words,
          dueOn,
          doneAt,
        })),
      ),
      noteDraft: hasNoteDraft(id),
      documents: readDocuments(actor, reference),
      openings: openingsOf(id),
      supporters: supportersEver(database(), id),
      reminders: remindersOf(database(), id).map(({ channel, dueAt, state }) => ({
        channel,
        dueAt,
        state,
      })),
      staffNotes: staffNotesOn(id),
    };
  });

const hasNoteDraft = (requestId: string): boolean =>
  database()
    .select({ at: noteDrafts.at })
    .from(noteDrafts)
    .where(eq(noteDrafts.requestId, requestId))
    .get() !== undefined;

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
