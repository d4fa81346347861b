import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { eq, like } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audit, documentChunks, documents, events, outbox, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { config, parseConfig } from '~/platform/config.server';
import { database, inTransaction } from '~/platform/database.server';
import { rotateKeys } from '~/platform/rotation.server';
import { clock, day, hour } from '~/platform/time/clock';
import { runTask } from '~/tasks.server';
import { Clamd, virus } from '../../../tests/support/clamd';
import { aDocx, aJpeg, aPdf, aPng, aZip } from '../../../tests/support/documents';
import { person } from '../../../tests/support/people';
import { send } from '../../../tests/support/requests';
import { aFormId, documentForm, type DocumentForm } from '../../../tests/support/sent-documents';
import { changeRequest, eraseOwnRequests } from '../changes.server';
import { eraseOldWords, eraseWords } from '../erasing.server';
import { readRequest, readRow } from '../requests.server';
import {
  beginArrival,
  checkUnchecked,
  describeArrival,
  openDocument,
  purgeArrivals,
  readDocument,
  readDocuments,
} from './documents.server';
import { documentLimits } from './kinds';
import { receiveDocument } from './receive.server';
import { chunkSize, writerOf } from './store.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

let practitioner: Person;
let adviser: Person;
let reference: string;

beforeEach(async () => {
  practitioner = person('practitioner');
  adviser = person('adviser', 'north');
  reference = await send(practitioner);
  await changeRequest(adviser, reference, { change: 'record-identity', how: 'seen-before' });
});

const receive = (actor: Person, form: DocumentForm | FormData = {}, its = reference) =>
  receiveDocument(
    actor,
    its,
    new Request('http://portal.example.test', {
      method: 'POST',
      body: form instanceof FormData ? form : documentForm(form),
    }),
  );

/** Sends a document that is taken. @returns its id. */
async function taken(actor: Person, form: DocumentForm = {}): Promise<string> {
  const received = await receive(actor, form);
  if (!received.done) throw new Error(JSON.stringify(received));
  return received.id;
}

/** The bytes of a document, as its reader gets them. */
async function opened(actor: Person, id: string): Promise<Buffer> {
  const { stream } = openDocument(actor, reference, id);
  return Buffer.from(await new Response(stream).arrayBuffer());
}

const rows = () => database().select().from(documents).all();
const chunksIn = (id: string) =>
  database().select().from(documentChunks).where(eq(documentChunks.documentId, id)).all();
const requestId = () => readRow(database(), practitioner, reference).id;

const notThere = async (work: () => unknown) => {
  const answer = await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  expect(answer).toBeInstanceOf(Response);
  expect((answer as Response).status).toBe(404);
};

describe('a letter that an adviser shares', () => {
  it('is there for the practitioner, who is told, and both see that it was opened', async () => {
    const letter = aPdf('', 600_000);
    const id = await taken(adviser, { title: 'Our letter', kind: 'advice-letter', file: letter });
    const [theirs] = readDocuments(practitioner, reference);
    expect(theirs).toMatchObject({
      id,
      number: 1,
      by: 'adviser',
      kind: 'advice-letter',
      type: 'pdf',
      bytes: letter.length,
      title: 'Our letter',
      scan: 'unchecked',
      isOpened: false,
      openings: [],
    });
    const { events: timeline } = readRequest(practitioner, reference);
    expect(timeline.at(-1)).toMatchObject({ change: 'share-document', by: 'adviser', detail: id });
    const told = database().select().from(outbox).where(eq(outbox.requestId, requestId())).all();
    expect(told.at(-1)).toMatchObject({ audience: 'practitioner' });

    expect((await opened(practitioner, id)).equals(letter)).toBe(true);
    await opened(practitioner, id);
    const seenBy = (reader: Person) => readDocument(reader, reference, id);
    expect(seenBy(practitioner)).toMatchObject({
      isOpened: true,
      openings: [{ isYou: true, role: 'practitioner', name: null, times: 1 }],
    });
    expect(seenBy(adviser).openings).toMatchObject([{ isYou: false, role: 'practitioner' }]);
    await opened(adviser, id);
    expect(seenBy(practitioner).openings).toHaveLength(2);
    expect(seenBy(practitioner).openings.find(({ role }) => role === 'adviser')).toMatchObject({
      isYou: false,
      name: expect.stringMatching(/adviser/) as string,
    });
  });

  it('is not taken before it is known whom we speak to, and nothing is kept of it', async () => {
    const other = await send(person('practitioner'));
    const received = await receive(adviser, { kind: 'other' }, other);
    expect(received).toMatchObject({ done: false, because: 'identity-first' });
    expect(received).toMatchObject({ typed: { title: 'Letter from the trust' } });
    expect(rows().filter(({ state }) => state === 'arriving')).toEqual([]);
  });

  it('needs to be called something, and a kind; what was typed comes back', async () => {
    const long = 'a'.repeat(documentLimits.longestTitle + 1);
    for (const [form, wrong] of [
      [{ title: ' \u202e ' }, { title: 'missing' }],
      [{ title: long }, { title: 'too-long' }],
      [{ kind: 'made-up' }, { kind: 'missing' }],
      [
        { title: '', file: Buffer.from('words') },
        { title: 'missing', file: 'wrong-type' },
      ],
    ] as const) {
      const received = await receive(adviser, form);
      expect(received).toEqual({
        done: false,
        wrong,
        typed: { title: 'Letter from the trust', kind: 'other', ...kindAndTitle(form) },
      });
    }
    expect(rows().filter(({ requestId: its }) => its === requestId())).toEqual([]);
  });

  const kindAndTitle = ({ title, kind }: DocumentForm) => ({
    ...(title !== undefined && { title }),
    ...(kind !== undefined && { kind }),
  });
});

describe('what a practitioner sends', () => {
  it('is there for the adviser, whose turn it is now', async () => {
    const photo = aJpeg({ width: 4000, height: 3000 }, Buffer.alloc(400_000, 'points'));
    const id = await taken(practitioner, { file: photo, kind: 'advice-letter' });
    const [theirs] = readDocuments(adviser, reference);
    // What is a letter of advice, advisers say.
    expect(theirs).toMatchObject({ id, by: 'practitioner', kind: 'other', type: 'jpeg' });
    expect(readRequest(adviser, reference).waitingOn).toBe('us');
    expect((await opened(adviser, id)).equals(photo)).toBe(true);
  });

  it('may be any of four types, and its own name and type are never read', async () => {
    const names = [
      'a\r\nSet-Cookie: x=y.pdf',
      '../../etc/passwd',
      'a".exe',
      'letter\u202Efdp.exe',
      '',
    ];
    for (const [index, file] of [aPdf(), aDocx(), aPng(), aJpeg()].entries()) {
      const id = await taken(practitioner, { file, name: names[index]!, type: 'text/html' });
      expect(readDocument(adviser, reference, id).type).toBe(['pdf', 'docx', 'png', 'jpeg'][index]);
      const row = rows().find((each) => each.id === id);
      expect(JSON.stringify(row)).not.toMatch(/passwd|Set-Cookie|exe|html/);
    }
  });

  it('loses what is hidden behind a picture', async () => {
    const picture = aPng();
    const zip = aZip([{ name: 'run.exe', bytes: randomBytes(2 * chunkSize) }]);
    const id = await taken(practitioner, { file: Buffer.concat([picture, zip]) });
    expect((await opened(adviser, id)).equals(picture)).toBe(true);
    expect(readDocument(adviser, reference, id).bytes).toBe(picture.length);
    expect(chunksIn(id)).toHaveLength(1);
  });

  it('is refused with the reason, and nothing is kept of it', async () => {
    const chunksBefore = database().select().from(documentChunks).all().length;
    for (const [file, because] of [
      [Buffer.from('<svg onload="alert(1)"/>'), 'wrong-type'],
      [aPdf('1 0 obj << /S /JavaScript >> endobj\n'), 'active'],
      [Buffer.alloc(0), 'empty'],
      [Buffer.concat([aPng(), Buffer.alloc(documentLimits.largest)]), 'too-large'],
    ] as const) {
      const received = await receive(practitioner, { file });
      expect(received).toMatchObject({ done: false, wrong: { file: because } });
    }
    const none = documentForm();
    none.set('file', new Blob([]), '');
    expect(await receive(practitioner, none)).toMatchObject({ wrong: { file: 'missing' } });
    none.delete('file');
    expect(await receive(practitioner, none)).toMatchObject({ wrong: { file: 'missing' } });
    expect(database().select().from(documentChunks).all()).toHaveLength(chunksBefore);
    expect(rows().filter(({ requestId: its }) => its === requestId())).toEqual([]);
  });

  it('is one document, however often the button is pressed', async () => {
    const form = { form: aFormId() };
    const [first, second] = await Promise.all([
      taken(practitioner, form),
      taken(practitioner, form),
    ]);
    expect(second).toBe(first);
    expect(await taken(practitioner, form)).toBe(first);
    expect(readDocuments(adviser, reference)).toHaveLength(1);
    // The number of somebody else's form is no way to their document.
    const other = person('practitioner');
    const its = await send(other);
    const received = await receive(other, form, its);
    expect(received).toMatchObject({ done: true });
    expect(received).not.toMatchObject({ id: first });
  });

  it('is at most thirty documents, and sixty megabytes', async () => {
    const id = await taken(practitioner);
    const row = rows().find((each) => each.id === id)!;
    const more = (count: number, bytes: number) =>
      database()
        .insert(documents)
        .values(
          Array.from({ length: count }, (_, index) => ({
            ...row,
            id: `${id}-${index}`,
            formId: null,
            number: index + 2,
            bytes,
          })),
        )
        .run();
    more(documentLimits.most - 1, 1);
    expect(await receive(practitioner)).toMatchObject({ because: 'too-many' });
    database().update(documents).set({ state: 'taken-back' }).where(eq(documents.number, 30)).run();
    expect(await receive(practitioner)).toMatchObject({ done: true });
    database()
      .update(documents)
      .set({ bytes: documentLimits.mostBytes - 10 })
      .where(eq(documents.id, id))
      .run();
    database().update(documents).set({ state: 'taken-back' }).where(eq(documents.number, 29)).run();
    expect(await receive(practitioner)).toMatchObject({ because: 'too-many' });
  });

  it('is written as it comes: no more than a piece waits in memory', async () => {
    const file = aJpeg({ width: 4000, height: 3000 }, Buffer.alloc(9_000_000, 'points'));
    const whole = new Response(documentForm({ file }));
    const bytes = Buffer.from(await whole.arrayBuffer());
    let given = 0;
    let furthest = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const arriving = rows().find(({ state }) => state === 'arriving');
          const written = arriving ? chunksIn(arriving.id).length * chunkSize : 0;
          if (arriving) furthest = Math.max(furthest, given - written);
          if (given >= bytes.length) return controller.close();
          controller.enqueue(new Uint8Array(bytes.subarray(given, (given += 50_000))));
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request('http://portal.example.test', {
      method: 'POST',
      headers: { 'content-type': whole.headers.get('content-type')! },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(await receiveDocument(practitioner, reference, request)).toMatchObject({ done: true });
    expect(furthest).toBeGreaterThan(0);
    expect(furthest).toBeLessThan(2 * chunkSize);
  });

  it('that breaks off on its way leaves nothing', async () => {
    const whole = new Response(documentForm({ file: aPdf('', 700_000) }));
    const bytes = Buffer.from(await whole.arrayBuffer());
    const headers = { 'content-type': whole.headers.get('content-type')! };
    for (const part of [0.3, 0.9]) {
      const body = new Uint8Array(bytes.subarray(0, bytes.length * part));
      const request = new Request('http://portal.example.test', { method: 'POST', headers, body });
      await expect(receiveDocument(practitioner, reference, request)).rejects.toMatchObject({
        status: 400,
      });
    }
    expect(rows().filter(({ requestId: its }) => its === requestId())).toEqual([]);
  });
});

describe('a newer version', () => {
  it('stands beside the one before, which stays and says that it is older', async () => {
    const first = await taken(adviser, { title: 'Letter' });
    const second = await taken(adviser, { title: 'Letter, corrected', replaces: first });
    const [newest, before] = readDocuments(practitioner, reference);
    expect(newest).toMatchObject({ id: second, replacesId: first, replacedById: null });
    expect(before).toMatchObject({ id: first, replacedById: second, state: 'shared' });
    await opened(practitioner, first);
    // Taken back, it makes the one before the newest again.
    await changeRequest(adviser, reference, { change: 'take-back-document', documentId: second });
    expect(readDocument(practitioner, reference, first).replacedById).toBeNull();
    expect(await receive(adviser, { replaces: first })).toMatchObject({ done: true });
  });

  it('is not put in the place of what the other side shared, nor of what has one already', async () => {
    const first = await taken(adviser);
    const theirs = await taken(practitioner);
    await taken(adviser, { replaces: first });
    for (const replaces of [first, theirs, 'made-up'])
      expect(await receive(adviser, { replaces })).toMatchObject({ because: 'not-there' });
    expect(readDocuments(adviser, reference)).toHaveLength(3);
  });
});

describe('a document that is taken back', () => {
  it('is erased at once, and says when, by whom, and whether it had been opened', async () => {
    const id = await taken(adviser, { title: 'Somebody else’s letter' });
    await opened(practitioner, id);
    const asked = { change: 'take-back-document', documentId: id } as const;
    expect(await changeRequest(adviser, reference, asked)).toEqual({ done: true });
    expect(chunksIn(id)).toEqual([]);
    expect(rows().find((row) => row.id === id)).toMatchObject({
      state: 'taken-back',
      sealedTitle: null,
      sealedKey: null,
    });
    expect(readDocument(adviser, reference, id)).toMatchObject({ title: null, isOpened: true });
    await notThere(() => openDocument(practitioner, reference, id));
    // A second press finds it done.
    expect(await changeRequest(adviser, reference, asked)).toEqual({ done: true });
    const last = readRequest(practitioner, reference).events.at(-1);
    expect(last).toMatchObject({ change: 'take-back-document', by: 'adviser' });
  });

  it('is so only by the side that shared it', async () => {
    const ours = await taken(adviser);
    const theirs = await taken(practitioner);
    for (const [actor, documentId] of [
      [practitioner, ours],
      [adviser, theirs],
      [practitioner, 'made-up'],
    ] as const) {
      const asked = { change: 'take-back-document', documentId } as const;
      expect(await changeRequest(actor, reference, asked)).toEqual({
        done: false,
        because: 'not-there',
      });
    }
    const colleague = person('adviser', 'north');
    const asked = { change: 'take-back-document', documentId: ours } as const;
    expect(await changeRequest(colleague, reference, asked)).toEqual({ done: true });
  });
});

describe('a document of somebody else', () => {
  it('is not there: not for another practitioner, another team, or who stepped aside', async () => {
    const id = await taken(practitioner);
    const aside = person('adviser', 'north');
    await changeRequest(aside, reference, { change: 'step-aside' });
    const before = rows().length;
    for (const stranger of [person('practitioner'), person('adviser', 'wales'), aside]) {
      await notThere(() => readDocuments(stranger, reference));
      await notThere(() => readDocument(stranger, reference, id));
      await notThere(() => openDocument(stranger, reference, id));
      await notThere(() => receive(stranger));
      const asked = { change: 'take-back-document', documentId: id } as const;
      await notThere(() => changeRequest(stranger, reference, asked));
    }
    expect(rows()).toHaveLength(before);
    expect(readDocument(practitioner, reference, id).openings).toEqual([]);
  });

  it('is not there under one’s own request either, nor one that is still arriving', async () => {
    const id = await taken(practitioner);
    const other = person('practitioner');
    const own = await send(other);
    await notThere(() => openDocument(other, own, id));
    await notThere(() => readDocument(other, own, id));
    database().update(documents).set({ state: 'arriving' }).where(eq(documents.id, id)).run();
    await notThere(() => openDocument(practitioner, reference, id));
    // Nobody makes somebody else's arrival a part of the request.
    const asked = { change: 'share-document', documentId: id } as const;
    expect(await changeRequest(adviser, reference, asked)).toMatchObject({ because: 'not-there' });
    database().delete(documents).where(eq(documents.id, id)).run();
  });
});

describe('how long documents are kept', () => {
  it('what never came whole goes within the hour', async () => {
    const id = await taken(practitioner);
    database().update(documents).set({ state: 'arriving' }).where(eq(documents.id, id)).run();
    clock.now = () => now() + hour / 3;
    expect(purgeArrivals()).toBe(0);
    clock.now = () => now() + hour;
    expect(purgeArrivals()).toBe(1);
    expect(chunksIn(id)).toEqual([]);
  });

  it('they go with the words of their request, and nothing is added after that', async () => {
    const id = await taken(practitioner);
    clock.now = () => now() + 366 * day;
    eraseOldWords();
    expect(rows().find((row) => row.id === id)).toBeUndefined();
    expect(chunksIn(id)).toEqual([]);
    expect(await receive(practitioner)).toMatchObject({ because: 'not-now' });
    expect(rows().filter(({ requestId: its }) => its === requestId())).toEqual([]);
  });

  it('one that arrives while the words are erased is not kept', async () => {
    const its = requestId();
    const row = beginArrival(practitioner, its);
    const writer = writerOf(row);
    writer.write(aPng());
    writer.end();
    const described = { title: 'Letter', kind: 'other', type: 'png', scan: 'unchecked' } as const;
    const bytes = aPng().length;
    describeArrival({ ...row, bytes }, { ...described, bytes, replacesId: null, formId: null });
    database().update(requests).set({ sealedAnswers: '' }).where(eq(requests.id, its)).run();
    const asked = { change: 'send-document', documentId: row.id } as const;
    expect(await changeRequest(practitioner, reference, asked)).toMatchObject({
      because: 'not-now',
    });
    inTransaction((tx) => eraseWords(tx, its));
    expect(chunksIn(row.id)).toEqual([]);
  });

  it('they are in a backup, as they are here', async () => {
    const id = await taken(practitioner, { file: aPdf('', 600_000) });
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-documents-'));
    const { worked } = await runTask(['backup', path.join(folder, 'backup.sqlite')]);
    expect(worked).toBe(true);
    const copy = new Database(path.join(folder, 'backup.sqlite'), { readonly: true });
    const chunks = copy.prepare(
      'select document_id as documentId, "index", bytes from document_chunks where document_id = ?',
    );
    expect(chunks.all(id)).toEqual(chunksIn(id));
    copy.close();
    rmSync(folder, { recursive: true });
  });

  it('they open with the newest key, whenever they were sent', async () => {
    const file = aPdf('', 300_000);
    const id = await taken(practitioner, { file, title: 'Letter' });
    const before = rows().find((row) => row.id === id)!;
    await rotateKeys(() => {});
    const after = rows().find((row) => row.id === id)!;
    expect(after.sealedKey).not.toBe(before.sealedKey);
    expect((await opened(adviser, id)).equals(file)).toBe(true);
    expect(readDocument(adviser, reference, id).title).toBe('Letter');
  });
});

describe('a virus scanner', () => {
  const clamd = new Clamd();
  beforeAll(() => clamd.start());
  afterAll(() => clamd.stop());
  afterEach(() => {
    config().clamav = undefined;
    clamd.manner = 'looks';
  });
  const configure = () => {
    config().clamav = parseConfig({ PORTAL_CLAMAV: clamd.address }).clamav;
  };
  const infected = () => aPdf(`7 0 obj (${virus}) endobj\n`);

  it('finds nothing in what is kept as checked', async () => {
    configure();
    const file = aPdf('', 300_000);
    const id = await taken(practitioner, { file });
    expect(readDocument(adviser, reference, id).scan).toBe('clean');
    expect(clamd.seen.at(-1)!.equals(file)).toBe(true);
  });

  it('keeps out what has a virus', async () => {
    configure();
    const received = await receive(practitioner, { file: infected() });
    expect(received).toMatchObject({ done: false, wrong: { file: 'virus' } });
    expect(rows().filter(({ requestId: its }) => its === requestId())).toEqual([]);
  });

  it('that is not there, or does not answer, leaves what came as not checked', async () => {
    const without = await taken(practitioner);
    configure();
    clamd.manner = 'hangs-up';
    const unanswered = await taken(practitioner);
    for (const id of [without, unanswered])
      expect(readDocument(adviser, reference, id).scan).toBe('unchecked');
    expect(await checkUnchecked()).toBe(0);
  });

  it('looks later at what nobody has checked, and removes what has a virus, and both hear', async () => {
    const clean = await taken(adviser);
    const bad = await taken(adviser, { file: infected() });
    expect(await checkUnchecked()).toBe(0);
    configure();
    expect(await checkUnchecked()).toBeGreaterThan(1);
    expect(readDocument(practitioner, reference, clean).scan).toBe('clean');
    expect(readDocument(practitioner, reference, bad)).toMatchObject({
      state: 'removed',
      title: null,
      scan: 'infected',
    });
    expect(chunksIn(bad)).toEqual([]);
    await notThere(() => openDocument(practitioner, reference, bad));
    const key = like(outbox.idempotencyKey, `document-removed:${bad}:%`);
    const told = database().select().from(outbox).where(key).all();
    expect(new Set(told.map(({ audience }) => audience))).toEqual(
      new Set(['adviser', 'practitioner']),
    );
    const noted = database().select().from(audit).where(eq(audit.subject, bad)).all();
    expect(noted).toMatchObject([{ action: 'document-removed', actorId: 'portal' }]);
    expect(await checkUnchecked()).toBe(0);
  });
});

it('whoever erases their account takes their documents with them', async () => {
  const id = await taken(practitioner);
  await taken(adviser);
  inTransaction((tx) => eraseOwnRequests(tx, practitioner));
  expect(rows().find((row) => row.id === id)).toBeUndefined();
  const kept = database().select().from(events).where(eq(events.detail, id)).all();
  expect(kept.map(({ change }) => change)).toEqual(['send-document']);
});
