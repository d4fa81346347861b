import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exceptions } from '#db/schema';
import { changeStaff } from '~/account/index.server';
import { changeRequest, readRequest, slotsToOffer } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { readAudit } from '~/platform/audit.server';
import { database } from '~/platform/database.server';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import { readAgenda } from './agenda.server';
import type { AskedDifference } from './asked';
import {
  addClosure,
  addException,
  addHours,
  purgeExceptions,
  readAvailability,
  readTeam,
  removeClosure,
  removeException,
  removeHours,
  setAdviserRules,
  setTeamRules,
} from './availability.server';
import { rulesOfAdviser } from './diary.server';
import { freeSlots } from './slots';
import { readDiary } from './diary.server';

const { now } = clock;
let adviser: Person;
let lead: Person;
beforeEach(() => {
  adviser = person('adviser', 'north');
  lead = person('lead');
  // A Monday morning, far from any change of the clocks.
  const monday = instantOf('2026-11-23', '08:00');
  clock.now = () => monday;
});
afterEach(() => {
  clock.now = now;
});

const leave = (firstDay: string, lastDay = firstDay): AskedDifference => ({
  kind: 'away',
  firstDay,
  lastDay,
  opens: null,
  closes: null,
});

const weekOf = (who: Person) =>
  readAvailability(who, who.accountId).week.map(({ weekday, opens, closes }) => ({
    weekday,
    opens,
    closes,
  }));

const daysWithTimes = (who: Person) =>
  new Set(
    freeSlots(readDiary(database(), who.accountId, new Set()), clock.now()).map(({ startsAt }) =>
      today(startsAt),
    ),
  );

const lastAudit = () => readAudit({}, 1)[0];

/** A meeting with the adviser, at their first free time. */
async function meet(): Promise<{ reference: string; startsAt: number }> {
  const practitioner = person('practitioner');
  const reference = await send(practitioner);
  const [slot] = await slotsToOffer(adviser, reference);
  const startsAt = slot!.startsAt;
  await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [startsAt] });
  const [offer] = readRequest(practitioner, reference).offers;
  await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
  return { reference, startsAt };
}

describe('an adviser’s week', () => {
  it('gets hours on several days at once, or other hours in their place', () => {
    const hours = { weekday: ['1' as const, '3' as const], opens: '18:00', closes: '19:00' };
    expect(addHours(adviser, adviser.accountId, hours)).toEqual({ done: true });
    expect(weekOf(adviser).filter(({ weekday }) => weekday === 3)).toHaveLength(2);
    expect(addHours(adviser, adviser.accountId, { ...hours, instead: 'yes' })).toEqual({
      done: true,
    });
    expect(weekOf(adviser).filter(({ weekday }) => weekday === 3)).toEqual([
      { weekday: 3, opens: '18:00', closes: '19:00' },
    ]);
    expect(lastAudit()).toMatchObject({
      action: 'availability-changed',
      actorId: adviser.accountId,
      subject: adviser.accountId,
      detail: 'week',
    });
  });

  it('does not get hours it has already, on any of the days', () => {
    const before = weekOf(adviser);
    const clashing = { weekday: ['2' as const, '5' as const], opens: '16:59', closes: '18:00' };
    expect(addHours(adviser, adviser.accountId, clashing)).toEqual({ done: false, taken: 2 });
    expect(weekOf(adviser)).toEqual(before);
    const touching = { ...clashing, opens: '17:00' };
    expect(addHours(adviser, adviser.accountId, touching)).toEqual({ done: true });
  });

  it('loses hours that are taken out, of this adviser and no other', () => {
    const [monday] = readAvailability(adviser, adviser.accountId).week;
    const other = person('adviser', 'north');
    removeHours(other, other.accountId, monday!.id);
    expect(weekOf(adviser)).toHaveLength(5);
    removeHours(adviser, adviser.accountId, monday!.id);
    expect(weekOf(adviser)).toHaveLength(4);
  });
});

describe('leave', () => {
  it('takes every time out of its days, and gives them back when it is taken out', () => {
    addException(adviser, adviser.accountId, leave('2026-11-25', '2026-11-27'));
    expect(daysWithTimes(adviser)).not.toContain('2026-11-26');
    expect(daysWithTimes(adviser)).toContain('2026-11-30');
    const [kept] = readAvailability(adviser, adviser.accountId).exceptions;
    removeException(adviser, adviser.accountId, kept!.id);
    expect(daysWithTimes(adviser)).toContain('2026-11-26');
  });

  it('cancels nothing, and says what is arranged in it', async () => {
    const { reference, startsAt } = await meet();
    const during = leave(today(startsAt));
    const found = addException(adviser, adviser.accountId, during);
    expect(found).toMatchObject([{ reference, startsAt, kind: 'meeting' }]);
    expect(readRequest(adviser, reference).state).toBe('confirmed');
    expect(readAvailability(adviser, adviser.accountId).inAway).toEqual(found);
    expect(readAvailability(lead, adviser.accountId).inAway).toEqual(found);
  });

  it('for an hour says nothing of a meeting beside it', async () => {
    const { startsAt } = await meet();
    const date = today(startsAt);
    // The first free time is at 9: the meeting is over before half past 10.
    const hours = { ...leave(date), opens: '10:30', closes: '11:30' };
    expect(addException(adviser, adviser.accountId, hours)).toEqual([]);
  });

  it('is told of for times on offer, too', async () => {
    const reference = await send(person('practitioner'));
    const [slot] = await slotsToOffer(adviser, reference);
    const startsAt = slot!.startsAt;
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [startsAt] });
    expect(addException(adviser, adviser.accountId, leave(today(startsAt)))).toMatchObject([
      { reference, kind: 'offer' },
    ]);
  });

  it('is forgotten a year after its last day, and not before', () => {
    addException(adviser, adviser.accountId, leave('2026-11-25'));
    const isKept = () =>
      database().select().from(exceptions).where(eq(exceptions.adviserId, adviser.accountId)).all()
        .length > 0;
    const last = instantOf('2026-11-25', '12:00');
    clock.now = () => last + 365 * day;
    purgeExceptions();
    expect(isKept()).toBe(true);
    clock.now = () => last + 366 * day;
    expect(purgeExceptions()).toBeGreaterThan(0);
    expect(isKept()).toBe(false);
  });
});

describe('rules', () => {
  const nothing = { lengthMinutes: null, bufferMinutes: null, mostPerDay: null, published: null };
  const nothingOfTeam = {
    ...nothing,
    noticeHours: null,
    horizonDays: null,
    cutOffHours: null,
    answerWithinDays: null,
  };

  it('are the adviser’s own, else the team’s, else the usual ones', () => {
    setTeamRules(lead, 'north', { ...nothingOfTeam, lengthMinutes: 30, mostPerDay: 2 });
    setAdviserRules(adviser, adviser.accountId, {
      ...nothing,
      lengthMinutes: 60,
      published: false,
    });
    expect(rulesOfAdviser(database(), adviser.accountId)).toMatchObject({
      length: hour,
      mostPerDay: 2,
      buffer: 15 * minute,
      published: false,
    });
    setAdviserRules(adviser, adviser.accountId, nothing);
    expect(rulesOfAdviser(database(), adviser.accountId).length).toBe(30 * minute);
    setTeamRules(lead, 'north', nothingOfTeam);
    expect(rulesOfAdviser(database(), adviser.accountId).length).toBe(45 * minute);
    expect(lastAudit()).toMatchObject({ action: 'team-rules-changed', subject: 'north' });
  });

  it('of a team close it for everybody in it, and for nobody else', () => {
    const welsh = person('adviser', 'wales');
    addClosure(lead, 'north', leave('2026-12-24'));
    expect(daysWithTimes(adviser)).not.toContain('2026-12-24');
    expect(daysWithTimes(welsh)).toContain('2026-12-24');
    const [closure] = readTeam(lead, 'north').closures;
    expect(readAvailability(adviser, adviser.accountId).exceptions).toMatchObject([
      { id: closure!.id, ofTeam: true },
    ]);
    // It is not the adviser's to take out.
    removeException(adviser, adviser.accountId, closure!.id);
    expect(daysWithTimes(adviser)).not.toContain('2026-12-24');
    removeClosure(lead, 'north', closure!.id);
    expect(daysWithTimes(adviser)).toContain('2026-12-24');
  });
});

describe('somebody else’s availability', () => {
  const works = (id: string): ((actor: Person) => unknown)[] => [
    (actor) => readAvailability(actor, id),
    (actor) => addHours(actor, id, { weekday: ['1'], opens: '18:00', closes: '19:00' }),
    (actor) => removeHours(actor, id, 'any'),
    (actor) => addException(actor, id, leave('2026-12-01')),
    (actor) => removeException(actor, id, 'any'),
    (actor) =>
      setAdviserRules(actor, id, {
        lengthMinutes: 30,
        bufferMinutes: null,
        mostPerDay: null,
        published: null,
      }),
  ];
  const statusOf = (work: () => unknown) => {
    try {
      work();
      return 200;
    } catch (error) {
      return (error as Response).status;
    }
  };

  it('is not there for advisers, editors and practitioners, as if it never was', () => {
    const others = [person('adviser', 'north'), person('editor'), person('practitioner')];
    for (const id of [adviser.accountId, 'never'])
      for (const other of others)
        for (const work of works(id)) expect(statusOf(() => work(other))).toBe(404);
    expect(weekOf(adviser)).toHaveLength(5);
  });

  it('is a lead’s to change, and the trail says so', () => {
    for (const work of works(adviser.accountId)) expect(statusOf(() => work(lead))).toBe(200);
    expect(lastAudit()).toMatchObject({
      action: 'availability-changed',
      actorId: lead.accountId,
      subject: adviser.accountId,
      detail: 'rules',
    });
  });

  it('is not there for a lead either when nobody meets them, or they have left', () => {
    const editor = person('editor');
    const practitioner = person('practitioner');
    changeStaff('operator', adviser.accountId, 'disable');
    for (const { accountId } of [editor, practitioner, adviser])
      expect(statusOf(() => readAvailability(lead, accountId))).toBe(404);
  });

  it('is a team’s only for leads', () => {
    for (const work of [
      () => readTeam(adviser, 'north'),
      () => addClosure(adviser, 'north', leave('2026-12-01')),
      () => removeClosure(adviser, 'north', 'any'),
    ])
      expect(statusOf(work)).toBe(404);
  });
});

describe('a team that is closed', () => {
  it('meets nobody then, and its lead is told what is arranged, with whomever of the team', async () => {
    const { reference, startsAt } = await meet();
    expect(readTeam(lead, 'north').inClosures).toEqual([]);
    addClosure(lead, 'north', leave(today(startsAt)));
    expect(daysWithTimes(adviser)).not.toContain(today(startsAt));
    const { inClosures, closures } = readTeam(lead, 'north');
    expect(inClosures).toContainEqual(
      expect.objectContaining({ reference, startsAt, kind: 'meeting' }),
    );
    expect(readTeam(lead, 'wales').inClosures).toEqual([]);
    removeClosure(lead, 'north', closures[0]!.id);
    expect(readTeam(lead, 'north').inClosures).toEqual([]);
  });
});

describe('a diary', () => {
  const weekFrom = (date: string) => Array.from({ length: 7 }, (_, index) => addDays(date, index));

  it('shows a meeting by its reference, and the time that is left around it', async () => {
    const { reference, startsAt } = await meet();
    const { days } = await readAgenda(adviser, adviser.accountId, weekFrom('2026-11-23'));
    const its = days.find(({ date }) => date === today(startsAt))!;
    expect(its.entries.filter(({ kind }) => kind === 'meeting')).toMatchObject([
      { reference, startsAt, endsAt: startsAt + 45 * minute },
    ]);
    for (const { kind, startsAt: from, endsAt } of its.entries)
      if (kind === 'free') expect(from >= startsAt + 45 * minute || endsAt <= startsAt).toBe(true);
  });

  it('of a colleague opens to a lead, which is recorded once an hour, and to nobody else', async () => {
    const dates = weekFrom('2026-11-23');
    await readAgenda(lead, adviser.accountId, dates);
    await readAgenda(lead, adviser.accountId, dates);
    const looks = readAudit({ subject: adviser.accountId }, 50).filter(
      ({ action }) => action === 'diary-opened',
    );
    expect(looks).toMatchObject([{ actorId: lead.accountId }]);
    const other = person('adviser', 'north');
    await expect(readAgenda(other, adviser.accountId, dates)).rejects.toMatchObject({
      status: 404,
    });
  });
});
