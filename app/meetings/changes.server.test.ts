import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { bookings, outbox, requests } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { newId } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import type { Message } from '~/platform/mail/message';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { changeStaff } from '~/account/index.server';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { wallClock, zone } from '~/platform/time/london';
import { person } from '../../tests/support/people';
import { fillIn, noteIdentity, send, welshAnswers } from '../../tests/support/requests';
import type { Asked } from './asked';
import { changeRequest } from './changes.server';
import { slotsToOffer } from './times/times.server';
import { changes } from './life';
import { readDraft, saveAnswer, startDraft } from './questions/drafts.server';
import { readRequest } from './requests.server';
import type { Span } from '~/diary/index';
import { setAvailability } from '~/diary/index.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
  database().delete(outbox).run();
});

const done = { done: true };
const refused = (because: string) => ({ done: false, because });

async function submitted() {
  const practitioner = person('practitioner');
  const adviser = person('adviser', 'north');
  return { practitioner, adviser, reference: await send(practitioner) };
}

async function offered() {
  const people = await submitted();
  const { adviser, reference } = people;
  const slots = (await slotsToOffer(adviser, reference)).filter((_, index) => index % 3 === 0);
  const times = slots.slice(0, 3).map(({ startsAt }) => startsAt);
  expect(
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: times }),
  ).toEqual(done);
  return { ...people, times };
}

const offersOf = (practitioner: Person, reference: string) =>
  readRequest(practitioner, reference).offers;

async function confirmed() {
  const people = await offered();
  const { practitioner, reference } = people;
  const offerId = offersOf(practitioner, reference)[0]!.id;
  expect(await changeRequest(practitioner, reference, { change: 'accept', offerId })).toEqual(done);
  return { ...people, offerId, startsAt: people.times[0]! };
}

const addressOf = ({ accountId }: Person) => emailOf(findAccount(accountId)!);

/** Everything sent to somebody about a meeting or anything else. */
async function messagesTo(somebody: Person): Promise<Message[]> {
  await deliverDue();
  return sentMessages()
    .map(({ message }) => message)
    .filter(({ to }) => to === addressOf(somebody));
}

/** What somebody's calendar is told, in the order of its versions. */
async function calendarOf(somebody: Person) {
  const parts = (await messagesTo(somebody)).flatMap(({ calendar }) => calendar ?? []);
  return parts
    .map(({ method, content }) => {
      const lines = content.replaceAll('\r\n ', '').split('\r\n');
      const value = (name: string) =>
        lines.find((line) => line.startsWith(`${name}:`))!.slice(name.length + 1);
      return {
        method,
        content: lines.join('\n'),
        uid: value('UID'),
        sequence: Number(value('SEQUENCE')),
        starts: value('DTSTART'),
        status: value('STATUS'),
      };
    })
    .sort((a, b) => a.sequence - b.sequence);
}

const calendarTime = (instant: number) =>
  new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '');

const eventsOf = (reader: Person, reference: string) =>
  readRequest(reader, reference).events.map(({ change }) => change);

/** Puts another meeting straight into an adviser's diary. @returns its id. */
function bookElsewhere(adviser: Person, reference: string, span: Span): string {
  const id = newId();
  const request = database()
    .select()
    .from(requests)
    .where(eq(requests.reference, reference))
    .get()!;
  database()
    .insert(bookings)
    .values({
      id,
      requestId: request.id,
      adviserId: adviser.accountId,
      ...span,
      wallClock: wallClock(span.startsAt),
      zone,
      state: 'live',
      createdAt: clock.now(),
    })
    .run();
  return id;
}

const everyMessage = async () => {
  await deliverDue();
  return sentMessages().length;
};

describe('sending a request', () => {
  it('twice is answered as done, with one event and one set of messages', async () => {
    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = fillIn(practitioner);
    expect(await changeRequest(practitioner, reference, { change: 'submit' })).toEqual(done);
    const messages = await everyMessage();
    expect(await changeRequest(practitioner, reference, { change: 'submit' })).toEqual(done);
    expect(eventsOf(practitioner, reference)).toEqual(['submit']);
    expect(await everyMessage()).toBe(messages);
    expect(await messagesTo(practitioner)).toHaveLength(1);
    expect(await messagesTo(adviser)).toHaveLength(1);
  });

  it('by two presses at the same moment is done once', async () => {
    const practitioner = person('practitioner');
    const reference = fillIn(practitioner);
    const press = () => changeRequest(practitioner, reference, { change: 'submit' });
    expect(await Promise.all([press(), press()])).toEqual([done, done]);
    expect(eventsOf(practitioner, reference)).toEqual(['submit']);
    expect(await messagesTo(practitioner)).toHaveLength(1);
  });

  it('is refused while a question has no answer, and nothing is sent', async () => {
    const practitioner = person('practitioner');
    startDraft(practitioner, 'en');
    saveAnswer(practitioner, 'en', 'name', { name: 'Amina' });
    const { reference } = readDraft(practitioner)!;
    expect(await changeRequest(practitioner, reference, { change: 'submit' })).toEqual(
      refused('incomplete'),
    );
    expect(readRequest(practitioner, reference).state).toBe('draft');
    expect(await messagesTo(practitioner)).toEqual([]);
  });

  it('tells the advisers of the team it goes to, and no other team', async () => {
    const north = person('adviser', 'north');
    const wales = person('adviser', 'wales');
    const practitioner = person('practitioner');
    await send(practitioner, welshAnswers);
    expect(await messagesTo(wales)).toHaveLength(1);
    expect(await messagesTo(north)).toEqual([]);
  });

  it('sends messages that say that there is news and never what it is', async () => {
    const { practitioner, adviser, reference } = await submitted();
    for (const somebody of [practitioner, adviser]) {
      const [{ subject, text }] = (await messagesTo(somebody)) as [Message];
      expect(`${subject} ${text}`).not.toMatch(/Amina|concern|PPA|adviser\b(?!\/)|what happens/i);
      expect(text).toContain(reference);
    }
  });

  it('writes to each in their own language', async () => {
    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = fillIn(practitioner);
    saveAnswer(practitioner, 'cy', 'name', { name: 'Siân' });
    await changeRequest(practitioner, reference, { change: 'submit' });
    const [toPractitioner] = await messagesTo(practitioner);
    const [toAdviser] = await messagesTo(adviser);
    expect(toPractitioner!.subject).toBe('Mae neges i chi');
    expect(toPractitioner!.text).toContain(`/cy/meetings/${reference}`);
    expect(toAdviser!.subject).toBe('There is a message for you');
    expect(toAdviser!.text).toContain(`/adviser/requests/${reference}`);
  });
});

describe('offering times', () => {
  it('shows them to the practitioner and tells them once', async () => {
    const { practitioner, reference, times } = await offered();
    const request = readRequest(practitioner, reference);
    expect(request.state).toBe('offered');
    expect(request.offers.map(({ startsAt }) => startsAt)).toEqual(times);
    expect(await messagesTo(practitioner)).toHaveLength(2); // sent, and offered
  });

  it.each<[string, (slot: number) => number[], string]>([
    ['none', () => [], 'no-times'],
    ['six', (slot) => [0, 1, 2, 3, 4, 5].map((n) => slot + n * hour), 'too-many-times'],
    ['one that has passed', (slot) => [slot - 60 * day], 'time-not-free'],
    ['one too soon', () => [clock.now() + hour], 'time-not-free'],
    ['one too far ahead', (slot) => [slot + 70 * day], 'time-not-free'],
    ['one off the half hour', (slot) => [slot + 7 * minute], 'time-not-free'],
    ['one at night', (slot) => [slot + 12 * hour], 'time-not-free'],
    ['one that is no number', () => [Number.NaN], 'time-not-free'],
    ['a free one and a made-up one', (slot) => [slot, slot + minute], 'time-not-free'],
  ])('refuses %s, and nothing happens', async (_, wanted, because) => {
    const { practitioner, adviser, reference } = await submitted();
    const [slot] = await slotsToOffer(adviser, reference);
    const messages = await everyMessage();
    const startsAt = wanted(slot!.startsAt);
    expect(await changeRequest(adviser, reference, { change: 'offer-times', startsAt })).toEqual(
      refused(because),
    );
    expect(readRequest(practitioner, reference)).toMatchObject({ state: 'submitted', offers: [] });
    expect(await everyMessage()).toBe(messages);
  });

  it('refuses a time that is on offer to somebody else, and any that overlaps it', async () => {
    const { adviser, times } = await offered();
    const reference = await send(person('practitioner'));
    for (const startsAt of [times[0]!, times[0]! + 30 * minute]) {
      const asked: Asked = { change: 'offer-times', startsAt: [startsAt] };
      expect(await changeRequest(adviser, reference, asked)).toEqual(refused('time-not-free'));
    }
  });

  it('refuses a time at which the adviser meets somebody else', async () => {
    const { adviser, startsAt } = await confirmed();
    const reference = await send(person('practitioner'));
    const asked: Asked = { change: 'offer-times', startsAt: [startsAt] };
    expect(await changeRequest(adviser, reference, asked)).toEqual(refused('time-not-free'));
  });

  it('frees the times that were on offer before', async () => {
    const { practitioner, adviser, reference, times } = await offered();
    const later = (await slotsToOffer(adviser, reference)).at(-1)!.startsAt;
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [later] });
    expect(offersOf(practitioner, reference).map(({ startsAt }) => startsAt)).toEqual([later]);
    const next = await send(person('practitioner'));
    expect((await slotsToOffer(adviser, next)).map(({ startsAt }) => startsAt)).toContain(times[0]);
  });

  it('counts a time that is named twice once', async () => {
    const { practitioner, adviser, reference } = await submitted();
    const [slot] = await slotsToOffer(adviser, reference);
    const startsAt = Array(6).fill(slot!.startsAt);
    expect(await changeRequest(adviser, reference, { change: 'offer-times', startsAt })).toEqual(
      done,
    );
    expect(offersOf(practitioner, reference)).toHaveLength(1);
  });

  it('twice by a second press of the button is done once', async () => {
    const { practitioner, adviser, reference, times } = await offered();
    const [offer] = offersOf(practitioner, reference);
    const again: Asked = { change: 'offer-times', startsAt: times };
    expect(await changeRequest(adviser, reference, again)).toEqual(done);
    expect(eventsOf(practitioner, reference)).toEqual(['submit', 'offer-times']);
    const accept: Asked = { change: 'accept', offerId: offer!.id };
    expect(await changeRequest(practitioner, reference, accept)).toEqual(done);
  });

  it('is done again when the same time was lost to somebody else and is free once more', async () => {
    const { practitioner, adviser, reference } = await submitted();
    const first = (await slotsToOffer(adviser, reference))[0]!;
    const offer: Asked = { change: 'offer-times', startsAt: [first.startsAt] };
    await changeRequest(adviser, reference, offer);
    const [{ id: offerId } = { id: '' }] = offersOf(practitioner, reference);
    const id = bookElsewhere(adviser, await send(person('practitioner')), first);
    expect(await changeRequest(practitioner, reference, { change: 'accept', offerId })).toEqual(
      refused('time-taken'),
    );
    database().update(bookings).set({ state: 'released' }).where(eq(bookings.id, id)).run();
    expect(await changeRequest(adviser, reference, offer)).toEqual(done);
    expect(offersOf(practitioner, reference).map(({ startsAt }) => startsAt)).toEqual([
      first.startsAt,
    ]);
  });
});

describe('accepting a time', () => {
  it('puts the meeting in both calendars', async () => {
    const { practitioner, adviser, startsAt, reference } = await confirmed();
    for (const somebody of [practitioner, adviser]) {
      expect(readRequest(somebody, reference)).toMatchObject({
        state: 'confirmed',
        offers: [],
        meeting: { startsAt, endsAt: startsAt + 45 * minute },
      });
      const invitations = await calendarOf(somebody);
      expect(invitations).toMatchObject([
        { method: 'REQUEST', status: 'CONFIRMED', starts: calendarTime(startsAt) },
      ]);
    }
    const [theirs] = await calendarOf(practitioner);
    const [ours] = await calendarOf(adviser);
    expect(theirs!.uid).toBe(ours!.uid);
  });

  it('tells neither the address of the other', async () => {
    const { practitioner, adviser } = await confirmed();
    for (const [reader, other] of [
      [practitioner, adviser],
      [adviser, practitioner],
    ] as const) {
      const received = JSON.stringify(await messagesTo(reader));
      const { content } = (await calendarOf(reader))[0]!;
      expect(content).toContain(addressOf(reader));
      expect(content).not.toContain(addressOf(other));
      expect(received).not.toContain(addressOf(other));
      expect(content).not.toMatch(/Amina|adviser \d/);
    }
  });

  it('of a phone call gives no room; of a video meeting gives both the same, hard to guess', async () => {
    const byPhone = await confirmed();
    expect(readRequest(byPhone.practitioner, byPhone.reference).meeting!.room).toBeNull();

    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = fillIn(practitioner);
    saveAnswer(practitioner, 'en', 'how', { method: 'video' });
    await changeRequest(practitioner, reference, { change: 'submit' });
    const [slot] = await slotsToOffer(adviser, reference);
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [slot!.startsAt] });
    const [offer] = offersOf(practitioner, reference);
    await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
    const { room } = readRequest(practitioner, reference).meeting!;
    expect(room!.startsWith(config().videoUrl)).toBe(true);
    expect(room!.slice(config().videoUrl.length).length).toBeGreaterThanOrEqual(40);
    expect(readRequest(adviser, reference).meeting!.room).toBe(room);
  });

  it('twice is answered as done, with one event and one message', async () => {
    const { practitioner, reference, offerId } = await confirmed();
    const again: Asked = { change: 'accept', offerId };
    expect(await changeRequest(practitioner, reference, again)).toEqual(done);
    expect(eventsOf(practitioner, reference)).toEqual(['submit', 'offer-times', 'accept']);
    expect(await calendarOf(practitioner)).toHaveLength(1);
  });

  it('is refused for another of the times once one was accepted', async () => {
    const { practitioner, reference } = await offered();
    const [first, second] = offersOf(practitioner, reference);
    await changeRequest(practitioner, reference, { change: 'accept', offerId: first!.id });
    const other: Asked = { change: 'accept', offerId: second!.id };
    expect(await changeRequest(practitioner, reference, other)).toEqual(refused('not-now'));
    expect(readRequest(practitioner, reference).meeting!.startsAt).toBe(first!.startsAt);
  });

  it('is refused for a time that was offered to somebody else, or to nobody', async () => {
    const theirs = await offered();
    const [offer] = offersOf(theirs.practitioner, theirs.reference);
    const { practitioner, reference } = await offered();
    for (const offerId of [offer!.id, 'none', '']) {
      expect(await changeRequest(practitioner, reference, { change: 'accept', offerId })).toEqual(
        refused('time-not-offered'),
      );
    }
    expect(offersOf(theirs.practitioner, theirs.reference)).toHaveLength(3);
  });

  it('is refused for a time that has passed, or was taken back', async () => {
    const { practitioner, adviser, reference, times } = await offered();
    const [first, second] = offersOf(practitioner, reference);
    clock.now = () => times[0]!;
    const late: Asked = { change: 'accept', offerId: first!.id };
    expect(await changeRequest(practitioner, reference, late)).toEqual(refused('time-not-offered'));
    clock.now = now;
    const other = (await slotsToOffer(adviser, reference)).at(-1)!.startsAt;
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [other] });
    const gone: Asked = { change: 'accept', offerId: second!.id };
    expect(await changeRequest(practitioner, reference, gone)).toEqual(refused('time-not-offered'));
    expect(readRequest(practitioner, reference).state).toBe('offered');
  });

  it('is refused when somebody else was given the time first, and the others stay on offer', async () => {
    const { practitioner, adviser, reference, times } = await offered();
    const [first, second, third] = offersOf(practitioner, reference);
    bookElsewhere(adviser, await send(person('practitioner')), {
      startsAt: times[0]! + 44 * minute,
      endsAt: times[0]! + 50 * minute,
    });
    const messages = await everyMessage();
    const taken: Asked = { change: 'accept', offerId: first!.id };
    expect(await changeRequest(practitioner, reference, taken)).toEqual(refused('time-taken'));
    const after = readRequest(practitioner, reference);
    expect(after).toMatchObject({ state: 'offered', meeting: null, offers: [second, third] });
    expect(await everyMessage()).toBe(messages);

    const free: Asked = { change: 'accept', offerId: second!.id };
    expect(await changeRequest(practitioner, reference, free)).toEqual(done);
  });
});

describe('cancelling a meeting', () => {
  it.each(['practitioner', 'adviser'] as const)(
    'by the %s takes it out of both calendars',
    async (side) => {
      const people = await confirmed();
      const { practitioner, adviser, reference, startsAt } = people;
      expect(await changeRequest(people[side], reference, { change: 'cancel' })).toEqual(done);
      for (const somebody of [practitioner, adviser]) {
        expect(readRequest(somebody, reference)).toMatchObject({
          state: 'cancelled',
          meeting: null,
        });
        const [invited, cancelled, ...more] = await calendarOf(somebody);
        expect(more).toEqual([]);
        expect(cancelled).toMatchObject({
          method: 'CANCEL',
          status: 'CANCELLED',
          uid: invited!.uid,
          starts: calendarTime(startsAt),
        });
        expect(cancelled!.sequence).toBeGreaterThan(invited!.sequence);
      }
    },
  );

  it('frees the time for somebody else', async () => {
    const { practitioner, adviser, reference, startsAt } = await confirmed();
    const next = await send(person('practitioner'));
    const free = async () => (await slotsToOffer(adviser, next)).map((slot) => slot.startsAt);
    expect(await free()).not.toContain(startsAt);
    await changeRequest(practitioner, reference, { change: 'cancel', words: 'I am ill.' });
    expect(await free()).toContain(startsAt);
    expect(readRequest(adviser, reference).events.at(-1)!.words).toBe('I am ill.');
  });

  it('twice is answered as done, with one message', async () => {
    const { practitioner, reference } = await confirmed();
    await changeRequest(practitioner, reference, { change: 'cancel' });
    expect(await changeRequest(practitioner, reference, { change: 'cancel' })).toEqual(done);
    expect(await calendarOf(practitioner)).toHaveLength(2);
  });

  it('is refused to the other side once it was cancelled', async () => {
    const { practitioner, adviser, reference } = await confirmed();
    await changeRequest(practitioner, reference, { change: 'cancel' });
    expect(await changeRequest(adviser, reference, { change: 'cancel' })).toEqual(
      refused('not-now'),
    );
  });
});

describe('moving a meeting', () => {
  it('takes it out of both calendars, and brings it back under the same id when a time is accepted', async () => {
    const { practitioner, adviser, reference } = await confirmed();
    const other = (await slotsToOffer(adviser, reference)).at(-1)!.startsAt;
    const move: Asked = { change: 'reschedule', startsAt: [other] };
    expect(await changeRequest(adviser, reference, move)).toEqual(done);
    expect(readRequest(practitioner, reference)).toMatchObject({ state: 'offered', meeting: null });
    const [offer] = offersOf(practitioner, reference);
    await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
    for (const somebody of [practitioner, adviser]) {
      const parts = await calendarOf(somebody);
      expect(parts.map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL', 'REQUEST']);
      expect(new Set(parts.map(({ uid }) => uid)).size).toBe(1);
      expect(new Set(parts.map(({ sequence }) => sequence)).size).toBe(3);
      expect(parts[2]!.starts).toBe(calendarTime(other));
    }
  });

  it('leaves it where it is when the new times are not free', async () => {
    const { practitioner, adviser, reference, startsAt } = await confirmed();
    const move: Asked = { change: 'reschedule', startsAt: [startsAt + minute] };
    expect(await changeRequest(adviser, reference, move)).toEqual(refused('time-not-free'));
    expect(readRequest(practitioner, reference)).toMatchObject({
      state: 'confirmed',
      meeting: { startsAt },
    });
    expect(await calendarOf(practitioner)).toHaveLength(1);
  });

  it('by a colleague takes it out of the calendar of the adviser who had it', async () => {
    const { adviser, reference } = await confirmed();
    const colleague = person('adviser', 'north');
    const [slot] = await slotsToOffer(colleague, reference);
    const move: Asked = { change: 'reschedule', startsAt: [slot!.startsAt] };
    expect(await changeRequest(colleague, reference, move)).toEqual(done);
    const parts = await calendarOf(adviser);
    expect(parts.map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL']);
  });
});

describe('turning a request down', () => {
  it.each(['', '   ', '\n\t'])('needs words, and %j is none', async (words) => {
    const { practitioner, adviser, reference } = await submitted();
    expect(
      await changeRequest(adviser, reference, { change: 'decline', reason: 'other', words }),
    ).toEqual(refused('words-missing'));
    expect(readRequest(practitioner, reference).state).toBe('submitted');
  });

  it('shows the words to the practitioner, and the message does not', async () => {
    const { practitioner, adviser, reference } = await offered();
    const words = '  Your union can help you better.  ';
    expect(
      await changeRequest(adviser, reference, { change: 'decline', reason: 'other', words }),
    ).toEqual(done);
    const request = readRequest(practitioner, reference);
    expect(request).toMatchObject({
      state: 'declined',
      offers: [],
      allowed: ['take-back-document'],
    });
    expect(request.events.at(-1)!.words).toBe('Your union can help you better.');
    expect(JSON.stringify(await messagesTo(practitioner))).not.toContain('union');
  });
});

describe('changing one’s mind', () => {
  it('by asking for other times takes back those on offer, and says what would suit', async () => {
    const { practitioner, adviser, reference, times } = await offered();
    const words = 'After the school run, please.';
    const asked: Asked = { change: 'ask-for-other-times', words };
    expect(await changeRequest(practitioner, reference, asked)).toEqual(done);
    const request = readRequest(adviser, reference);
    expect(request).toMatchObject({ state: 'submitted', offers: [] });
    expect(request.events.at(-1)).toMatchObject({ change: 'ask-for-other-times', words });
    const next = await send(person('practitioner'));
    expect((await slotsToOffer(adviser, next)).map(({ startsAt }) => startsAt)).toContain(times[0]);
  });

  it('by withdrawing ends the request, and tells the adviser who offered times', async () => {
    const { practitioner, adviser, reference } = await offered();
    const before = (await messagesTo(adviser)).length;
    expect(await changeRequest(practitioner, reference, { change: 'withdraw' })).toEqual(done);
    expect(readRequest(practitioner, reference)).toMatchObject({ state: 'withdrawn', offers: [] });
    expect(await messagesTo(adviser)).toHaveLength(before + 1);
  });
});

describe('an adviser who has left', () => {
  it('leaves no time that can be accepted, and news goes to somebody who is here', async () => {
    const { practitioner, adviser, reference } = await offered();
    const colleague = person('adviser', 'north');
    const [offer] = offersOf(practitioner, reference);
    changeStaff('operator', adviser.accountId, 'disable');
    expect(offersOf(practitioner, reference)).toEqual([]);
    const accept: Asked = { change: 'accept', offerId: offer!.id };
    expect(await changeRequest(practitioner, reference, accept)).toEqual(
      refused('time-not-offered'),
    );
    const before = (await messagesTo(colleague)).length;
    const others: Asked = { change: 'ask-for-other-times' };
    expect(await changeRequest(practitioner, reference, others)).toEqual(done);
    expect(await messagesTo(colleague)).toHaveLength(before + 1);
  });
});

describe('a reason that is too long', () => {
  it('is refused whole, never cut', async () => {
    const { practitioner, reference } = await confirmed();
    const words = 'x'.repeat(2001);
    expect(await changeRequest(practitioner, reference, { change: 'cancel', words })).toEqual(
      refused('words-too-long'),
    );
    expect(readRequest(practitioner, reference).state).toBe('confirmed');
  });
});

describe('after a meeting', () => {
  it('that took place the request can be closed', async () => {
    const { practitioner, adviser, reference, startsAt } = await confirmed();
    expect(await changeRequest(adviser, reference, { change: 'record-held' })).toEqual(
      refused('not-now'),
    );
    clock.now = () => startsAt;
    expect(await changeRequest(adviser, reference, { change: 'record-held' })).toEqual(
      refused('identity-first'),
    );
    await noteIdentity(adviser, reference);
    expect(await changeRequest(adviser, reference, { change: 'record-held' })).toEqual(done);
    expect(await changeRequest(adviser, reference, { change: 'close' })).toEqual(done);
    expect(readRequest(practitioner, reference).state).toBe('closed');
  });

  it('that did not take place times can be offered again, and the same event comes back', async () => {
    const { practitioner, adviser, reference, startsAt } = await confirmed();
    clock.now = () => startsAt + hour;
    expect(await changeRequest(adviser, reference, { change: 'record-not-attended' })).toEqual(
      done,
    );
    const slot = (await slotsToOffer(adviser, reference)).at(-1)!;
    const again: Asked = { change: 'offer-times', startsAt: [slot.startsAt] };
    expect(await changeRequest(adviser, reference, again)).toEqual(done);
    const [offer] = offersOf(practitioner, reference);
    await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
    const [first, second] = await calendarOf(practitioner);
    expect(second).toMatchObject({ method: 'REQUEST', uid: first!.uid });
    expect(second!.sequence).toBeGreaterThan(first!.sequence);
  });

  it('it is too late to cancel or move it', async () => {
    const { practitioner, adviser, reference, startsAt } = await confirmed();
    clock.now = () => startsAt + 45 * minute;
    const slot = (await slotsToOffer(adviser, reference)).at(-1)!;
    for (const somebody of [practitioner, adviser]) {
      expect(await changeRequest(somebody, reference, { change: 'cancel' })).toEqual(
        refused('not-now'),
      );
    }
    const move: Asked = { change: 'reschedule', startsAt: [slot.startsAt] };
    expect(await changeRequest(adviser, reference, move)).toEqual(refused('not-now'));
    clock.now = () => startsAt + 45 * minute - 1;
    expect(await changeRequest(practitioner, reference, { change: 'cancel' })).toEqual(done);
  });
});

describe('words that go with a change', () => {
  it('are refused when they are too long, and nothing happens; they are never cut', async () => {
    const { practitioner, adviser, reference } = await submitted();
    const decline = (length: number): Asked => ({
      change: 'decline',
      reason: 'other',
      words: 'a'.repeat(length),
    });
    expect(await changeRequest(adviser, reference, decline(2001))).toEqual(
      refused('words-too-long'),
    );
    expect(readRequest(practitioner, reference).state).toBe('submitted');
    expect(await changeRequest(adviser, reference, decline(2000))).toEqual(done);
    expect(readRequest(practitioner, reference).events.at(-1)!.words).toHaveLength(2000);
  });

  it('are counted as they were typed: a line end is one character', async () => {
    const { practitioner, adviser, reference } = await submitted();
    const words = `${'a\r\n'.repeat(999)}ab`;
    expect(
      await changeRequest(adviser, reference, { change: 'decline', reason: 'other', words }),
    ).toEqual(done);
    expect(readRequest(practitioner, reference).events.at(-1)!.words).toBe(
      `${'a\n'.repeat(999)}ab`,
    );
  });
});

describe('how a meeting is joined', () => {
  const link = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting';
  const byLink: Asked = { change: 'set-joining', joining: { by: 'link', address: link } };
  const asked = (caller: 'us' | 'them'): Asked => ({
    change: 'set-joining',
    joining: { by: 'phone', caller, number: '029 2000 0000' },
  });

  it('stays as the adviser set it when another answer is corrected', async () => {
    const { practitioner, adviser, reference } = await confirmed();
    await changeRequest(adviser, reference, byLink);
    const name: Asked = { change: 'correct', step: 'name', answer: { name: 'Dr A' } };
    expect(await changeRequest(practitioner, reference, name)).toEqual(done);
    expect(readRequest(practitioner, reference).meeting!.room).toBe(link);
    await changeRequest(adviser, reference, asked('us'));
    const again: Asked = { change: 'correct', step: 'name', answer: { name: 'Dr B' } };
    expect(await changeRequest(practitioner, reference, again)).toEqual(done);
    expect(readRequest(practitioner, reference).meeting).toMatchObject({
      room: null,
      call: { caller: 'us', number: '029 2000 0000' },
    });
  });

  it('is not what the last adviser set up once a colleague has the meeting', async () => {
    const { practitioner, reference, adviser } = await confirmed();
    const colleague = person('adviser', 'north');
    await changeRequest(adviser, reference, asked('them'));
    const handOver: Asked = { change: 'assign', adviserId: colleague.accountId };
    expect(await changeRequest(adviser, reference, handOver)).toEqual(done);
    expect(readRequest(practitioner, reference).meeting!.call).toEqual({
      caller: 'us',
      number: null,
    });
    await changeRequest(colleague, reference, byLink);
    await changeRequest(colleague, reference, { change: 'assign', adviserId: adviser.accountId });
    expect(readRequest(practitioner, reference).meeting!.room).toBeNull();
  });

  it('is told once when the button is pressed twice', async () => {
    const { practitioner, adviser, reference } = await confirmed();
    await changeRequest(adviser, reference, byLink);
    await changeRequest(adviser, reference, byLink);
    expect(eventsOf(practitioner, reference).filter((it) => it === 'set-joining')).toHaveLength(1);
  });
});

describe('handing a request over', () => {
  it('and back again takes the meeting out of one calendar and into the other, each time newer', async () => {
    const { practitioner, adviser, reference } = await confirmed();
    const colleague = person('adviser', 'north');
    for (const { accountId } of [colleague, adviser, colleague])
      expect(
        await changeRequest(adviser, reference, { change: 'assign', adviserId: accountId }),
      ).toEqual(done);
    const methods = async (somebody: Person) =>
      (await calendarOf(somebody)).map(({ method }) => method);
    expect(await methods(adviser)).toEqual(['REQUEST', 'CANCEL', 'REQUEST', 'CANCEL']);
    expect(await methods(colleague)).toEqual(['REQUEST', 'CANCEL', 'REQUEST']);
    for (const somebody of [adviser, colleague]) {
      const sequences = (await calendarOf(somebody)).map(({ sequence }) => sequence);
      expect(new Set(sequences).size).toBe(sequences.length);
    }
    // For the practitioner it is where it was.
    expect(await methods(practitioner)).toEqual(['REQUEST']);
  });

  it('is refused when the colleague does not work then, and the meeting stays where it is', async () => {
    const { adviser, practitioner, reference, startsAt } = await confirmed();
    const away = person('adviser', 'north');
    setAvailability(away.accountId, []);
    const asked: Asked = { change: 'assign', adviserId: away.accountId };
    expect(await changeRequest(adviser, reference, asked)).toEqual(refused('adviser-busy'));
    expect(readRequest(practitioner, reference)).toMatchObject({
      adviserId: adviser.accountId,
      meeting: { startsAt },
    });
  });

  it('that leaves no time to choose from waits for us', async () => {
    const { adviser, practitioner, reference } = await offered();
    const away = person('adviser', 'north');
    setAvailability(away.accountId, []);
    await changeRequest(adviser, reference, { change: 'assign', adviserId: away.accountId });
    const view = readRequest(practitioner, reference);
    expect(view).toMatchObject({ state: 'offered', offers: [], waitingOn: 'us' });
    expect(view.answerBy).not.toBeNull();
  });
});

describe('a time on offer', () => {
  it('cannot be accepted when the adviser does not work then any more', async () => {
    const { practitioner, adviser, reference } = await offered();
    const [offer] = offersOf(practitioner, reference);
    setAvailability(adviser.accountId, []);
    const accept: Asked = { change: 'accept', offerId: offer!.id };
    expect(await changeRequest(practitioner, reference, accept)).toEqual(refused('time-taken'));
    expect(readRequest(practitioner, reference).state).toBe('offered');
  });

  it('can be accepted until it is so near that nobody could move it', async () => {
    const { practitioner, reference, times } = await offered();
    const [offer] = offersOf(practitioner, reference);
    const accept: Asked = { change: 'accept', offerId: offer!.id };
    clock.now = () => times[0]! - 4 * hour;
    expect(await changeRequest(practitioner, reference, accept)).toEqual(
      refused('time-not-offered'),
    );
    clock.now = () => times[0]! - 4 * hour - 1;
    expect(await changeRequest(practitioner, reference, accept)).toEqual(done);
  });
});

describe('the same words again', () => {
  it('are a second press at once, and meant when they come later or after an answer', async () => {
    const { practitioner, adviser, reference } = await submitted();
    const ask: Asked = { change: 'message', words: 'Is there any news?' };
    const said = () =>
      eventsOf(practitioner, reference).filter((change) => change === 'message').length;
    await changeRequest(practitioner, reference, ask);
    await changeRequest(practitioner, reference, ask);
    expect(said()).toBe(1);
    await changeRequest(adviser, reference, { change: 'message', words: 'Not yet.' });
    await changeRequest(practitioner, reference, ask);
    expect(said()).toBe(3);
    const later = clock.now() + 10 * minute;
    clock.now = () => later;
    await changeRequest(practitioner, reference, ask);
    expect(said()).toBe(4);
  });
});

describe('moving a meeting to where it is', () => {
  it('is done already, and nobody is told again', async () => {
    const { practitioner, reference, startsAt } = await confirmed();
    const messages = await everyMessage();
    expect(await changeRequest(practitioner, reference, { change: 'move', startsAt })).toEqual(
      done,
    );
    expect(await everyMessage()).toBe(messages);
  });
});

describe('people who have no say in a request', () => {
  it.each(changes)('cannot "%s" it: it is not there', async (change) => {
    const { reference } = await offered();
    const asked = { change, startsAt: [], offerId: '', words: 'A reason.' } as never;
    for (const somebody of [
      person('practitioner'),
      person('adviser', 'wales'),
      person('adviser'),
      person('editor'),
    ]) {
      await expect(changeRequest(somebody, reference, asked)).rejects.toMatchObject({
        status: 404,
      });
    }
  });
});
