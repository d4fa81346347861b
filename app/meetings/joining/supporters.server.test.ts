import { and, eq, isNull } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { outbox, requests, supporters } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { mostOf } from '~/platform/limits.server';
import type { EmailMessage } from '~/platform/mail/message';
import { eraseOwnAccount } from '~/your-data/erase.server';
import { person } from '../../../tests/support/people';
import { send, someAnswers } from '../../../tests/support/requests';
import type { JoiningAsked } from '../asked';
import { changeRequest } from '../changes.server';
import { readOwnSupporter, readSupporterPage, supporterCalendarFile } from './join-pages.server';
import type { Answers } from '../questions/questions';
import { readRequest } from '../requests.server';
import { slotsToOffer } from '../times/times.server';

let count = 0;
/** An address nobody else has. */
const newFriend = () => `friend-${(count += 1)}@example.test`;

type Wish = NonNullable<Answers['supporter']>;
const bring = (email?: string, name = 'Sam Lee'): Wish => ({
  supporter: 'yes',
  supporterName: name,
  supporterEmail: email,
});
const nobody: Wish = { supporter: 'no' };

const begin = async (supporter: Wish = nobody) => {
  const [me, adviser] = [person('practitioner'), person('adviser', 'north')];
  const reference = await send(me, { ...someAnswers, supporter });
  return { me, adviser, reference };
};
type Begun = Awaited<ReturnType<typeof begin>>;

const correct = ({ me, reference }: Begun, answer: Wish) =>
  changeRequest(me, reference, { change: 'correct', step: 'supporter', answer });

/** The adviser confirms the free time of this place in the list. */
async function confirm({ adviser, reference }: Begun, place = 0): Promise<number> {
  const slots = await slotsToOffer(adviser, reference);
  const { startsAt } = slots[place]!;
  await changeRequest(adviser, reference, { change: 'confirm', startsAt });
  return startsAt;
}

/** Every message to an address, oldest first, with what it does to a calendar. */
const lettersTo = (email: string) =>
  database()
    .select()
    .from(outbox)
    .all()
    .filter(({ audience, sealedMessage }) => audience === 'supporter' && sealedMessage)
    .map(
      ({ id, sealedMessage }): EmailMessage =>
        JSON.parse(unseal({ table: 'outbox', column: 'sealed_message', row: id }, sealedMessage!)),
    )
    .filter(({ to }) => to === email)
    .map(({ subject, text, calendar }) => ({
      subject,
      text,
      method: calendar?.method ?? null,
      uid: /UID:(\S+)/.exec(calendar?.content ?? '')?.[1],
      sequence: Number(/SEQUENCE:(\d+)/.exec(calendar?.content ?? '')?.[1]),
      content: calendar?.content ?? '',
    }));

const methodsTo = (email: string) => lettersTo(email).map(({ method }) => method);

const tokenOf = ({ me, reference }: Begun): string =>
  readOwnSupporter(me, reference)!.link.split('/').at(-1)!;

const gone = expect.objectContaining({ status: 404 });
const isDead = (token: string) => {
  expect(() => readSupporterPage(token)).toThrow(gone);
  expect(() => supporterCalendarFile(token)).toThrow(gone);
};

/** The first request of a process reads bank holidays and makes the database. */
beforeAll(async () => {
  await begin();
}, 120_000);

describe('a supporter', () => {
  it('hears of the request, of its time, of each change of it, and of its end, in one rising calendar event', async () => {
    const friend = newFriend();
    const request = await begin(bring(friend));
    const token = tokenOf(request);
    expect(readSupporterPage(token)).toMatchObject({ stage: 'waiting', meeting: null });
    const first = await confirm(request);
    expect(readSupporterPage(token)).toMatchObject({
      stage: 'arranged',
      meeting: { startsAt: first },
      method: 'phone',
    });
    await changeRequest(request.me, request.reference, { change: 'ask-to-move' });
    expect(readSupporterPage(token).stage).toBe('waiting');
    await confirm(request, 3);
    await changeRequest(request.me, request.reference, { change: 'cancel' });
    isDead(token);

    const letters = lettersTo(friend);
    expect(letters.map(({ method }) => method)).toEqual([
      null,
      'REQUEST',
      'CANCEL',
      'REQUEST',
      'CANCEL',
    ]);
    const inCalendar = letters.filter(({ method }) => method);
    expect(new Set(inCalendar.map(({ uid }) => uid)).size).toBe(1);
    const sequences = inCalendar.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    // The page is open until the end, and what comes last does not lead to it any more.
    for (const letter of letters.slice(0, -1)) expect(letter.text).toContain(`/join/${token}`);
    expect(letters.at(-1)!.text).not.toContain('/join/');
  });

  it.each(['submitted', 'offered', 'confirmed'] as const)(
    'can be added while a request is %s, and removed again, and added a third time as somebody new',
    async (state) => {
      const friend = newFriend();
      const request = await begin();
      if (state === 'confirmed') await confirm(request);
      if (state === 'offered') {
        const [slot] = await slotsToOffer(request.adviser, request.reference);
        const startsAt = [slot!.startsAt];
        await changeRequest(request.adviser, request.reference, {
          change: 'offer-times',
          startsAt,
        });
      }
      const tokens = [];
      for (const wish of [bring(friend), nobody, bring(friend)]) {
        await correct(request, wish);
        if (wish !== nobody) tokens.push(tokenOf(request));
      }
      const [before, now] = tokens as [string, string];
      expect(now).not.toBe(before);
      isDead(before);
      expect(readSupporterPage(now).stage).toBe(state === 'confirmed' ? 'arranged' : 'waiting');
      expect(methodsTo(friend)).toEqual(
        state === 'confirmed' ? ['REQUEST', 'CANCEL', 'REQUEST'] : [null, null, null],
      );
      if (state === 'confirmed') {
        const [added, removed, again] = lettersTo(friend);
        expect(removed!.uid).toBe(added!.uid);
        expect(removed!.sequence).toBeGreaterThan(added!.sequence);
        expect(again!.uid).not.toBe(added!.uid);
      }
    },
  );

  it('who is replaced loses the meeting, and nobody reads the address of another', async () => {
    const [first, second] = [newFriend(), newFriend()];
    const request = await begin(bring(first));
    await confirm(request);
    await correct(request, bring(second, 'Ali Khan'));
    expect(methodsTo(first)).toEqual([null, 'REQUEST', 'CANCEL']);
    expect(methodsTo(second)).toEqual(['REQUEST']);
    const everyone = [first, second, ...[request.me, request.adviser].map(emailFor)];
    for (const reader of [first, second]) {
      for (const { subject, text, content } of lettersTo(reader)) {
        // Long lines of a calendar file are folded.
        const whole = `${subject}\n${text}\n${content.replaceAll('\r\n ', '')}`;
        for (const other of everyone) if (other !== reader) expect(whole).not.toContain(other);
        expect(whole).not.toMatch(/Yusuf|Sam Lee|Ali Khan/);
      }
    }
  });

  it('whose name was misspelt keeps their link, and hears nothing of it', async () => {
    const friend = newFriend();
    const request = await begin(bring(friend));
    const token = tokenOf(request);
    await correct(request, bring(friend, 'Sam Leigh'));
    expect(tokenOf(request)).toBe(token);
    expect(readOwnSupporter(request.me, request.reference)).toMatchObject({ name: 'Sam Leigh' });
    expect(methodsTo(friend)).toEqual([null]);
  });

  it('without an address gets no message; another name may be another person, so the link is new', async () => {
    const request = await begin(bring());
    const token = tokenOf(request);
    await confirm(request);
    const before = supporterCalendarFile(token);
    await changeRequest(request.me, request.reference, { change: 'ask-to-move' });
    await confirm(request, 4);
    const sequence = (file: string) => Number(/SEQUENCE:(\d+)/.exec(file)![1]);
    // Their file from the page is a newer version all the same.
    expect(sequence(supporterCalendarFile(token))).toBeGreaterThan(sequence(before));
    await correct(request, bring(undefined, 'Ali Khan'));
    isDead(token);
    expect(tokenOf(request)).not.toBe(token);
  });

  it('is not told of who the adviser is, nor when a meeting is handed over at the same time', async () => {
    const friend = newFriend();
    const request = await begin(bring(friend));
    await confirm(request);
    const other = person('adviser', 'north');
    const adviserId = other.accountId;
    await changeRequest(request.adviser, request.reference, { change: 'assign', adviserId });
    expect(methodsTo(friend)).toEqual([null, 'REQUEST']);
  });

  it.each([
    [
      'withdraws',
      async ({ me, reference }: Begun) => changeRequest(me, reference, { change: 'withdraw' }),
    ],
    ['erases their account', async ({ me }: Begun) => eraseOwnAccount(me)],
  ])('is let go when the practitioner %s', async (_, end) => {
    const friend = newFriend();
    const request = await begin(bring(friend));
    const token = tokenOf(request);
    await end(request);
    isDead(token);
    expect(lettersTo(friend).at(-1)).toMatchObject({
      subject: 'You are no longer needed at a meeting',
      method: null,
    });
  });

  it('loses the meeting, too, when an account with a meeting is erased, and nothing of them is left', async () => {
    const friend = newFriend();
    const request = await begin(bring(friend));
    const token = tokenOf(request);
    await confirm(request);
    eraseOwnAccount(request.me);
    isDead(token);
    expect(methodsTo(friend).at(-1)).toBe('CANCEL');
    const { id } = database()
      .select()
      .from(requests)
      .where(eq(requests.reference, request.reference))
      .get()!;
    expect(database().select().from(supporters).where(eq(supporters.requestId, id)).all()).toEqual(
      [],
    );
  });
});

const emailFor = ({ accountId }: Person) => emailOf(findAccount(accountId)!);

describe('the room of a meeting', () => {
  it('is another one once somebody who was to come along is not, and the same when a name is corrected', async () => {
    const friend = newFriend();
    const request = await begin(bring(friend));
    await confirm(request);
    const { me, adviser, reference } = request;
    const join = (joining: JoiningAsked) =>
      changeRequest(adviser, reference, { change: 'set-joining', joining });
    const room = () => readRequest(me, reference).meeting!.room;
    await join({ by: 'own-room' });
    const known = room();
    await correct(request, bring(friend, 'Samuel Lee'));
    expect(room()).toBe(known);
    await correct(request, bring(newFriend()));
    const second = room();
    expect(second).not.toBe(known);
    expect(readSupporterPage(tokenOf(request)).room).toBe(second);
    await correct(request, nobody);
    expect(room()).not.toBe(second);
    // Another service's is not ours to change.
    const address = 'https://zoom.us/j/123';
    await join({ by: 'link', address });
    await correct(request, bring(friend));
    await correct(request, nobody);
    expect(room()).toBe(address);
  });
});

describe('a supporter’s page', () => {
  it('says nothing of whose meeting it is', async () => {
    const request = await begin(bring(newFriend()));
    await confirm(request);
    const shown = JSON.stringify(readSupporterPage(tokenOf(request)));
    expect(shown).not.toMatch(/Yusuf|Amina|Sam Lee|07700|@|I do not know/);
    expect(shown).not.toContain(request.reference);
  });

  it('is not there for a link that never was', () => {
    for (const token of ['', 'x', '0000-0000', 'a'.repeat(43)]) isDead(token);
  });

  it('is for the practitioner alone to pass on', async () => {
    const request = await begin(bring(newFriend()));
    for (const other of [person('practitioner'), person('adviser', 'wales')]) {
      expect(() => readOwnSupporter(other, request.reference)).toThrow(gone);
    }
  });
});

describe('a stranger who is named as a supporter', () => {
  it('is not written to more often in a day than one account may, and the practitioner is told so', async () => {
    const most = mostOf('supporter-message-of-account');
    const [stranger, other] = [newFriend(), newFriend()];
    const request = await begin();
    // What was written today, in fewer steps than somebody would need.
    await correct(request, bring(stranger));
    expect(readOwnSupporter(request.me, request.reference)).toMatchObject({ quiet: false });
    const row = database()
      .select()
      .from(outbox)
      .where(eq(outbox.audience, 'supporter'))
      .all()
      .at(-1)!;
    const copies = Array.from({ length: most - 1 }, (_, index) => ({
      ...row,
      id: `${row.id}-${index}`,
      idempotencyKey: `${row.idempotencyKey}-${index}`,
      sealedMessage: null,
    }));
    for (let at = 0; at < copies.length; at += 500) {
      database()
        .insert(outbox)
        .values(copies.slice(at, at + 500))
        .run();
    }
    await correct(request, bring(other));
    expect(readOwnSupporter(request.me, request.reference)).toMatchObject({ quiet: true });
    const keys = database().select({ key: outbox.idempotencyKey }).from(outbox).all();
    const [{ id: newcomer }] = database()
      .select({ id: supporters.id })
      .from(supporters)
      .where(and(eq(supporters.requestId, row.requestId!), isNull(supporters.removedAt)))
      .all() as [{ id: string }];
    expect(keys.some(({ key }) => key.endsWith(newcomer))).toBe(false);
    database().delete(outbox).where(eq(outbox.requestId, row.requestId!)).run();
  });
});
