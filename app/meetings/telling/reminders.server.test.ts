import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { outbox, reminders, requests } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import { setAvailability } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import type { AnyMessage } from '~/platform/mail/message';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { instantOf, wallClock } from '~/platform/time/london';
import { eraseOwnAccount } from '~/your-data/erase.server';
import { person } from '../../../tests/support/people';
import { send, someAnswers } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import type { Answers } from '../questions/questions';
import { queueDueReminders, remindersAhead, remindersOf } from './reminders.server';
import { readRequest } from '../requests.server';
import { slotsToOffer } from '../times/times.server';

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});
const moveTo = (instant: number) => {
  clock.now = () => instant;
};

type Wish = NonNullable<Answers['reminders']>;
const allByEmail: Wish = {
  reminders: ['week', 'day', 'morning', 'hour'],
  reminderWay: 'email',
};

/** Somebody with a meeting arranged at least two weeks ahead, at an hour at which no two reminders fall together. */
async function arrange(wish: Wish = allByEmail) {
  const [me, adviser] = [person('practitioner'), person('adviser', 'north')];
  const reference = await send(me, { ...someAnswers, reminders: wish });
  const slots = await slotsToOffer(adviser, reference);
  const { startsAt } = slots.find(
    (slot) => slot.startsAt > clock.now() + 14 * day && wallClock(slot.startsAt).endsWith('T14:00'),
  )!;
  expect(await changeRequest(adviser, reference, { change: 'confirm', startsAt })).toEqual({
    done: true,
  });
  return { me, adviser, reference, startsAt };
}

/** What reminders were queued, oldest first. */
const queued = (): AnyMessage[] =>
  database()
    .select()
    .from(outbox)
    .all()
    .filter(({ idempotencyKey }) => idempotencyKey.startsWith('reminder:'))
    .map(({ id, sealedMessage }) =>
      JSON.parse(unseal({ table: 'outbox', column: 'sealed_message', row: id }, sealedMessage!)),
    );

const queuedTo = ({ accountId }: Person) => {
  const email = emailOf(findAccount(accountId)!);
  return queued().filter(({ to }) => to === email);
};

/** The first request of a process reads bank holidays and makes the database. */
beforeAll(async () => {
  await arrange();
}, 120_000);

describe('a reminder', () => {
  it('goes out at each time that was wished for, once, however often the job runs', async () => {
    const { me, reference, startsAt } = await arrange();
    const due = remindersAhead(me, reference);
    expect(due).toHaveLength(4);
    for (const [index, at] of due.entries()) {
      moveTo(at - 1);
      queueDueReminders();
      expect(queuedTo(me)).toHaveLength(index);
      moveTo(at);
      queueDueReminders();
      queueDueReminders();
      expect(queuedTo(me)).toHaveLength(index + 1);
    }
    moveTo(startsAt + hour);
    queueDueReminders();
    expect(queuedTo(me)).toHaveLength(4);
  });

  it('says when, never what about, and is of no use once the meeting has begun', async () => {
    const { me, reference, startsAt } = await arrange({
      reminders: ['hour'],
      reminderWay: 'email',
    });
    moveTo(startsAt - hour);
    queueDueReminders();
    const [message] = queuedTo(me);
    expect(message).toMatchObject({ usefulUntil: startsAt });
    expect(JSON.stringify({ ...message, to: '' })).not.toMatch(
      /concern|practi|perform|Yusuf|adviser/i,
    );
    expect(message!.text).toContain(`/meetings/${reference}/join`);
  });

  it('is a text to the number given for it', async () => {
    const { me, startsAt } = await arrange({
      reminders: ['hour'],
      reminderWay: 'text',
      reminderNumber: '07700 900 777',
    });
    moveTo(startsAt - hour);
    queueDueReminders();
    expect(queuedTo(me)).toEqual([]);
    expect(queued().filter(({ to }) => to === '+447700900777')).toMatchObject([
      { channel: 'text' },
    ]);
  });

  it('that came due while the portal stood still goes out late, as one, and not once the meeting has begun', async () => {
    const late = await arrange();
    moveTo(late.startsAt - 30 * minute);
    queueDueReminders();
    expect(queuedTo(late.me)).toHaveLength(1);

    clock.now = realNow;
    const tooLate = await arrange();
    moveTo(tooLate.startsAt);
    queueDueReminders();
    expect(queuedTo(tooLate.me)).toEqual([]);
    expect(remindersAhead(tooLate.me, tooLate.reference)).toEqual([]);
  });

  it('is not sent of a meeting that is off, nor to somebody who erased their account', async () => {
    const off = await arrange();
    const gone = await arrange();
    await changeRequest(off.adviser, off.reference, { change: 'cancel' });
    eraseOwnAccount(gone.me);
    moveTo(Math.max(off.startsAt, gone.startsAt) - hour);
    const before = queued().length;
    queueDueReminders();
    expect(queuedTo(off.me)).toEqual([]);
    expect(queued().length).toBe(before);
  });

  it('whose words cannot be opened does not keep others from theirs', async () => {
    const broken = await arrange({
      reminders: ['hour'],
      reminderWay: 'text',
      reminderNumber: '07700 900 778',
    });
    const whole = await arrange({ reminders: ['hour'], reminderWay: 'email' });
    database().run(
      `update requests set sealed_answers = 'gone.a.b.c' where reference = '${broken.reference}'`,
    );
    moveTo(Math.max(broken.startsAt, whole.startsAt) - hour);
    queueDueReminders();
    // At the same time as the other meeting, or a little before it begins.
    expect(queuedTo(whole.me).length).toBe(whole.startsAt > clock.now() ? 1 : 0);
    database().run(`delete from reminders where state = 'waiting'`);
  });
});

describe('when something changes', () => {
  it('reminders follow the meeting to its new time', async () => {
    const { me, adviser, reference, startsAt } = await arrange();
    await changeRequest(me, reference, { change: 'ask-to-move' });
    expect(remindersAhead(me, reference)).toEqual([]);
    const slots = await slotsToOffer(adviser, reference);
    const other = slots.findLast((slot) => slot.startsAt !== startsAt)!;
    await changeRequest(adviser, reference, { change: 'confirm', startsAt: other.startsAt });
    const due = remindersAhead(me, reference);
    expect(due.at(-1)).toBe(other.startsAt - hour);
    expect(due).toHaveLength(4);
  });

  it('other wishes count from then on, and no wish is none', async () => {
    const { me, reference, startsAt } = await arrange();
    const wish = (answer: Wish) =>
      changeRequest(me, reference, { change: 'correct', step: 'reminders', answer });
    await wish({ reminders: ['hour'], reminderWay: 'email' });
    expect(remindersAhead(me, reference)).toEqual([startsAt - hour]);
    await wish({ reminders: [] });
    expect(remindersAhead(me, reference)).toEqual([]);
    expect(readRequest(me, reference).state).toBe('confirmed');
    const [planned] = database()
      .select({ id: reminders.requestId })
      .from(reminders)
      .innerJoin(requests, eq(requests.id, reminders.requestId))
      .where(eq(requests.reference, reference))
      .all();
    const row = remindersOf(database(), planned!.id);
    expect(row.length).toBeGreaterThan(4);
    expect(row.every(({ state }) => state === 'dropped')).toBe(true);
  });

  it('a wish changed before there is a meeting plans nothing yet', async () => {
    const me = person('practitioner');
    const reference = await send(me, someAnswers);
    const answer: Wish = { reminders: ['day'], reminderWay: 'email' };
    await changeRequest(me, reference, { change: 'correct', step: 'reminders', answer });
    expect(remindersAhead(me, reference)).toEqual([]);
  });
});

describe('when the clocks change', () => {
  it.each([
    ['forward', '2027-03-30', '2027-03-08'],
    ['back', '2026-10-27', '2026-10-05'],
  ])(
    '%s between a reminder and its meeting, both are at the same time on the wall',
    async (_, tuesday, asked) => {
      moveTo(instantOf(asked, '09:00'));
      const [me, adviser] = [person('practitioner'), person('adviser', 'north')];
      setAvailability(adviser.accountId, [{ weekday: 2, opens: '10:00', closes: '12:00' }]);
      const reference = await send(me, { ...someAnswers, reminders: allByEmail });
      const startsAt = instantOf(tuesday, '10:00');
      await changeRequest(adviser, reference, { change: 'confirm', startsAt });
      const [week, before, morning, last] = remindersAhead(me, reference);
      expect(wallClock(week!).slice(11)).toBe('10:00');
      expect(wallClock(before!).slice(11)).toBe('10:00');
      expect(wallClock(morning!)).toBe(`${tuesday}T08:00`);
      expect(last).toBe(startsAt - hour);
      // The week in between was an hour shorter, or longer, than seven days.
      expect(Math.abs(startsAt - week! - 7 * day)).toBe(hour);
    },
  );
});
