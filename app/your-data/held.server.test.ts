import { eq, getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, expect, it } from 'vitest';
import * as schema from '#db/schema';
import { changeRequest, keepNoteDraft, openRequest, slotsToOffer } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { newId, seal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { queueMessage } from '~/platform/mail/outbox.server';
import { clock, hour, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { raise } from '../../tests/support/concerns';
import { send, someAnswers } from '../../tests/support/requests';
import { asJson, everythingAbout, noteDownload, parts, type Part } from './held.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

/** Where each table is in "your data". A new table is in neither list, and fails here until somebody decides. */
const shown: Record<string, Part> = {
  accounts: 'account',
  sessions: 'sessions',
  devices: 'browsers',
  passkeys: 'passkeys',
  recovery_codes: 'recoveryCodes',
  email_changes: 'emailChange',
  unsent_forms: 'unsentForms',
  requests: 'requests',
  offers: 'requests',
  bookings: 'requests',
  events: 'requests',
  notes: 'requests',
  staff_notes: 'requests',
  supporters: 'requests',
  reminders: 'requests',
  conflicts: 'requests',
  note_drafts: 'requests',
  agreed_actions: 'requests',
  follow_ups: 'requests',
  request_words: 'requests',
  documents: 'requests',
  concerns: 'concerns',
  concern_events: 'concerns',
  concern_notes: 'concerns',
  holds: 'heldTime',
  outbox: 'waitingMessages',
  audit: 'events',
};

const leftOut: Record<string, string> = {
  challenges: 'a random number, for five minutes',
  sign_in_codes: 'an address and a hash, for a day: the page says so',
  invitations: 'of staff, before they have an account',
  saved_views: 'how an adviser looks at the queue',
  availability: 'when an adviser works, which they set themselves',
  exceptions: 'leave and other hours, which an adviser or their lead set, on the availability page',
  busy_times: 'when an adviser is busy elsewhere: they brought it, and can forget it there',
  team_rules: 'of a team, no person’s',
  advised_employers: 'what an adviser notes of their work: its page shows it',
  adviser_rules: 'how an adviser works, which they set themselves',
  calendar_feeds:
    'a hash of an adviser’s own calendar address, and when it was used: its page says so',
  document_chunks: 'the files, which people save one by one: the page says so',
  limits: 'counts under a hash that leads to nobody',
  audit_head: 'where the trail ends',
  voices: 'nothing says whose they are',
  voice_words: 'nothing says whose they are',
  voice_forms: 'what is left of a form leads to nobody',
  published_words: 'nothing says whose they are',
  voice_editions: 'public figures',
  service_waits: 'public figures',
  entry_reports: 'nothing says who reported',
  entry_checks: 'what editors did in their work',
  link_checks: 'about websites',
};

const tables = Object.values(schema).filter((each) => is(each, SQLiteTable));

it('has a place, or a reason, for every table there is', () => {
  const decided = [...Object.keys(shown), ...Object.keys(leftOut)];
  expect(tables.map((table) => getTableName(table)).sort()).toEqual(decided.sort());
  expect(new Set(Object.values(shown))).toEqual(new Set(parts));
  const aboutSomebody = tables.filter((table) => 'accountId' in getTableColumns(table));
  for (const table of aboutSomebody) {
    if (!(getTableName(table) in shown)) expect(leftOut[getTableName(table)]).toBeTruthy();
  }
});

/** One row of everything a person can have; each holds a word that is nowhere else. */
function fill({ accountId }: Person, email: string): void {
  const db = database();
  const now = clock.now();
  const row = () => ({ id: newId(), accountId, createdAt: now });
  const sealed = (table: string, column: string, id: string, text: string) =>
    seal({ table, column, row: id }, text);
  const session = { idHash: newId(), handle: newId(), accountId, createdAt: now };
  db.insert(schema.sessions)
    .values({
      ...session,
      lastSeenAt: now,
      verifiedAt: now,
      expiresAt: now + hour,
      sealedBrowser: sealed(
        'sessions',
        'sealed_browser',
        session.handle,
        JSON.stringify({ name: 'Wren browser' }),
      ),
    })
    .run();
  db.insert(schema.devices)
    .values({ ...row(), tokenHash: newId(), lastSeenAt: now })
    .run();
  const passkey = row();
  db.insert(schema.passkeys)
    .values({
      ...passkey,
      credentialId: newId(),
      publicKey: '',
      counter: 0,
      sealedName: sealed('passkeys', 'sealed_name', passkey.id, 'Wren passkey'),
    })
    .run();
  db.insert(schema.recoveryCodes)
    .values({ ...row(), codeHash: newId() })
    .run();
  const change = row();
  db.insert(schema.emailChanges)
    .values({
      ...change,
      newEmailHash: '',
      sealedNewEmail: sealed('email_changes', 'sealed_new_email', change.id, 'wren@example.test'),
      currentCodeHash: '',
      newCodeHash: '',
      expiresAt: now + hour,
    })
    .run();
  const form = row();
  db.insert(schema.unsentForms)
    .values({
      ...form,
      sealedAddress: sealed('unsent_forms', 'sealed_address', form.id, '/meetings/new/wren'),
      sealedFields: sealed(
        'unsent_forms',
        'sealed_fields',
        form.id,
        JSON.stringify([['about', 'Wren form']]),
      ),
    })
    .run();
  queueMessage(db, `wren:${accountId}`, { to: email, subject: 'Wren message', text: '' });
}

/** What a colleague would write beside a request. */
function noteOfStaff({ accountId: authorId }: Person, reference: string): void {
  const { id: requestId } = database()
    .select()
    .from(schema.requests)
    .where(eq(schema.requests.reference, reference))
    .get()!;
  const id = newId();
  const sealedWords = seal({ table: 'staff_notes', column: 'sealed_words', row: id }, 'Wren note');
  database()
    .insert(schema.staffNotes)
    .values({ id, requestId, authorId, at: clock.now(), sealedWords })
    .run();
}

/** A time they looked at and did not take yet. */
const holdOf = ({ accountId }: Person, adviser: Person) =>
  database()
    .insert(schema.holds)
    .values({
      accountId,
      adviserId: adviser.accountId,
      startsAt: clock.now() + hour,
      endsAt: clock.now() + 2 * hour,
      expiresAt: clock.now() + minute,
    })
    .run();

it('shows all of it, opened, to the one whose it is and to nobody else', async () => {
  const [me, other] = [person('practitioner'), person('practitioner')];
  const adviser = person('adviser', 'north');
  fill(me, everythingAbout(me).account.email);
  const reference = await send(me, {
    ...someAnswers,
    reminders: { reminders: ['hour'], reminderWay: 'email' },
    supporter: {
      supporter: 'yes',
      supporterName: 'Wren friend',
      supporterEmail: 'wren.friend@example.test',
    },
  });
  openRequest(adviser, reference);
  const [first] = await slotsToOffer(adviser, reference);
  await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [first!.startsAt] });
  await changeRequest(me, reference, { change: 'ask-for-other-times', words: 'Wren reason' });
  await changeRequest(me, reference, { change: 'add-question', words: 'Wren question' });
  await changeRequest(adviser, reference, { change: 'record-identity', how: 'seen-before' });
  await changeRequest(adviser, reference, { change: 'state-our-part', words: 'Wren part' });
  await changeRequest(adviser, reference, { change: 'confirm', startsAt: first!.startsAt });
  await raise(me, 'discrimination', { what: { happened: 'Wren concern' } });
  await changeRequest(me, reference, { change: 'write-point', point: null, words: 'Wren point' });
  await changeRequest(me, reference, { change: 'plan-follow-up', on: null, channel: 'call' });
  keepNoteDraft(adviser, reference, { words: 'Wren note', actions: [] });
  noteOfStaff(adviser, reference);
  holdOf(me, adviser);

  const held = everythingAbout(me);
  for (const part of parts) expect(held[part], part).toBeTruthy();
  for (const part of parts) if (Array.isArray(held[part])) expect(held[part], part).not.toEqual([]);
  const text = asJson(held, 'en');
  for (const word of ['browser', 'passkey', 'form', 'reason'])
    expect(text).toContain(`Wren ${word}`);
  expect(text).toContain('wren@example.test');
  expect(text).toContain('/meetings/new/wren');
  for (const words of [
    'Wren question',
    'Wren concern',
    'Wren point',
    'Wren part',
    'Wren friend',
    'wren.friend@example.test',
  ])
    expect(text).toContain(words);
  // That staff wrote a note is theirs to know; the note is given by a person.
  expect(text).not.toContain('Wren note');
  const [request] = held.requests;
  expect(request).toMatchObject({
    staffNotes: 1,
    identity: { how: 'seen-before' },
    noteDraft: true,
    contacts: [{ channel: 'call', afterClosing: true, state: 'waiting' }],
    supporters: [{ name: 'Wren friend', removedAt: null }],
    reminders: [{ channel: 'email', state: 'waiting' }],
    meeting: { startsAt: first!.startsAt },
  });
  expect(text).not.toContain(adviser.accountId);
  expect(text).toContain(`"dueAt": "${new Date(request!.reminders[0]!.dueAt).toISOString()}"`);
  // That a message waits is theirs to know; what it says is in the message.
  expect(held.waitingMessages.length).toBeGreaterThan(0);
  expect(text).not.toContain('Wren message');
  expect(text).toContain(new Date(first!.startsAt).toISOString());
  expect(held.requests[0]!.openings).toMatchObject([{ role: 'adviser', times: 1 }]);

  const theirs = asJson(everythingAbout(other), 'en');
  expect(theirs).not.toMatch(/wren/i);
  expect(theirs).not.toContain(reference);
});

it('is taken as often as one likes, and the trail says so once a minute', () => {
  const me = person('practitioner');
  const downloads = () =>
    everythingAbout(me).events.filter(({ action }) => action === 'data-downloaded').length;
  const start = clock.now();
  clock.now = () => start;
  noteDownload(me, 'json');
  noteDownload(me, 'html');
  expect(downloads()).toBe(1);
  clock.now = () => start + minute + 1;
  noteDownload(me, 'html');
  expect(downloads()).toBe(2);
});
