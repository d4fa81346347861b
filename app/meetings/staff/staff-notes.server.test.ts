import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { audit, requests, staffNotes } from '#db/schema';
import { database, inTransaction } from '~/platform/database.server';
import { person } from '../../../tests/support/people';
import { send } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import { everythingAboutRequests } from '../held.server';
import { eraseWords } from '../erasing.server';
import { readRequest, requestIdOf } from '../requests.server';
import { readStaffNotes, writeStaffNote } from './staff-notes.server';

async function sent() {
  const practitioner = person('practitioner');
  const adviser = person('adviser', 'north');
  return { practitioner, adviser, reference: await send(practitioner) };
}

const notThere = (work: () => unknown) => {
  expect(work).toThrow(expect.objectContaining({ status: 404 }));
};

describe('a note for colleagues', () => {
  it('is there for whoever answers the request, with who wrote it and when', async () => {
    const { adviser, reference } = await sent();
    expect(writeStaffNote(adviser, reference, ' Rang the trust.\r\nThey call back. ')).toEqual({
      done: true,
    });
    writeStaffNote(person('lead'), reference, 'Thank you.');
    const notes = readStaffNotes(person('adviser', 'north'), reference);
    expect(notes.map(({ words }) => words)).toEqual([
      'Rang the trust.\nThey call back.',
      'Thank you.',
    ]);
    expect(notes[0]!.author).toMatch(/^adviser /);
  });

  it('is never shown to the practitioner, nor in what is held about their request', async () => {
    const { practitioner, adviser, reference } = await sent();
    writeStaffNote(adviser, reference, 'Seldom word');
    notThere(() => readStaffNotes(practitioner, reference));
    notThere(() => writeStaffNote(practitioner, reference, 'Mine'));
    const shown = [readRequest(practitioner, reference), everythingAboutRequests(practitioner)];
    expect(JSON.stringify(shown)).not.toContain('Seldom word');
  });

  it('is not there for another team, nor for who stepped aside', async () => {
    const { adviser, reference } = await sent();
    writeStaffNote(adviser, reference, 'A note');
    notThere(() => readStaffNotes(person('adviser', 'wales'), reference));
    notThere(() => writeStaffNote(person('adviser', 'wales'), reference, 'Mine'));
    await changeRequest(adviser, reference, { change: 'step-aside' });
    notThere(() => readStaffNotes(adviser, reference));
    notThere(() => writeStaffNote(adviser, reference, 'More'));
  });

  it('is one note when the button is pressed twice, and two when the words differ', async () => {
    const { adviser, reference } = await sent();
    for (const words of ['One', 'One', 'Two', 'One']) writeStaffNote(adviser, reference, words);
    expect(readStaffNotes(adviser, reference).map(({ words }) => words)).toEqual([
      'One',
      'Two',
      'One',
    ]);
  });

  it('says something, in no more words than we can take', async () => {
    const { adviser, reference } = await sent();
    const because = (words: string) => writeStaffNote(adviser, reference, words);
    expect(because('  ')).toEqual({ done: false, because: 'words-missing' });
    expect(because('a'.repeat(2001))).toEqual({ done: false, because: 'words-too-long' });
  });

  it('goes with the words of the request, and none is written afterwards', async () => {
    const { adviser, reference } = await sent();
    writeStaffNote(adviser, reference, 'A note');
    inTransaction((tx) => eraseWords(tx, requestIdOf(adviser, reference)!));
    expect(readStaffNotes(adviser, reference)).toEqual([]);
    expect(writeStaffNote(adviser, reference, 'Later')).toEqual({
      done: false,
      because: 'not-now',
    });
  });

  it('is sealed, and leaves a line in the audit trail without a word of it', async () => {
    const { adviser, reference } = await sent();
    writeStaffNote(adviser, reference, 'Seldom word');
    const { id } = database()
      .select()
      .from(requests)
      .where(eq(requests.reference, reference))
      .get()!;
    const row = database().select().from(staffNotes).where(eq(staffNotes.requestId, id)).get()!;
    expect(row.sealedWords).not.toContain('Seldom');
    const lines = database()
      .select()
      .from(audit)
      .where(and(eq(audit.subject, id), eq(audit.action, 'staff-note-written')))
      .all();
    expect(lines).toMatchObject([{ actorId: adviser.accountId, detail: null }]);
  });
});
