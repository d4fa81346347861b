import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentHeaders, privateHeaders } from '~/platform/http/headers';
import { aDocx, aJpeg, aPdf, aPng } from '../support/documents';
import { answersForms } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { documentForm, sendDocument, sentDocument } from '../support/sent-documents';
import { Visitor } from '../support/visitor';

/** Documents over http: what a file is sent as, who gets it, and what comes of files made to do harm. */

/** Only ends what hangs. */
const patience = { timeout: 60_000 };

let portal: RunningPortal;
let file: PortalFile;
let amina: Visitor;
let tomasz: Visitor;
let ruth: Visitor;
let gwen: Visitor;
let reference: string;
let theirs: string;
let desk: string;
beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  [amina, tomasz, ruth, gwen] = [
    await new Visitor(portal).signIn('amina.demo@example.test'),
    await new Visitor(portal).signIn('tomasz.demo@example.test'),
    await new Visitor(portal).signIn('adviser.north@example.test'),
    await new Visitor(portal).signIn('adviser.wales@example.test'),
  ];
  reference = await sentRequest(amina);
  theirs = `/meetings/${reference}`;
  desk = `/adviser/requests/${reference}`;
  await ruth.send(`${desk}/record-identity`, { how: 'seen-before' });
});
afterAll(async () => {
  file.close();
  await portal.stop();
});

async function sentRequest(who: Visitor): Promise<string> {
  await who.send('/meetings/new', {});
  for (const [step, fields] of answersForms) await who.send(`/meetings/new/${step}`, fields);
  const sent = await who.send('/meetings/new/check', {});
  return /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
}

const idOf = (page: string) => page.split('/').at(-1)!;
const openingsOf = (page: string) =>
  file.rows(`select * from audit where action = 'document-opened' and subject = ?`, idOf(page))
    .length;
/** What is kept, in short: the bytes of documents would take long to compare. */
const kept = () => [
  file.rows('select id, state, number, sealed_title, ended_at from documents order by id'),
  file.rows('select document_id, "index", length(bytes) from document_chunks order by 1, 2'),
];

const lower = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);

describe('a file', () => {
  const kinds = [
    ['application/pdf', 'pdf', aPdf('', 700_000)],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx', aDocx()],
    ['image/png', 'png', aPng()],
    ['image/jpeg', 'jpg', aJpeg()],
  ] as const;

  it.each(kinds)(
    'is sent as %s, to be saved, and nothing in it can run',
    async (type, ending, bytes) => {
      const name = `"><script>alert(1)</script>\u202E.${ending}.html`;
      const page = await sentDocument(amina, theirs, { file: bytes, name, type: 'text/html' });
      for (const [who, at] of [
        [amina, page],
        [ruth, page.replace(theirs, desk)],
      ] as const) {
        const answer = await who.ask(`${at}/file`);
        expect(answer.status).toBe(200);
        for (const [header, value] of lower(documentHeaders))
          expect(answer.headers.get(header), header).toBe(value);
        expect(answer.headers.get('content-type')).toBe(type);
        expect(answer.headers.get('content-length')).toBe(String(bytes.length));
        expect(answer.headers.get('content-disposition')).toMatch(
          new RegExp(`^attachment; filename="document-\\d+\\.${ending}"$`),
        );
        expect(answer.headers.get('accept-ranges')).toBeNull();
        expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
        // What is said about it is a page like any other.
        const about = await who.ask(at);
        expect(about.headers.get('content-security-policy')).toBe(
          privateHeaders['Content-Security-Policy'],
        );
        expect(await about.text()).not.toMatch(/alert\(1\)|\.html/);
      }
    },
  );

  it('says the same to who asks for its headers only, and that is no opening', async () => {
    const page = await sentDocument(amina, theirs);
    const head = await ruth.ask(`${page.replace(theirs, desk)}/file`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(openingsOf(page)).toBe(0);
    await (await ruth.ask(`${page.replace(theirs, desk)}/file`)).arrayBuffer();
    expect(openingsOf(page)).toBe(1);
  });

  it('whose title is markup shows it as words', async () => {
    const title = '<img src=x onerror=alert(1)>';
    const page = await sentDocument(amina, theirs, { title });
    const text = await (await ruth.ask(page.replace(theirs, desk))).text();
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toContain('<img src=x');
  });

  it('that was changed in the database breaks off, and is never sent in part as if whole', async () => {
    const page = await sentDocument(amina, theirs, { file: aPdf('', 900_000) });
    file.run(
      `update document_chunks set bytes = zeroblob(1000) where document_id = ? and "index" = 2`,
      idOf(page),
    );
    const answer = await amina.ask(`${page}/file`);
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await expect.poll(portal.output, patience).toContain('an unexpected error');
    expect((await amina.ask(page)).status).toBe(200);
  });

  it('is read no faster than its reader takes it', async () => {
    const bytes = aJpeg({ width: 4000, height: 3000 }, Buffer.alloc(9_500_000, 'points'));
    const page = await sentDocument(amina, theirs, { file: bytes });
    // The last piece is broken: it is noticed when it is read, and not before.
    const last = file.rows<{ index: number }>(
      `select max("index") as "index" from document_chunks where document_id = ?`,
      idOf(page),
    )[0]!.index;
    file.run(
      `update document_chunks set bytes = zeroblob(1000) where document_id = ? and "index" = ?`,
      idOf(page),
      last,
    );
    const before = portal.output().length;
    const response = await slowly(amina, `${page}/file`);
    await new Promise((resolve) => response.once('readable', resolve));
    // Another page is answered meanwhile, so the portal has had its turn.
    for (let count = 0; count < 5; count += 1)
      expect((await ruth.ask('/adviser')).status).toBe(200);
    await expect
      .poll(() => portal.output().slice(before), patience)
      .toContain('"route":"/adviser"');
    expect(portal.output().slice(before)).not.toContain('an unexpected error');
    const ended = new Promise((resolve) => response.once('close', resolve));
    response.on('error', () => {}).resume();
    await ended;
    expect(response.complete).toBe(false);
    await expect
      .poll(() => portal.output().slice(before), patience)
      .toContain('an unexpected error');
  });
});

/** Asks, and takes nothing of the answer yet. */
function slowly(who: Visitor, path: string): Promise<http.IncomingMessage> {
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    http.get(portal.url + path, { headers: { cookie } }, resolve).on('error', reject);
  });
}

describe('a document of somebody else', () => {
  it('is not there, by any address, and leaves no trace of having been asked for', async () => {
    const page = await sentDocument(amina, theirs);
    const its = idOf(page);
    const own = `/meetings/${await sentRequest(tomasz)}`;
    const before = kept();
    const strangers: [Visitor, string][] = [
      [tomasz, theirs],
      [tomasz, own],
      [gwen, desk],
    ];
    for (const [who, request] of strangers) {
      for (const path of [`/documents/${its}`, `/documents/${its}/file`]) {
        for (const prefix of ['', '/cy']) {
          const theirAnswer = await who.ask(prefix + request + path);
          const nobodys = await who.ask(prefix + request + path.replace(its, 'none'));
          expect([theirAnswer.status, nobodys.status]).toEqual([404, 404]);
        }
      }
      const taken = await who.send(`${request}/documents/${its}`, { deed: 'take-back' });
      expect(taken.status).toBe(404);
    }
    for (const [who, request] of [
      [tomasz, theirs],
      [gwen, desk],
    ] as const) {
      expect((await sendDocument(who, request)).status).toBe(404);
      expect((await who.ask(`${request}/documents/new`)).status).toBe(404);
    }
    // Sides do not use each other's addresses; nobody gets in without signing in.
    expect((await amina.ask(`${desk}/documents/${its}/file`)).status).toBe(403);
    expect((await ruth.ask(`${page}/file`)).status).toBe(403);
    const visitor = new Visitor(portal);
    for (const path of [`${page}/file`, page, `${desk}/documents/${its}/file`])
      expect((await visitor.ask(path)).headers.get('location')).toMatch(/^\/sign-in\?/);
    expect((await sendDocument(visitor, theirs)).headers.get('location')).toMatch(/^\/sign-in\?/);
    expect(kept()).toEqual(before);
    expect(openingsOf(page)).toBe(0);
  });

  it('is not there for an adviser who stepped aside', async () => {
    const lead = await new Visitor(portal).signIn('lead@example.test');
    const mine = await sentRequest(amina);
    const page = await sentDocument(amina, `/meetings/${mine}`);
    const at = page.replace('/meetings/', '/adviser/requests/');
    expect((await ruth.ask(at)).status).toBe(200);
    await ruth.send(`/adviser/requests/${mine}/step-aside`, { sure: 'yes' });
    expect((await ruth.ask(at)).status).toBe(404);
    expect((await ruth.ask(`${at}/file`)).status).toBe(404);
    expect((await lead.ask(at)).status).toBe(200);
  });
});

describe('a file made to do harm', () => {
  it('is refused in words, with what was typed, and nothing is kept', async () => {
    const before = kept();
    const harmful: [Buffer, RegExp][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /this kind of/],
      [Buffer.from('<!doctype html><script>alert(1)</script>'), /this kind of file/],
      [aPdf('7 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj\n'), /a form, a program/],
      [Buffer.concat([aPdf(), Buffer.from('<script>alert(1)</script>')]), /hidden/],
      [aDocx([{ name: 'word/vbaProject.bin', bytes: 'macro' }]), /a form, a program/],
      [aDocx([{ name: 'word/a.xml', unpacked: 2 ** 31 }]), /very large/],
      [aPng(1, 1, { width: 60_000, height: 60_000 }), /very large/],
      [aPdf().subarray(0, 200), /not whole/],
      [Buffer.concat([aPng(), Buffer.alloc(10 * 1024 ** 2)]), /larger than 10 MB/],
    ];
    for (const [bytes, why] of harmful) {
      const answer = await sendDocument(amina, theirs, { file: bytes, title: 'What I typed' });
      expect(answer.status, String(why)).toBe(400);
      const text = await answer.text();
      expect(text).toMatch(why);
      expect(text).toContain('value="What I typed"');
    }
    expect(kept()).toEqual(before);
  });

  it('of any size is let come in as far as our page needs to say so, and no further', async () => {
    const thirty = await sendDocument(amina, theirs, { file: Buffer.alloc(31 * 1024 ** 2, 'a') });
    expect(thirty.status).toBe(400);
    expect(await thirty.text()).toMatch(/larger than 10 MB/);
    const forty = await sendDocument(amina, theirs, { file: Buffer.alloc(40 * 1024 ** 2, 'a') });
    expect(forty.status).toBe(413);
    expect(file.rows(`select * from documents where state = 'arriving'`)).toEqual([]);
  });

  it('comes from the portal’s own pages, or not at all', async () => {
    const before = kept();
    for (const headers of [{ origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
      const answer = await amina.ask(`${theirs}/documents/new`, {
        method: 'POST',
        body: documentForm(),
        headers,
      });
      expect(answer.status).toBe(403);
    }
    expect(kept()).toEqual(before);
  });

  it('is not kept when its sender goes away half-way', async () => {
    const whole = new Response(documentForm({ file: aPdf('', 3_000_000) }));
    const bytes = Buffer.from(await whole.arrayBuffer());
    const cookie = [...amina.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = http.request(`${portal.url}${theirs}/documents/new`, {
      method: 'POST',
      headers: {
        cookie,
        origin: portal.url,
        'content-type': whole.headers.get('content-type')!,
        'content-length': bytes.length,
      },
    });
    request.on('error', () => {}).write(bytes.subarray(0, 2_000_000));
    const arriving = `select * from documents where state = 'arriving'`;
    await expect.poll(() => file.rows(arriving).length, patience).toBe(1);
    request.destroy();
    await expect.poll(() => file.rows(arriving).length, patience).toBe(0);
  });
});

it('an adviser shares nothing before it is known whom they speak to', async () => {
  const mine = await sentRequest(tomasz);
  const answer = await sendDocument(ruth, `/adviser/requests/${mine}`);
  expect(answer.status).toBe(400);
  expect(file.rows('select * from documents where by = ?', 'adviser')).toEqual([]);
});
