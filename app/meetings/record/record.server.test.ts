import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookings, outbox, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock, day, hour } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { person } from '../../../tests/support/people';
import { noteIdentity, send, someAnswers } from '../../../tests/support/requests';
import type { Asked, FollowUpChannel } from '../asked';
import { changeRequest } from '../changes.server';
import { eraseOldWords } from '../erasing.server';
import { readRequest } from '../requests.server';
import { slotsToOffer } from '../times/times.server';
import { makeDueContacts } from './follow-ups.server';
import { keepNoteDraft, readNoteDraft } from './note.server';
import { readRecord } from './record.server';

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

let practitioner: Person;
let adviser: Person;
let reference: string;

const does = (actor: Person, asked: Asked) => changeRequest(actor, reference, asked);
const record = (actor: Person = practitioner) => readRecord(actor, readRequest(actor, reference));
const done = { done: true };
const refused = (because: string) => ({ done: false, because });
const rowOf = () =>
  database().select().from(requests).where(eq(requests.reference, reference)).get()!;

beforeEach(async () => {
  [practitioner, adviser] = [person('practitioner'), person('adviser', 'north')];
  reference = await send(practitioner, {
    ...someAnswers,
    reminders: { reminders: ['day'], reminderWay: 'text', reminderNumber: '07700 900 321' },
  });
});

/** The meeting took place an hour ago. */
async function met() {
  await noteIdentity(adviser, reference);
  const [slot] = await slotsToOffer(adviser, reference);
  await does(adviser, { change: 'confirm', startsAt: slot!.startsAt });
  const over = { startsAt: realNow() - 2 * hour, endsAt: realNow() - hour };
  database().update(bookings).set(over).where(eq(bookings.requestId, rowOf().id)).run();
  expect(await does(adviser, { change: 'record-held' })).toEqual(done);
}

describe('one’s own account', () => {
  const write = (words: string, point: number | null = null) =>
    does(practitioner, { change: 'write-point', point, words });
  const clarify = (point: number, on = '2026-01-05') =>
    does(adviser, {
      change: 'clarify-point',
      point,
      with: 'employer',
      on,
      result: 'otherwise',
      words: 'They have another date.',
    });

  it('keeps every word of every version, and what was found out about each point', async () => {
    await noteIdentity(adviser, reference);
    await write('  I was on leave.\r\n\r\nThe rota says so.  ');
    await write('Nobody asked me.');
    expect(await clarify(1)).toEqual(done);
    await write('I was on leave until the 4th.', 1);
    const { account } = record();
    expect(
      account.map(({ number, versions }) => [number, versions.map(({ words }) => words)]),
    ).toEqual([
      [1, ['I was on leave.\n\nThe rota says so.', 'I was on leave until the 4th.']],
      [2, ['Nobody asked me.']],
    ]);
    expect(account[0]!.clarifications).toMatchObject([
      { with: 'employer', on: '2026-01-05', result: 'otherwise', words: 'They have another date.' },
    ]);
    expect(record(adviser)).toEqual(record());
  });

  it('waits for us when they write, and not any more when we have looked into it', async () => {
    await noteIdentity(adviser, reference);
    await does(adviser, { change: 'message', words: 'Good day.' });
    await write('I was on leave.');
    expect(rowOf()).toMatchObject({ waitingOn: 'us' });
    expect(rowOf().answerBy).not.toBeNull();
  });

  it('is not written by the other side', async () => {
    const byAdviser = { change: 'write-point', point: null, words: 'He was not.' } as const;
    expect(await does(adviser, byAdviser)).toEqual(refused('not-now'));
    const byThem = {
      change: 'clarify-point',
      point: 1,
      with: 'employer',
      on: '2026-01-05',
      result: 'same',
      words: 'All true.',
    } as const;
    await write('I was on leave.');
    expect(await does(practitioner, byThem)).toEqual(refused('not-now'));
  });

  it('is looked into only by somebody who knows whom they speak to, on a day that has come', async () => {
    await write('I was on leave.');
    expect(await clarify(1)).toEqual(refused('identity-first'));
    await noteIdentity(adviser, reference);
    expect(await clarify(1, addDays(today(clock.now()), 1))).toEqual(refused('day-not-yet'));
    expect(await clarify(2)).toEqual(refused('not-there'));
  });

  it('takes the same words sent twice once, and a point that is not there never', async () => {
    await write('I was on leave.');
    expect(await write('I was on leave.')).toEqual(done);
    expect(record().account).toHaveLength(1);
    expect(await write('I was on leave.', 1)).toEqual(done);
    expect(record().account[0]!.versions).toHaveLength(1);
    expect(await write('Another.', 7)).toEqual(refused('not-there'));
    expect(await write('x'.repeat(10_001))).toEqual(refused('words-too-long'));
    expect(await write('y'.repeat(10_000))).toEqual(done);
  });
});

describe('the note of a meeting', () => {
  const actions = [
    { owner: 'practitioner', words: 'Send the rota.', dueOn: null },
    { owner: 'adviser', words: 'Ask the case manager.', dueOn: null },
  ] as const;
  const share = (words = 'We spoke about the rota.') =>
    does(adviser, { change: 'share-note', words, actions });

  it('is a draft that only staff see, until it is shared', async () => {
    await met();
    keepNoteDraft(adviser, reference, { words: 'We spoke', actions: [...actions] });
    expect(readNoteDraft(adviser, reference)).toMatchObject({ words: 'We spoke', isYours: true });
    expect(() => readNoteDraft(practitioner, reference)).toThrow();
    expect(record().notes).toEqual([]);
    await share();
    expect(readNoteDraft(adviser, reference)).toBeNull();
    expect(record().notes).toMatchObject([{ version: 1, agreedAt: null, actions }]);
    expect(rowOf().waitingOn).toBe('them');
  });

  it('is not shared before the meeting', async () => {
    await noteIdentity(adviser, reference);
    expect(await share()).toEqual(refused('not-now'));
  });

  it('keeps every version with what was said about it, and is agreed on as it was read', async () => {
    await met();
    await share();
    const comment = {
      change: 'comment-on-note',
      version: 1,
      words: 'It was the other rota.',
    } as const;
    expect(await does(practitioner, comment)).toEqual(done);
    expect(rowOf().waitingOn).toBe('us');
    await share('We spoke about the other rota.');
    expect(await does(practitioner, { change: 'agree-note', version: 1 })).toEqual(
      refused('older-note'),
    );
    expect(await does(practitioner, { change: 'agree-note', version: 2 })).toEqual(done);
    expect(record().notes).toMatchObject([
      { words: 'We spoke about the rota.', comments: [{ words: comment.words }], agreedAt: null },
      { words: 'We spoke about the other rota.', comments: [] },
    ]);
    expect(record().notes[1]!.agreedAt).not.toBeNull();
    expect(await share('Something else.')).toEqual(refused('note-agreed'));
    expect(await does(practitioner, { ...comment, version: 2 })).toEqual(refused('note-agreed'));
  });

  it('turns into things to do once agreed, each done by whose it is, once', async () => {
    await met();
    await share();
    const [theirs, ours] = record().notes[0]!.actions;
    const finish = (actor: Person, { id }: { id: string }) =>
      does(actor, { change: 'finish-action', actionId: id });
    expect(await finish(practitioner, theirs!)).toEqual(refused('not-there'));
    await does(practitioner, { change: 'agree-note', version: 1 });
    expect(await finish(practitioner, ours!)).toEqual(refused('not-there'));
    expect(await finish(practitioner, theirs!)).toEqual(done);
    expect(await finish(practitioner, theirs!)).toEqual(done);
    expect(await finish(adviser, ours!)).toEqual(done);
    expect(record().notes[0]!.actions.every(({ doneAt }) => doneAt !== null)).toBe(true);
    const told = readRequest(practitioner, reference).events.filter(
      ({ change }) => change === 'finish-action',
    );
    expect(told.map(({ by }) => by)).toEqual(['practitioner', 'adviser']);
  });

  it('takes a second press once, and other things to do as another version', async () => {
    await met();
    await share();
    await share();
    expect(record().notes).toHaveLength(1);
    const other = { change: 'share-note', words: 'We spoke about the rota.', actions: [] } as const;
    await does(adviser, other);
    expect(record().notes.map((note) => note.actions.length)).toEqual([2, 0]);
  });

  it('plans nothing for a day that is past', async () => {
    await met();
    const dueOn = addDays(today(clock.now()), -1);
    const late = {
      change: 'share-note',
      words: 'A note.',
      actions: [{ ...actions[0], dueOn }],
    } as const;
    expect(await does(adviser, late)).toEqual(refused('day-not-possible'));
  });
});

describe('contacts that were agreed', () => {
  const inDays = (days: number) => addDays(today(realNow()), days);
  const plan = (on: string | null, channel: FollowUpChannel = 'email', by = practitioner) =>
    does(by, { change: 'plan-follow-up', on, channel });
  /** The portal's job, on a day at some hour. */
  const comes = async (on: string, time = '10:00') => {
    clock.now = () => instantOf(on, time);
    return makeDueContacts();
  };
  const messages = () =>
    database()
      .select()
      .from(outbox)
      .where(eq(outbox.requestId, rowOf().id))
      .all()
      .filter(({ idempotencyKey }) => idempotencyKey.startsWith('follow-up:'))
      .map(({ id, channel, audience, sealedMessage }) => ({
        channel,
        audience,
        ...JSON.parse(unseal(placeOf(outbox.sealedMessage, id), sealedMessage!)),
      }));

  it('go out on their day, once, at a decent hour, and never say what it is about', async () => {
    await plan(inDays(14));
    expect(await comes(inDays(13))).toBe(0);
    expect(await comes(inDays(14), '09:59')).toBe(0);
    expect(await comes(inDays(14))).toBe(1);
    expect(await comes(inDays(15))).toBe(0);
    const [message] = messages();
    expect(message).toMatchObject({ audience: 'practitioner', channel: 'email' });
    expect(message.text).toContain(`/meetings/${reference}/following-up`);
    expect(message.subject + message.text).not.toMatch(/concern|case|PPA|Yusuf/i);
    expect(record().contacts).toMatchObject([{ state: 'due' }]);
  });

  it('go out as a text to the number that was given for it', async () => {
    await plan(inDays(7), 'text');
    await comes(inDays(7));
    expect(messages()).toMatchObject([{ channel: 'text', to: '+447700900321' }]);
  });

  it('are for the adviser when a call was agreed, until they have written', async () => {
    await does(adviser, { change: 'message', words: 'Good day.' });
    await does(adviser, {
      change: 'offer-times',
      startsAt: [(await slotsToOffer(adviser, reference))[0]!.startsAt],
    });
    expect(rowOf().waitingOn).toBe('them');
    await plan(inDays(7), 'call', adviser);
    await comes(inDays(7));
    expect(rowOf().waitingOn).toBe('us');
    expect(messages()).toMatchObject([{ audience: 'adviser' }]);
    await does(adviser, { change: 'message', words: 'We have spoken.' });
    expect(record().contacts).toMatchObject([{ channel: 'call', state: 'answered' }]);
  });

  it('bring an answer back to us, whatever it is', async () => {
    await plan(inDays(7));
    await comes(inDays(7));
    await does(practitioner, { change: 'reply-to-follow-up', how: 'struggling', words: 'Badly.' });
    expect(rowOf().waitingOn).toBe('us');
    expect(record().contacts).toMatchObject([{ state: 'answered' }]);
    expect(readRequest(adviser, reference).events.at(-1)).toMatchObject({
      detail: 'struggling',
      words: 'Badly.',
    });
  });

  it('can be put off, and come again then', async () => {
    await plan(inDays(7));
    await comes(inDays(7));
    await does(practitioner, { change: 'snooze-follow-up', weeks: 2 });
    expect(record().contacts).toMatchObject([{ state: 'waiting', dueOn: inDays(21) }]);
    expect(await comes(inDays(20))).toBe(0);
    expect(await comes(inDays(21))).toBe(1);
    expect(messages()).toHaveLength(2);
  });

  it('stop when they are not wanted', async () => {
    await plan(inDays(7));
    await plan(inDays(14));
    expect(await does(practitioner, { change: 'stop-follow-ups' })).toEqual(done);
    expect(await comes(inDays(20))).toBe(0);
    expect(record().contacts.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });

  it('stop with a request that ends without a meeting', async () => {
    await plan(inDays(7));
    await does(practitioner, { change: 'withdraw' });
    expect(await comes(inDays(7))).toBe(0);
  });

  it('come once after closing, where it was wanted, and the answer reaches somebody', async () => {
    await met();
    await plan(null);
    expect(await plan(null)).toEqual(done);
    expect(record().contacts).toMatchObject([{ dueOn: null, afterClosing: true }]);
    await does(adviser, { change: 'close' });
    expect(record().contacts).toMatchObject([{ dueOn: inDays(28), state: 'waiting' }]);
    expect(await comes(inDays(28))).toBe(1);
    await does(practitioner, { change: 'reply-to-follow-up', how: 'all-right' });
    expect(rowOf()).toMatchObject({ state: 'closed', waitingOn: 'us' });
    await does(adviser, { change: 'message', words: 'Good to hear.' });
    expect(rowOf()).toMatchObject({ state: 'closed', waitingOn: 'nobody' });
    expect(await comes(inDays(60))).toBe(0);
  });

  it('are never on a day that is past or far, nor more than a request holds', async () => {
    expect(await plan(inDays(0))).toEqual(refused('day-not-possible'));
    expect(await plan(inDays(366))).toEqual(refused('day-not-possible'));
    for (let week = 1; week <= 6; week += 1) expect(await plan(inDays(7 * week))).toEqual(done);
    expect(await plan(inDays(49))).toEqual(refused('too-many'));
  });
});

it('is erased with the words of the request, and nothing more is written', async () => {
  await met();
  await does(practitioner, { change: 'write-point', point: null, words: 'I was on leave.' });
  await does(adviser, { change: 'share-note', words: 'A note.', actions: [] });
  keepNoteDraft(adviser, reference, { words: 'A draft', actions: [] });
  await does(practitioner, { change: 'plan-follow-up', on: null, channel: 'email' });
  clock.now = () => realNow() + 400 * day;
  eraseOldWords();
  expect(record()).toEqual({ account: [], notes: [], contacts: [], textNumber: null });
  expect(readNoteDraft(adviser, reference)).toBeNull();
  expect(keepNoteDraft(adviser, reference, { words: 'More', actions: [] })).toEqual(
    refused('not-now'),
  );
  expect(await does(practitioner, { change: 'write-point', point: null, words: 'More.' })).toEqual(
    refused('not-now'),
  );
  expect(
    await does(practitioner, { change: 'plan-follow-up', on: null, channel: 'email' }),
  ).toEqual(refused('not-now'));
});
