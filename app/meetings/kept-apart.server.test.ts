import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { accounts, events, outbox, requests } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { send, someAnswers } from '../../tests/support/requests';
import {
  noteAdvisedEmployer,
  readAdvisedEmployers,
  removeAdvisedEmployer,
} from './staff/advised-employers.server';
import { changeRequest } from './changes.server';
import type { CompleteAnswers } from './questions/questions';
import { queueGroups } from './staff/queue';
import { countQueue, readQueue, searchQueue } from './staff/queue.server';
import { openRequest } from './managing/openings.server';
import { advisersInConflict, readRequest, referencesOf, requestIdOf } from './requests.server';
import { readStaffNotes, writeStaffNote } from './staff/staff-notes.server';
import { readConcerns, readUnanswerable } from './staff/concerns.server';
import { giveAll, openOf } from './staff/cover.server';
import { slotsToOffer, timesToTake } from './times/times.server';

/** Who must not answer a request does not know it, by any way there is, and somebody else always does. */

let lead: Person;
let other: Person;
let adviser: Person;

const everybodys = { who: 'everybody' };
/** How many requests each list had before. */
let before: ReturnType<typeof countQueue>;

/** Everybody of an earlier test has left. */
beforeEach(() => {
  // The first person made also makes the database.
  person('practitioner');
  database().update(accounts).set({ disabledAt: 1 }).run();
  lead = person('lead');
  other = person('lead');
  adviser = person('adviser', 'north');
});

const leaves = ({ accountId }: Person, disabledAt: number | null = clock.now()) =>
  database().update(accounts).set({ disabledAt }).where(eq(accounts.id, accountId)).run();

const separate = (organisation: string): CompleteAnswers => ({
  ...someAnswers,
  organisation: { nation: 'england', organisation, separateAdviser: 'yes' },
});

const idOf = (reference: string): string =>
  database().select().from(requests).where(eq(requests.reference, reference)).get()!.id;

/** Where a lead comes across a request; none of these is it itself. */
async function waysTo(actor: Person, reference: string): Promise<string[]> {
  const ways: Record<string, () => unknown> = {
    page: () => readRequest(actor, reference),
    opening: () => openRequest(actor, reference),
    id: () => requestIdOf(actor, reference),
    trail: () => referencesOf(actor, [idOf(reference)]).size > 0,
    notes: () => readStaffNotes(actor, reference),
    note: () => writeStaffNote(actor, reference, 'A note.').done,
    times: () => slotsToOffer(actor, reference),
    message: async () =>
      (await changeRequest(actor, reference, { change: 'message', words: 'News.' })).done,
    reference: () => searchQueue(actor, reference).is === 'reference',
    concerns: () => readConcerns(actor).some((its) => its.reference === reference),
    unanswerable: () => readUnanswerable(actor).some((its) => its.reference === reference),
    cover: () => openOf(actor, adviser.accountId).includes(reference),
  };
  for (const group of queueGroups) {
    const filter = { group, who: 'everybody' };
    ways[`list ${group}`] = () =>
      readQueue(actor, filter).lines.some((line) => line.reference === reference);
    ways[`count ${group}`] = () => countQueue(actor, everybodys)[group] > before[group];
  }
  const open = [];
  for (const [way, goes] of Object.entries(ways)) {
    const found = await Promise.resolve()
      .then(goes)
      .catch((error: unknown) => {
        expect((error as Response).status).toBe(404);
        return false;
      });
    if (found) open.push(way);
  }
  return open;
}

/** Sends a request; what is counted from then on is beside what was there. */
async function newRequest(answers?: CompleteAnswers): Promise<[Person, string]> {
  before = countQueue(lead, everybodys);
  const practitioner = person('practitioner');
  return [practitioner, await send(practitioner, answers)];
}

describe('a lead who stepped aside', () => {
  it('is told how many requests they cannot give on when they cover for somebody', async () => {
    const [, reference] = await newRequest();
    await changeRequest(adviser, reference, { change: 'assign', adviserId: adviser.accountId });
    const [, another] = await newRequest();
    await changeRequest(adviser, another, { change: 'assign', adviserId: adviser.accountId });
    await changeRequest(lead, reference, { change: 'step-aside' });
    const colleague = person('adviser', 'north');
    expect(await giveAll(lead, adviser.accountId, colleague.accountId)).toEqual({
      moved: 1,
      stayed: [],
      keptFromYou: 1,
    });
    expect(await giveAll(other, adviser.accountId, colleague.accountId)).toMatchObject({
      moved: 1,
      keptFromYou: 0,
    });
  });

  it('comes across the request no more; the other leads do', async () => {
    const [practitioner, reference] = await newRequest();
    await changeRequest(adviser, reference, { change: 'assign', adviserId: adviser.accountId });
    await changeRequest(practitioner, reference, { change: 'ask-for-another-adviser' });
    expect(await waysTo(lead, reference)).toContain('concerns');
    expect(await changeRequest(lead, reference, { change: 'step-aside' })).toEqual({ done: true });
    expect(await waysTo(lead, reference)).toEqual([]);
    expect(await waysTo(other, reference)).toEqual(
      expect.arrayContaining(['page', 'message', 'concerns', 'cover', 'list open', 'count open']),
    );
  });

  it('is told of no concern about it, and nor is the lead whom it is about', async () => {
    const [practitioner, reference] = await newRequest();
    const third = person('lead');
    await changeRequest(third, reference, { change: 'assign', adviserId: third.accountId });
    await changeRequest(lead, reference, { change: 'step-aside' });
    await changeRequest(practitioner, reference, { change: 'ask-for-another-adviser' });
    expect(toldOfLast(reference)).toEqual([emailOf(findAccount(other.accountId)!)]);
    // Better that the lead hears of it themselves than nobody.
    leaves(other);
    await changeRequest(practitioner, reference, {
      change: 'ask-for-another-adviser',
      words: 'Please.',
    });
    expect(toldOfLast(reference)).toEqual([emailOf(findAccount(third.accountId)!)]);
  });
});

/** To whom the messages of the last event of a request go. */
function toldOfLast(reference: string): string[] {
  const all = database()
    .select()
    .from(events)
    .where(eq(events.requestId, idOf(reference)))
    .all();
  const last = all.at(-1)!;
  const rows = database()
    .select()
    .from(outbox)
    .where(eq(outbox.requestId, idOf(reference)))
    .all()
    .filter(({ idempotencyKey }) => idempotencyKey.startsWith(`event:${last.id}:`));
  return rows.map(({ id, sealedMessage }) => {
    const place = { table: 'outbox', column: 'sealed_message', row: id };
    return (JSON.parse(unseal(place, sealedMessage!)) as { to: string }).to;
  });
}

describe('a lead who advised the employer', () => {
  it('comes across no request from there that asks for somebody else, early or late', async () => {
    const [, reference] = await newRequest(separate('Weatherfield'));
    expect(await waysTo(lead, reference)).toContain('page');
    await noteAdvisedEmployer(lead, 'Weatherfield NHS Trust');
    expect(await waysTo(lead, reference)).toEqual([]);
    const later = await send(person('practitioner'), separate('WEATHERFIELD'));
    expect(await waysTo(lead, later)).toEqual([]);
    expect(await waysTo(other, later)).toContain('page');
    const usual = await send(person('practitioner'));
    expect(await waysTo(lead, usual)).toContain('page');
  });
});

describe('whoever takes an employer out of their list', () => {
  it('reads none of the requests that were kept from them, and those that come', async () => {
    const [, reference] = await newRequest(separate('Casterbridge'));
    for (const who of [adviser, lead]) {
      await noteAdvisedEmployer(who, 'Casterbridge');
      expect(removeAdvisedEmployer(who, readAdvisedEmployers(who)[0]!.id)).toBe(true);
      expect(requestIdOf(who, reference)).toBeNull();
      const later = await send(person('practitioner'), separate('Casterbridge'));
      expect(requestIdOf(who, later)).not.toBeNull();
    }
  });
});

describe('the last who could see to a request', () => {
  const steps = (who: Person, reference: string) =>
    changeRequest(who, reference, { change: 'step-aside' });

  it('cannot step aside, until somebody comes', async () => {
    const [, reference] = await newRequest();
    expect(await steps(adviser, reference)).toEqual({ done: true });
    expect(await steps(other, reference)).toEqual({ done: true });
    expect(await steps(lead, reference)).toEqual({ done: false, because: 'nobody-else' });
    person('adviser', 'wales');
    expect(await steps(lead, reference)).toEqual({ done: false, because: 'nobody-else' });
    person('adviser', 'north');
    expect(await steps(lead, reference)).toEqual({ done: true });
  });

  it('sees it again when the others have gone, gives it on, and does not meet them', async () => {
    const [, reference] = await newRequest(separate('Barchester'));
    await noteAdvisedEmployer(lead, 'Barchester');
    await noteAdvisedEmployer(adviser, 'Barchester');
    expect(requestIdOf(lead, reference)).toBeNull();
    leaves(other);
    expect(requestIdOf(lead, reference)).not.toBeNull();
    expect(requestIdOf(adviser, reference)).toBeNull();
    expect(readUnanswerable(lead)).toMatchObject([{ reference }]);
    expect(await slotsToOffer(lead, reference)).toEqual([]);
    expect(
      await changeRequest(lead, reference, { change: 'offer-times', startsAt: [clock.now()] }),
    ).toEqual({ done: false, because: 'conflict' });
    const elsewhere = person('adviser', 'wales');
    const asked = { change: 'assign', adviserId: elsewhere.accountId } as const;
    expect(await changeRequest(lead, reference, asked)).toEqual({ done: true });
    leaves(other, null);
    expect(requestIdOf(lead, reference)).toBeNull();
  });
});

describe('an employer that is noted in the moment in which a time is taken', () => {
  it('is not noted: nobody is left with an adviser who must not meet them', async () => {
    const [, own] = await newRequest(separate('Middlemarch'));
    await changeRequest(adviser, own, { change: 'assign', adviserId: adviser.accountId });
    const practitioner = person('practitioner');
    const reference = await send(practitioner, separate('Middlemarch'));
    const [time] = await timesToTake(practitioner, reference);
    const [noted, taken] = await Promise.all([
      noteAdvisedEmployer(adviser, 'Middlemarch'),
      changeRequest(practitioner, reference, { change: 'take', startsAt: time!.startsAt }),
    ]);
    expect(taken).toEqual({ done: true });
    expect(noted).toEqual({ done: false, because: 'still-yours', references: [reference] });
    expect(readRequest(adviser, reference).meeting?.startsAt).toBe(time!.startsAt);
  });
});

it('what a list leaves out for somebody, and who must leave a request alone, are one rule', async () => {
  const [aside, advised] = [person('adviser', 'north'), person('adviser', 'north')];
  await noteAdvisedEmployer(advised, 'Royal Free London NHS Foundation Trust');
  const references = [];
  for (const answers of [
    separate('royal free london'),
    separate('Barts Health'),
    { ...separate('royal free london'), organisation: { ...someAnswers.organisation } },
  ]) {
    const [, reference] = await newRequest(answers);
    references.push(reference);
  }
  await changeRequest(aside, references[1]!, { change: 'step-aside' });
  const leftAlone = references.flatMap((reference) => {
    const row = database().select().from(requests).where(eq(requests.reference, reference)).get()!;
    const inConflict = advisersInConflict(database(), row);
    return [adviser, aside, advised].map((each) => {
      const isLeftOut = requestIdOf(each, reference) === null;
      expect(inConflict.has(each.accountId)).toBe(isLeftOut);
      return isLeftOut;
    });
  });
  expect(leftAlone.filter(Boolean)).toHaveLength(2);
});
