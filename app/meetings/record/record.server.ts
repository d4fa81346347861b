import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { readRequest, readRow, type RequestView } from '../requests.server';
import { accountOf, type Point } from './account';
import { followUpsOf, numberForTexts } from './follow-ups.server';
import { notesOf, type NoteVersion } from './note';
import { actionsByVersion } from './note.server';

/** A planned contact, as both sides read it. */
export interface Contact {
  dueOn: string | null;
  afterClosing: boolean;
  channel: 'email' | 'text' | 'call';
  plannedBy: 'practitioner' | 'adviser';
  state: 'waiting' | 'due' | 'answered' | 'stopped';
}

/** What is written into a request beside its meeting. */
export interface RequestRecord {
  account: Point[];
  notes: NoteVersion[];
  contacts: Contact[];
  /** Where a text to the practitioner would go; null where none can be sent. */
  textNumber: string | null;
}

/** The record of a request, of which the acting person has read the rest. @throws a 404 response when it is not theirs. */
export function readRecord(actor: Person, { reference, events }: RequestView): RequestRecord {
  const row = readRow(database(), actor, reference);
  return {
    account: accountOf(events),
    notes: notesOf(events, actionsByVersion(database(), row.id)),
    contacts: followUpsOf(database(), row.id).map(
      ({ dueOn, afterClosing, channel, plannedBy, state }) => ({
        dueOn,
        afterClosing,
        channel,
        plannedBy,
        state,
      }),
    ),
    textNumber: row.sealedAnswers === '' ? null : numberForTexts(row),
  };
}

/** A request that was sent, and its record, for the pages of its practitioner. @throws a 404 response for anything else. */
export function readOwnRecord(
  actor: Person,
  reference: string,
): { view: RequestView; record: RequestRecord } {
  const view = readRequest(actor, reference);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  return { view, record: readRecord(actor, view) };
}
