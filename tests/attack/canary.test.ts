import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemas, steps, type Step } from '~/meetings/questions/questions';
import { placeOf, sealedColumns } from '~/platform/sealed-columns.server';
import { Authenticator } from '../support/authenticator';
import { canaryOf, fieldsIn, phoneCanaryOf, plainCanaryOf } from '../support/canary';
import { aPdf } from '../support/documents';
import { raiseByHttp } from '../support/concerns';
import { answersForms } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { sendDocument, sentDocument } from '../support/sent-documents';
import { runTask } from '../support/task';
import { Visitor } from '../support/visitor';

/**
 * Every personal field is filled with a word of its own. People see their words; the database, its logs of
 * writing, a backup and everything the portal prints show none of them.
 *
 * A new question is in by itself. Whoever adds another field puts its word in with `put('what it is')`: the last
 * test here fails until every sealed column is filled.
 */

const seed = Number(process.env.SEED ?? randomInt(2 ** 31));

/** Words that were put in and are kept, by field. */
const kept = new Map<string, string>();
/**
 * Words that went by and are never kept: what a private tool is asked, what a browser says of itself, an address,
 * codes and keys that people were shown once.
 */
const passing = new Map<string, string>();

const put = (field: string, word = canaryOf(seed, field)): string => {
  kept.set(field, word);
  return word;
};
const pass = (field: string, word = canaryOf(seed, field)): string => {
  passing.set(field, word);
  return word;
};

let portal: RunningPortal;
const backups = mkdtempSync(path.join(tmpdir(), 'portal-backups-'));
const backup = () => path.join(backups, 'backup.sqlite');

/** Everything people and staff were shown, and the messages they got. */
let seen = '';

/** Shows a page to somebody, and keeps what it says. */
async function look(person: Visitor, address: string): Promise<string> {
  const page = await (await person.ask(address)).text();
  seen += page;
  return page;
}

beforeAll(async () => {
  portal = await startPortal({ PORTAL_LOG_LEVEL: 'debug' });
  const practitioner = new Visitor(portal, rareBrowser());
  await practitioner.signIn(putAddress('address'));
  pass('session', practitioner.cookies.get('portal-session'));
  const adviser = await new Visitor(portal).signIn('adviser.north@example.test');
  const lead = await new Visitor(portal).signIn('lead@example.test');
  await look(practitioner, '/account');
  await look(practitioner, '/account/sessions');
  await look(practitioner, '/account/data');

  await passkeyAdded(practitioner);
  await addressChanging(practitioner);
  await formSentTooLate();

  await requestDeclined(practitioner, adviser);
  await requestCancelled(practitioner, adviser);
  await requestCancelledByAdviser(practitioner, adviser);
  await requestByVideo(practitioner, adviser);
  await requestTheyRingFor(practitioner, adviser);
  await concernRaised(practitioner, lead);
  await recordWritten(practitioner, adviser);
  await queueRead(adviser);
  await directoryKept();
  await staffInvited(lead);
  await voicesHeard(lead);
  // Fails when a value does not open in the place that the rotation knows: every room seals by the one rule.
  await runTask(portal.dataDir, 'keys', 'rotate');
  await toolsUsed(practitioner);
  await errorsProvoked(practitioner);
  await look(practitioner, '/account/data');
  seen += JSON.stringify(await portal.mailbox());
  await runTask(portal.dataDir, 'backup', backup());
}, 300_000);

afterAll(async () => {
  await portal.stop();
  rmSync(backups, { recursive: true, force: true });
});

/** A view of the queue is kept, and somebody is searched for who is not there. */
async function queueRead(adviser: Visitor) {
  await adviser.send('/adviser', { deed: 'save-view', view: put('name of a saved view') });
  await look(adviser, '/adviser');
  const words = pass('words of a search');
  seen += await (await adviser.send('/adviser', { deed: 'search', words })).text();
}

// Filling in

/** @returns an email address with a word of its own. */
const putAddress = (field: string): string =>
  `${put(field, plainCanaryOf(seed, field))}@example.test`;

/**
 * Headers of a browser. What is kept of them is not free text: only names from a list, so that nobody can write
 * into the message about a sign-in. The names searched for are therefore ones of the list that nothing else here
 * says, and the header has a word of its own beside them, of which nothing is kept at all.
 */
function rareBrowser(): Record<string, string> {
  const word = pass('browser', plainCanaryOf(seed, 'browser'));
  const name = put('name of a browser', 'K-Meleon');
  const system = put('system of a browser', 'PlayStation 4');
  return {
    'user-agent': `Mozilla/5.0 (${system} 9.00) Gecko/20100101 ${name}/76.4 ${word}`,
    referer: `http://localhost/${word}`,
  };
}

/** Fields of a question that take any words. */
const freeFields = (step: Step): string[] =>
  Object.entries(schemas[step].shape)
    .filter(([, field]) => field.safeParse('any words at all').success)
    .map(([name]) => name);

/** What makes every free field of a question count: nothing is dropped because it does not apply. */
const moreChoices: Partial<Record<Step, [string, string][]>> = {
  contact: [['ways', 'phone']],
  reminders: [['reminderWay', 'text']],
};

/** Fields that take an email address only. */
const addressFields: Partial<Record<Step, string>> = { supporter: 'supporterEmail' };

/** A form of one question with a word of its own in every free field. */
function formOf(step: Step, request: string): [string, string][] {
  const chosen = answersForms.find(([name]) => name === step)![1];
  const free = freeFields(step);
  const words = free.map((name): [string, string] => {
    const field = `${request}: ${name}`;
    const isNumber = /phone|number/i.test(name);
    return [name, isNumber ? put(field, phoneCanaryOf(seed, field)) : put(field)];
  });
  const more = moreChoices[step] ?? [];
  const address = addressFields[step];
  // A choice of which there is one is taken instead of the usual one; of ways, there may be several.
  const one = more.map(([name]) => name).filter((name) => name !== 'ways');
  return [
    ...chosen.filter(([name]) => !free.includes(name) && !one.includes(name)),
    ...more,
    ...words,
    ...(address ? [[address, putAddress(`${request}: ${address}`)] as [string, string]] : []),
  ];
}

/** A request that is filled in and sent. @returns its reference. */
async function sent(
  practitioner: Visitor,
  request: string,
  instead: Partial<Record<Step, [string, string][]>> = {},
): Promise<string> {
  await practitioner.send('/meetings/new', {});
  for (const step of steps) {
    const form = instead[step] ?? formOf(step, request);
    const answer = await practitioner.send(`/meetings/new/${step}`, form);
    expect(answer.status, step).toBe(302);
    await look(practitioner, `/meetings/new/${step}`);
  }
  const answer = await practitioner.send('/meetings/new/check', {});
  const location = answer.headers.get('location')!;
  expect(location).toMatch(/sent=1$/);
  return /\/meetings\/([^?]+)/.exec(location)![1]!;
}

/** The value of the first field of a name on a page. */
function valueOn(page: string, name: string): string {
  const tag = new RegExp(`<[^>]* name="${name}"[^>]*>`).exec(page)?.[0] ?? '';
  const value = /value="([^"]+)"/.exec(tag)?.[1];
  if (!value) throw new Error(`There is no ${name} on the page: ${page.slice(-3000)}`);
  return value;
}

/** The adviser offers the first time there is. */
async function offered(adviser: Visitor, reference: string): Promise<void> {
  const offering = `/adviser/requests/${reference}/offer-times`;
  const startsAt = valueOn(await look(adviser, offering), 'startsAt');
  await done(adviser, offering, { startsAt });
}

async function done(person: Visitor, address: string, form: Record<string, string>) {
  const answer = await person.send(address, form);
  const what = form.change ?? form.deed ?? form.step;
  expect(answer.status, `${what} at ${address}`).toBe(302);
}

/** The practitioner takes the time that is offered. */
async function accepted(practitioner: Visitor, reference: string): Promise<void> {
  const page = await look(practitioner, `/meetings/${reference}`);
  const offer = valueOn(page, 'offer');
  await done(practitioner, `/meetings/${reference}`, { change: 'accept', offer });
}

async function requestDeclined(practitioner: Visitor, adviser: Visitor) {
  const reference = await sent(practitioner, 'first');
  await offered(adviser, reference);
  const words = put('asking for other times');
  await done(practitioner, `/meetings/${reference}/change/ask-for-other-times`, { words });
  const reason = put('declining');
  await done(adviser, `/adviser/requests/${reference}/decline`, {
    reason: 'other',
    words: reason,
  });
  await look(practitioner, `/meetings/${reference}`);
  await look(adviser, `/adviser/requests/${reference}`);
}

/** What staff write about a request, to the practitioner and among themselves. */
async function staffWrite(adviser: Visitor, reference: string) {
  const about = `/adviser/requests/${reference}`;
  await done(adviser, `${about}/message`, { words: put('message of an adviser') });
  await done(adviser, `${about}/note`, { words: put('note of an adviser') });
  await done(adviser, `${about}/record-identity`, { how: 'seen-before' });
  await done(adviser, `${about}/state-our-part`, { words: put('our part in a case') });
  await documentShared(adviser, about);
  await done(adviser, `${about}/set-joining`, {
    by: 'phone',
    caller: 'them',
    number: put('number to ring', phoneCanaryOf(seed, 'number to ring')),
  });
  await done(adviser, '/adviser/employers', { deed: 'add', employer: put('advised employer') });
  await look(adviser, about);
  await look(adviser, '/adviser/employers');
}

/** A letter, whose file and title have words of their own, and whose sender calls the file something else. */
async function documentShared(adviser: Visitor, about: string) {
  const words = put('words of a document', plainCanaryOf(seed, 'words of a document'));
  const page = await sentDocument(adviser, about, {
    title: put('title of a document'),
    file: aPdf(`7 0 obj (${words}) endobj\n`, 300_000),
    name: `${pass('name of a document')}.pdf`,
  });
  await look(adviser, page);
  await look(adviser, `${page}/file`);
  const refused = {
    title: pass('title of a refused document'),
    file: Buffer.from(pass('refused')),
  };
  seen += await (await sendDocument(adviser, about, refused)).text();
}

async function requestCancelled(practitioner: Visitor, adviser: Visitor) {
  const reference = await sent(practitioner, 'second');
  await offered(adviser, reference);
  await accepted(practitioner, reference);
  const words = put('cancelling');
  await done(practitioner, `/meetings/${reference}/change/cancel`, { words });
  await look(adviser, `/adviser/requests/${reference}`);
}

async function requestCancelledByAdviser(practitioner: Visitor, adviser: Visitor) {
  const reference = await sent(practitioner, 'third');
  await offered(adviser, reference);
  await accepted(practitioner, reference);
  await staffWrite(adviser, reference);
  const words = put('cancelling by an adviser');
  await done(adviser, `/adviser/requests/${reference}/cancel`, { words });
  await look(practitioner, `/meetings/${reference}`);
}

async function requestByVideo(practitioner: Visitor, adviser: Visitor) {
  const reference = await sent(practitioner, 'fourth', { how: [['method', 'video']] });
  await offered(adviser, reference);
  await accepted(practitioner, reference);
  const page = await look(practitioner, `/meetings/${reference}`);
  put('video room', /https:\/\/meet\.example\.test\/([^"]+)"/.exec(page)![1]!);
}

/** A meeting ahead for which they ring us. */
async function requestTheyRingFor(practitioner: Visitor, adviser: Visitor) {
  const reference = await sent(practitioner, 'fifth');
  await offered(adviser, reference);
  await accepted(practitioner, reference);
  const number = put('number they ring', phoneCanaryOf(seed, 'number they ring'));
  const joining = { by: 'phone', caller: 'them', number };
  await done(adviser, `/adviser/requests/${reference}/set-joining`, joining);
  await look(practitioner, `/meetings/${reference}`);
}

/** A concern from its first word to its answer. */
async function concernRaised(practitioner: Visitor, lead: Visitor) {
  const reference = await raiseByHttp(practitioner, 'discrimination', {
    request: [['request', 'none']],
    who: [
      ['who', 'employer'],
      ['whoName', put('whom a concern is about')],
    ],
    what: [
      ['happened', put('what happened')],
      ['when', put('when it happened')],
    ],
    wanted: [['wanted', put('what they would like')]],
    name: [['name', put('name in a concern')]],
  });
  const [theirs, ours] = [`/concerns/${reference}`, `/adviser/concerns/${reference}`];
  await done(lead, `${ours}/acknowledge`, {});
  await done(practitioner, `${theirs}/add-words`, { words: put('words added to a concern') });
  const passedOn = { words: put('what is passed on'), more: put('to whom it is passed on') };
  await done(lead, `${ours}/pass-on`, { body: 'cqc', ...passedOn });
  const answer = { words: put('answer to a concern'), more: put('what we will do') };
  await done(lead, `${ours}/answer`, answer);
  await look(practitioner, theirs);
  await look(lead, ours);
}

/** A meeting that took place, and everything that is written into its request afterwards. */
async function recordWritten(practitioner: Visitor, adviser: Visitor) {
  const reference = await sent(practitioner, 'sixth');
  const [theirs, desk] = [`/meetings/${reference}`, `/adviser/requests/${reference}`];
  await offered(adviser, reference);
  await accepted(practitioner, reference);
  await done(adviser, `${desk}/record-identity`, { how: 'seen-before' });
  const file = new PortalFile(portal);
  file.moveMeeting(reference, Date.now() - 3_600_000 * 2);
  file.close();
  await done(adviser, `${desk}/record-held`, {});
  await done(practitioner, `${theirs}/account/new`, { words: put('point of an account') });
  await done(adviser, `${desk}/account/1`, {
    with: 'employer',
    on: '2026-01-05',
    result: 'otherwise',
    words: put('what was found out'),
  });
  const note = (which: string, change: string) => ({
    change,
    words: put(`${which} of a meeting`),
    owner1: 'practitioner',
    what1: put(`${which}: what is agreed`),
  });
  await done(adviser, `${desk}/meeting-note`, note('note', 'share-note'));
  await done(adviser, `${desk}/meeting-note`, note('draft of a note', 'draft'));
  await done(practitioner, `${theirs}/note`, {
    change: 'comment-on-note',
    version: '1',
    words: put('comment on a note'),
  });
  await done(practitioner, `${theirs}/following-up`, {
    change: 'reply-to-follow-up',
    how: 'struggling',
    words: put('how somebody is'),
  });
  for (const page of ['', '/account', '/note']) await look(practitioner, theirs + page);
  for (const page of ['', '/account', '/meeting-note']) await look(adviser, desk + page);
}

async function directoryKept() {
  const words = put('report of a reader');
  await done(new Visitor(portal), '/support/acas/report', { problem: 'hours', words });
  const editor = await new Visitor(portal).signIn('editor@example.test');
  await look(editor, '/adviser/content/acas');
  const on = new Date().toISOString().slice(0, 10);
  const entry = '/adviser/content/acas';
  await done(editor, entry, { change: 'check', on, note: put('note of an editor') });
  await done(editor, entry, { change: 'suspend', reason: put('reason of an editor') });
  await done(editor, entry, { change: 'restore', note: put('note on restoring') });
  await look(editor, entry);
}

async function passkeyAdded(practitioner: Visitor) {
  const page = await look(practitioner, '/account/passkeys');
  const options = /data-options="([^"]+)"/.exec(page)![1]!.replaceAll('&quot;', '"');
  const answer = JSON.stringify(new Authenticator(portal.url).make(options));
  const name = put('name of a passkey');
  await done(practitioner, '/account/passkeys', { change: 'add', name, answer });
  await look(practitioner, '/account/passkeys');
}

/** A new email address that waits for its codes. */
async function addressChanging(practitioner: Visitor) {
  await done(practitioner, '/account/email', { step: 'ask', email: putAddress('new address') });
  await look(practitioner, '/account/email');
}

/** A form whose writer had done nothing for an hour, offered to them when they sign in again. */
async function formSentTooLate() {
  const address = putAddress('address of a late writer');
  const late = await new Visitor(portal).signIn(address);
  const file = new PortalFile(portal);
  file.setSession(`portal-session=${late.cookies.get('portal-session')}`, {
    last_seen_at: Date.now() - 3_600_000,
  });
  file.close();
  const query = put('address of a late form', plainCanaryOf(seed, 'address of a late form'));
  const form = { about: put('late form') };
  const answer = await late.send(`/meetings/new/topics?${query}`, form);
  expect(answer.headers.get('location')).toContain('ended=kept');
  await late.signIn(address);
  await look(late, '/account/unsent');
}

/** Two people tell what it was like; a lead publishes the words of one, and those of the other wait. */
async function voicesHeard(lead: Visitor) {
  const nobody = new Visitor(portal);
  const tell = (words: string) => {
    const token = randomBytes(32).toString('base64url');
    const voice = { page: 'check', go: 'send', health: 'no', 'words-told': words, token };
    return done(nobody, '/voices/share', voice);
  };
  const words = put('anonymous words');
  await tell(words);
  const text = valueOn(await look(lead, '/adviser/insight'), 'text');
  await done(lead, '/adviser/insight', { deed: 'publish', text, words });
  await tell(put('anonymous words that wait'));
  await look(lead, '/adviser/insight');
}

const spokenCode = /(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/g;

/** One invitation of the operator, which waits, and one of a lead, which is taken up. */
async function staffInvited(lead: Visitor) {
  const waiting = putAddress('address of staff');
  const name = put('name of staff');
  const told = await runTask(
    portal.dataDir,
    ...['staff', 'add', waiting, '--name', name, '--role', 'lead'],
  );
  passCodes('code of the operator', told);

  const invited = putAddress('address of an adviser');
  const adviser = { name: put('name of an adviser'), role: 'adviser', team: 'north' };
  await done(lead, '/adviser/staff', { deed: 'invite', email: invited, ...adviser });
  const [code] = passCodes('code of a lead', await look(lead, '/adviser/staff'));
  await staffJoins(await new Visitor(portal).signIn(invited), code!);
  await look(lead, '/adviser/staff');
}

/** The first second step of somebody who was invited. */
async function staffJoins(adviser: Visitor, code: string) {
  const page = '/sign-in/set-up';
  await done(adviser, page, { step: 'invitation', code });
  const shown = /<code>([A-Z2-7 ]+)<\/code>/.exec(await look(adviser, page))![1]!;
  const key = pass('key of an app', shown.replaceAll(' ', ''));
  const token = new TOTP({ secret: Secret.fromBase32(key) }).generate();
  await done(adviser, page, { step: 'authenticator', token });
  const codes = passCodes('recovery code', await look(adviser, '/account/second-step'));
  expect(codes).toHaveLength(10);
}

/** Codes that are shown once and kept as hashes, as they are written and without hyphens. */
function passCodes(field: string, text: string): string[] {
  const codes = [...new Set(text.match(spokenCode))];
  expect(codes.length, field).toBeGreaterThan(0);
  for (const [index, code] of codes.entries()) {
    pass(`${field} ${index}`, code);
    pass(`${field} ${index}, in one word`, code.replaceAll('-', ''));
  }
  return codes;
}

/** What private tools and searches are asked is answered, and kept nowhere. */
async function toolsUsed(practitioner: Visitor) {
  const query = pass('search');
  await practitioner.ask(`/search?q=${encodeURIComponent(query)}`);
  await practitioner.ask(`/support?q=${encodeURIComponent(query)}`);
  await practitioner.send('/what-happens-next', { happened: pass('private tool') });
  const file = new FormData();
  file.set(
    'file',
    new Blob([`{"${pass('words of a file')}":1}`]),
    `${pass('name of a file')}.json`,
  );
  await practitioner.ask('/what-happens-next', {
    method: 'POST',
    body: file,
    headers: { origin: portal.url },
  });
}

/** Everything that can go wrong, with a word in it. */
async function errorsProvoked(practitioner: Visitor) {
  const word = pass('wrong form', plainCanaryOf(seed, 'wrong form'));
  const statuses = [
    await practitioner.ask(`/${word}`),
    await practitioner.ask(`/meetings/${word}?${word}`),
    await practitioner.ask(`/adviser/requests/${word}`),
    await practitioner.send('/meetings/new', {}),
    await practitioner.send('/meetings/new/how', { method: word, phone: word }),
    await practitioner.send('/sign-in', { email: word }),
    await practitioner.send('/sign-in/code', { code: word }),
    await practitioner.send('/support/acas/report', { problem: word }),
    await practitioner.ask('/sign-in', {
      method: 'POST',
      body: word,
      headers: { origin: `http://${word}` },
    }),
    await practitioner.ask('/sign-in', {
      method: 'POST',
      body: word,
      headers: { origin: portal.url },
    }),
    await new Visitor(portal).ask('/account', { headers: { cookie: `portal-session=${word}` } }),
  ].map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([302, 303, 400, 403, 404]));

  // A draft that was changed with a SQL client does not open: the portal is at a loss.
  const database = new Database(path.join(portal.dataDir, 'portal.sqlite'));
  const broken = database
    .prepare(
      `update requests set sealed_answers = replace(sealed_answers, '.', '.A') where state = 'draft'`,
    )
    .run();
  database.close();
  expect(broken.changes).toBe(1);
  expect((await practitioner.ask('/meetings/new/name')).status).toBe(500);
  await practitioner.ask('/meetings/new', { method: 'POST', headers: { origin: portal.url } });
}

// Searching

/** Everything that lies in the folder of the data, and the backup. */
const filesAtRest = () =>
  [...readdirSync(portal.dataDir).map((name) => path.join(portal.dataDir, name)), backup()].map(
    (file): [string, Buffer] => [path.basename(file), readFileSync(file)],
  );

const all = () => new Map([...kept, ...passing]);

describe(`words people typed (seed ${seed})`, () => {
  it('are shown to the people they are for, so the search that follows can find them', () => {
    expect(fieldsIn(Buffer.from(seen), kept).sort()).toEqual([...kept.keys()].sort());
    expect(kept.size).toBeGreaterThan(50);
  });

  it('are in no file: not in the database, nor beside it, nor in a backup', () => {
    const files = filesAtRest();
    const names = files.map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(['portal.sqlite', 'portal.sqlite-wal', 'backup.sqlite']),
    );
    for (const [name, bytes] of files) expect(fieldsIn(bytes, all()), name).toEqual([]);
    expect(statSync(backup()).mode & 0o777).toBe(0o600);
  });

  it('are not in anything the portal prints, whatever goes wrong', () => {
    const printed = portal.output();
    expect(printed).toContain('"status":500');
    expect(printed).toContain('an unexpected error');
    expect(fieldsIn(Buffer.from(printed), all())).toEqual([]);
  });

  it('are in every sealed column there is', () => {
    const database = new Database(path.join(portal.dataDir, 'portal.sqlite'), { readonly: true });
    const empty = sealedColumns
      .map(({ column }) => placeOf(column, ''))
      .filter(({ table, column }) => {
        const filled = `select count(*) from ${table} where ${column} is not null`;
        return database.prepare(filled).pluck().get() === 0;
      })
      .map(({ table, column }) => `${table}.${column}`);
    database.close();
    expect(empty).toEqual([]);
  });
});

it('the search finds a word however it is written', () => {
  const word = new Map([['word', canaryOf(seed, 'word')]]);
  const text = word.get('word')!;
  const written = [
    `before ${text} after`,
    text.toUpperCase(),
    encodeURIComponent(text),
    JSON.stringify({ text }),
    Buffer.from(text).toString('hex'),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${text} and more`).toString('base64')),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${text}`).toString('base64url')),
  ].map((one) => Buffer.from(one));
  const wide = Buffer.from(text, 'utf16le');
  for (const bytes of [...written, wide, Buffer.from(wide).swap16()]) {
    expect(fieldsIn(bytes, word)).toEqual(['word']);
  }
  expect(fieldsIn(Buffer.from('something else'), word)).toEqual([]);
});
