import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { exceptions, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { readAudit } from '~/platform/audit.server';
import { newId } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { person } from '../../../tests/support/people';
import { send } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import { readRequest } from '../requests.server';
import { readConcerns, readUnanswerable } from './concerns.server';
import { giveAll, openOf, whoCanAnswer } from './cover.server';
import { readTeams } from './team.server';
import { slotsToOffer } from '../times/times.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

const notThere = expect.objectContaining({ status: 404 });

async function given(adviser: Person): Promise<string> {
  const reference = await send(person('practitioner'));
  await changeRequest(adviser, reference, { change: 'assign', adviserId: adviser.accountId });
  return reference;
}

/** A request of an adviser's with a meeting at their `index`th free time. */
async function arranged(
  adviser: Person,
  index = 0,
): Promise<{ reference: string; startsAt: number }> {
  const reference = await given(adviser);
  const { startsAt } = (await slotsToOffer(adviser, reference))[index]!;
  await changeRequest(adviser, reference, { change: 'confirm', startsAt });
  return { reference, startsAt };
}

const loadOf = async (lead: Person, { accountId }: Person) =>
  (await readTeams(lead)).flatMap(({ advisers }) => advisers).find(({ id }) => id === accountId)!;

describe('the page of the team', () => {
  it('is for leads alone', async () => {
    const adviser = person('adviser', 'north');
    await expect(readTeams(adviser)).rejects.toEqual(notThere);
    await expect(giveAll(adviser, adviser.accountId, 'x')).rejects.toEqual(notThere);
    for (const read of [readConcerns, readUnanswerable, whoCanAnswer])
      expect(() => read(adviser)).toThrow(notThere);
    expect(() => openOf(adviser, adviser.accountId)).toThrow(notThere);
  });

  it('says who has how much, what is late, and when they are free next', async () => {
    const [lead, adviser] = [person('lead'), person('adviser', 'north')];
    const monday = instantOf('2027-02-01', '08:00');
    clock.now = () => monday;
    await given(adviser);
    const { startsAt } = await arranged(adviser);
    const before = await loadOf(lead, adviser);
    expect(before).toMatchObject({ open: 2, ours: 1, overdue: 0, thisWeek: 1, here: true });
    expect(before.nextFree).toBeGreaterThan(startsAt);
    clock.now = () => monday + 7 * day;
    expect(await loadOf(lead, adviser)).toMatchObject({ overdue: 1, thisWeek: 0 });
    const looked = readAudit({ actions: ['team-opened'] }, 10);
    expect(looked.some(({ actorId }) => actorId === lead.accountId)).toBe(true);
  });

  it('says who is away', async () => {
    const [lead, adviser] = [person('lead'), person('adviser', 'north')];
    const date = today(clock.now());
    const lastDay = addDays(date, 3);
    database()
      .insert(exceptions)
      .values({
        id: newId(),
        adviserId: adviser.accountId,
        firstDay: date,
        lastDay,
        kind: 'away',
        createdAt: 1,
      })
      .run();
    expect((await loadOf(lead, adviser)).leave).toEqual({ is: 'now', lastDay });
  });

  it('counts who was answered in time, who was not, and who still can be', async () => {
    const [lead, adviser] = [person('lead'), person('adviser', 'north')];
    // A time of its own, so that no other test counts.
    const sent = instantOf('2028-03-06', '12:00');
    clock.now = () => sent;
    const [soon, late, never] = [
      await send(person('practitioner')),
      await send(person('practitioner')),
      await send(person('practitioner')),
    ];
    await changeRequest(adviser, soon, { change: 'message', words: 'We will ring you.' });
    const figures = async () =>
      (await readTeams(lead)).find(({ team }) => team === 'north')!.standard;
    expect(await figures()).toMatchObject({ within: 3, inTime: 1, late: 0, waiting: 2 });
    clock.now = () => sent + 7 * day;
    await changeRequest(adviser, late, { change: 'message', words: 'We are sorry to be late.' });
    expect(await figures()).toMatchObject({ inTime: 1, late: 2, waiting: 0 });
    expect(never).toBeTruthy();
  });
});

describe('what a lead looks into', () => {
  it('has who asked for another adviser, with their words, until somebody is given the request', async () => {
    const [lead, first, second] = [
      person('lead'),
      person('adviser', 'north'),
      person('adviser', 'north'),
    ];
    const practitioner = person('practitioner');
    const reference = await send(practitioner);
    await changeRequest(first, reference, { change: 'assign', adviserId: first.accountId });
    const concern = () => readConcerns(lead).filter((its) => its.reference === reference);
    expect(concern()).toEqual([]);
    await changeRequest(practitioner, reference, {
      change: 'ask-for-another-adviser',
      words: 'We know each other.',
    });
    expect(concern()).toMatchObject([{ words: 'We know each other.', state: 'submitted' }]);
    await changeRequest(lead, reference, { change: 'assign', adviserId: second.accountId });
    expect(concern()).toEqual([]);
  });

  it('has requests that everybody in the team stepped aside from', async () => {
    const lead = person('lead');
    const [one, other] = [person('adviser', 'wales'), person('adviser', 'wales')];
    const reference = await send(person('practitioner'));
    database()
      .update(requests)
      .set({ team: 'wales' })
      .where(eq(requests.reference, reference))
      .run();
    const isThere = () => readUnanswerable(lead).some((its) => its.reference === reference);
    await changeRequest(one, reference, { change: 'step-aside' });
    expect(isThere()).toBe(false);
    await changeRequest(other, reference, { change: 'step-aside' });
    expect(isThere()).toBe(true);
  });
});

describe('cover', () => {
  it('gives everything that is open to a colleague; what cannot go stays, with the reason', async () => {
    const lead = person('lead');
    const [away, cover] = [person('adviser', 'north'), person('adviser', 'north')];
    const plain = await given(away);
    const moved = await arranged(away, 0);
    const barred = await given(away);
    await changeRequest(cover, barred, { change: 'step-aside' });
    const clashing = await arranged(away, 8);
    const own = await send(person('practitioner'));
    await changeRequest(cover, own, { change: 'confirm', startsAt: clashing.startsAt });

    const covered = await giveAll(lead, away.accountId, cover.accountId);
    expect(covered.moved).toBe(2);
    expect(covered.stayed.toSorted((a, b) => (a.because < b.because ? -1 : 1))).toEqual([
      { reference: clashing.reference, because: 'adviser-busy' },
      { reference: barred, because: 'conflict' },
    ]);
    expect(openOf(lead, away.accountId).toSorted()).toEqual(
      [barred, clashing.reference].toSorted(),
    );
    for (const reference of [plain, moved.reference])
      expect(readRequest(lead, reference).adviserId).toBe(cover.accountId);
    expect(readRequest(lead, moved.reference).meeting?.startsAt).toBe(moved.startsAt);
    const [last] = readAudit({ actions: ['requests-covered'] }, 1);
    expect(last).toMatchObject({ actorId: lead.accountId, subject: away.accountId, detail: '2' });
    // Once more moves nothing, and loses nothing.
    expect((await giveAll(lead, away.accountId, cover.accountId)).moved).toBe(0);
  });
});
