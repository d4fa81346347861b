import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { adviserRules, holds } from '#db/schema';
import { changeStaff } from '~/account/index.server';
import { setAvailability } from '~/diary/index.server';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { clock, hour, minute } from '~/platform/time/clock';
import { instantOf, today, wallClock } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { eraseOwnAccount } from '~/your-data/erase.server';
import { person } from '../../../tests/support/people';
import { fillIn, send, welshAnswers } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import type { CompleteAnswers } from '../questions/questions';
import { saveAnswer } from '../questions/drafts.server';
import { readRequest } from '../requests.server';
import { settings } from '../settings';
import { giveTimeBack, heldUntil, holdTime, purgeHolds, timesToTake } from './times.server';

/**
 * Free times, and a time kept for who is about to take it. The adviser of the tests is the only one of Wales, so
 * that one person's hold is another's missing time.
 */

const { now } = clock;
const adviser = person('adviser', 'wales');

afterEach(() => {
  clock.now = now;
  database().delete(holds).run();
});

const later = (wait: number) => {
  const from = clock.now();
  clock.now = () => from + wait;
};

const taken = { change: 'take' } as const;
const done = { done: true };

/** Somebody who is filling in a request, and its reference. */
function asking(answers: CompleteAnswers = welshAnswers): Person & { reference: string } {
  const practitioner = person('practitioner');
  return { ...practitioner, reference: fillIn(practitioner, answers) };
}

type Asking = ReturnType<typeof asking>;

/** Somebody keeps a time, far enough ahead that no rule but the ten minutes ends it; the clock stands still. */
async function held(who: Asking): Promise<number> {
  const start = clock.now();
  clock.now = () => start;
  const time = (await timesOf(who)).at(-1)!;
  expect(await holdTime(who, time)).toBe(start + settings.holdLasts);
  return time;
}

const timesOf = async (practitioner: Person, reference?: string) =>
  (await timesToTake(practitioner, reference)).map(({ startsAt }) => startsAt);

describe('a time that is kept for somebody', () => {
  it('is kept for ten minutes, and nobody else is shown it', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const start = clock.now();
    clock.now = () => start;
    const [time] = await timesOf(amina);
    expect(await holdTime(amina, time!)).toBe(start + settings.holdLasts);
    expect(await timesOf(amina)).toContain(time);
    expect(await timesOf(tomasz)).not.toContain(time);
  });

  it('is free again ten minutes after who chose it walked away, and not a millisecond before', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const time = await held(amina);
    const start = clock.now();
    const take = () => changeRequest(tomasz, tomasz.reference, { ...taken, startsAt: time });
    clock.now = () => start + settings.holdLasts - 1;
    expect(await timesOf(tomasz)).not.toContain(time);
    expect(await holdTime(tomasz, time)).toBeNull();
    expect(await take()).toEqual({ done: false, because: 'time-taken' });
    expect(heldUntil(amina)).toMatchObject({ startsAt: time });
    expect(purgeHolds()).toBe(0);
    clock.now = () => start + settings.holdLasts;
    expect(heldUntil(amina)).toBeNull();
    // To who held it as to anybody: nobody has to sweep up first.
    for (const anybody of [amina, tomasz]) expect(await timesOf(anybody)).toContain(time);
    expect(await holdTime(tomasz, time)).toBe(start + 2 * settings.holdLasts);
    expect(await holdTime(amina, time)).toBeNull();
    expect(await take()).toEqual(done);
  });

  it('is swept up when its ten minutes are over', async () => {
    await held(asking());
    later(settings.holdLasts - 1);
    expect(purgeHolds()).toBe(0);
    later(1);
    expect(purgeHolds()).toBe(1);
    expect(database().select().from(holds).all()).toEqual([]);
  });

  it('can be kept for ten more minutes by who holds it', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const time = await held(amina);
    later(settings.holdLasts - 1);
    expect(await holdTime(amina, time)).toBe(clock.now() + settings.holdLasts);
    later(1);
    expect(await timesOf(tomasz)).not.toContain(time);
  });

  it.each([
    [
      'takes another time',
      async (amina: Asking) => {
        const other = (await timesOf(amina)).at(-3)!;
        await changeRequest(amina, amina.reference, { ...taken, startsAt: other });
      },
    ],
    [
      'sends the request without a time',
      (amina: Asking) => changeRequest(amina, amina.reference, { change: 'submit' }),
    ],
    ['erases their account', (amina: Asking) => eraseOwnAccount(amina)],
  ] as const)('is free at once when who holds it %s', async (_, instead) => {
    const [amina, tomasz] = [asking(), asking()];
    const time = await held(amina);
    expect(await timesOf(tomasz)).not.toContain(time);
    await instead(amina);
    expect(await timesOf(tomasz)).toContain(time);
    expect(await holdTime(tomasz, time)).not.toBeNull();
  });

  it('is free at once when who holds it takes the request back', async () => {
    const [amina, tomasz] = [person('practitioner'), asking()];
    const reference = await send(amina, welshAnswers);
    const time = (await timesOf(amina, reference)).at(-1)!;
    expect(await holdTime(amina, time, reference)).not.toBeNull();
    expect(await timesOf(tomasz)).not.toContain(time);
    expect(await changeRequest(amina, reference, { change: 'withdraw' })).toEqual(done);
    expect(await timesOf(tomasz)).toContain(time);
  });

  it('is theirs alone when two choose it at once', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const [time] = await timesOf(amina);
    const kept = await Promise.all([holdTime(amina, time!), holdTime(tomasz, time!)]);
    expect(kept.filter((until) => until !== null)).toHaveLength(1);
  });

  it('gives back the one that was kept before: nobody holds two', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const times = await timesOf(amina);
    const [first, last] = [times[0]!, times.at(-1)!];
    await holdTime(amina, first);
    await holdTime(amina, last);
    const shown = await timesOf(tomasz);
    expect(shown).toContain(first);
    expect(shown).not.toContain(last);
    const rows = database().select().from(holds).where(eq(holds.accountId, amina.accountId)).all();
    expect(rows).toHaveLength(1);
  });

  it('is given back by who chooses none after all', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const [time] = await timesOf(amina);
    await holdTime(amina, time!);
    giveTimeBack(amina);
    expect(await timesOf(tomasz)).toContain(time);
  });

  it('can be taken by nobody else, and by who holds it', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const [startsAt] = await timesOf(amina);
    await holdTime(amina, startsAt!);
    expect(
      await changeRequest(tomasz, tomasz.reference, { ...taken, startsAt: startsAt! }),
    ).toEqual({ done: false, because: 'time-taken' });
    expect(await changeRequest(amina, amina.reference, { ...taken, startsAt: startsAt! })).toEqual(
      done,
    );
    expect(readRequest(amina, amina.reference).meeting?.startsAt).toBe(startsAt);
    expect(heldUntil(amina)).toBeNull();
  });

  it('can still be taken after the ten minutes, unless somebody else was quicker', async () => {
    const [amina, tomasz] = [asking(), asking()];
    const times = await timesOf(amina);
    const [early, late] = [times[0]!, times.at(-1)!];
    await holdTime(amina, late);
    later(settings.holdLasts + minute);
    expect(await changeRequest(amina, amina.reference, { ...taken, startsAt: late })).toEqual(done);

    await holdTime(tomasz, early);
    later(settings.holdLasts + minute);
    const quicker = asking();
    const [stillFree] = (await timesOf(quicker)).filter((time) => time >= early);
    expect(
      await changeRequest(quicker, quicker.reference, { ...taken, startsAt: stillFree! }),
    ).toEqual(done);
    expect(
      await changeRequest(tomasz, tomasz.reference, { ...taken, startsAt: stillFree! }),
    ).toEqual({ done: false, because: 'time-taken' });
  });

  it('is not one that was never free', async () => {
    const amina = asking();
    expect(await holdTime(amina, clock.now() - hour)).toBeNull();
    expect(await holdTime(amina, clock.now() + hour)).toBeNull();
    expect(await holdTime(amina, instantOf(addDays(today(clock.now()), 7), '03:00'))).toBeNull();
    expect(heldUntil(amina)).toBeNull();
  });

  it('is not for somebody who has no request', async () => {
    const amina = asking();
    const [time] = await timesOf(amina);
    const reader = person('practitioner');
    expect(await timesOf(reader)).toEqual([]);
    expect(await holdTime(reader, time!)).toBeNull();
  });
});

describe('who can be met', () => {
  it('depends on where somebody works: Wales has its own advisers', async () => {
    const amina = asking();
    expect((await timesOf(amina)).length).toBeGreaterThan(0);
    saveAnswer(amina, 'en', 'organisation', { nation: 'england', separateAdviser: 'no' });
    expect(await timesOf(amina)).toEqual([]);
  });

  it('is shown for a request that was sent, to its owner only', async () => {
    const amina = person('practitioner');
    const reference = await send(amina, welshAnswers);
    const [time] = await timesOf(amina, reference);
    expect(await holdTime(amina, time!, reference)).not.toBeNull();
    const other = person('practitioner');
    const notThere = expect.objectContaining({ status: 404 });
    await expect(timesToTake(other, reference)).rejects.toEqual(notThere);
    await expect(holdTime(other, time!, reference)).rejects.toEqual(notThere);
  });

  it('is nobody whom they asked not to have', async () => {
    const amina = person('practitioner');
    const reference = await send(amina, welshAnswers);
    await changeRequest(adviser, reference, { change: 'assign', adviserId: adviser.accountId });
    expect(await timesOf(amina, reference)).not.toEqual([]);
    await changeRequest(amina, reference, { change: 'ask-for-another-adviser' });
    expect(await timesOf(amina, reference)).toEqual([]);
    const another = person('adviser', 'wales');
    const [time] = await timesOf(amina, reference);
    expect(await changeRequest(amina, reference, { ...taken, startsAt: time! })).toEqual(done);
    expect(readRequest(amina, reference).adviserId).toBe(another.accountId);
    changeStaff('operator', another.accountId, 'disable');
  });

  it('leaves out whoever keeps their times to themselves', async () => {
    const amina = asking();
    const { accountId: adviserId } = adviser;
    database().insert(adviserRules).values({ adviserId, published: false }).run();
    expect(await timesOf(amina)).toEqual([]);
    database().delete(adviserRules).run();
    expect(await timesOf(amina)).not.toEqual([]);
  });
});

describe('in the weeks the clocks change', () => {
  it.each([
    ['go back', '2027-10-29', '2027-11-01'],
    ['go forward', '2028-03-24', '2028-03-27'],
  ])('times are those the adviser’s clock shows when they %s', async (_, friday, monday) => {
    setAvailability(adviser.accountId, [
      { weekday: 5, opens: '09:00', closes: '10:00' },
      { weekday: 1, opens: '09:00', closes: '10:00' },
    ]);
    clock.now = () => instantOf(friday, '08:00') - 2 * 24 * hour;
    const shown = (await timesOf(asking())).map(wallClock);
    for (const time of shown) expect(time).toMatch(/T09:00$/);
    expect(shown).toContain(`${monday}T09:00`);
  });
});
