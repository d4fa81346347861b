import { describe, expect, it } from 'vitest';
import type { Person } from '~/platform/access';
import { person } from '../../../tests/support/people';
import { send, someAnswers } from '../../../tests/support/requests';
import {
  noteAdvisedEmployer,
  readAdvisedEmployers,
  removeAdvisedEmployer,
} from './advised-employers.server';
import { changeRequest } from '../changes.server';
import { colleaguesFor } from './colleagues.server';
import { readDesk } from './desk.server';
import type { CompleteAnswers } from '../questions/questions';
import { firstFilter } from './queue';
import { readQueue } from './queue.server';
import { readRequest } from '../requests.server';
import { slotsToOffer } from '../times/times.server';

const answers = (organisation: string, separateAdviser: 'yes' | 'no'): CompleteAnswers => ({
  ...someAnswers,
  organisation: { nation: 'england', organisation, separateAdviser },
});

/** Each test has an employer of its own: the tests share a database. */
let count = 0;
const newEmployer = () => `Weatherfield${(count += 1)} Teaching Hospitals NHS Trust`;
const otherSpelling = (name: string) => name.replace(/ Teaching.*/, '').toUpperCase();

const isThere = (actor: Person, reference: string): boolean => {
  try {
    readRequest(actor, reference);
    return true;
  } catch {
    return false;
  }
};

describe('an employer somebody has advised', () => {
  it('keeps them at once from who asked for somebody else, however it is spelled', async () => {
    const employer = newEmployer();
    const adviser = person('adviser', 'north');
    const apart = await send(person('practitioner'), answers(employer, 'yes'));
    const open = await send(person('practitioner'), answers(employer, 'no'));
    expect(isThere(adviser, apart)).toBe(true);
    expect(await noteAdvisedEmployer(adviser, otherSpelling(employer))).toMatchObject({
      done: true,
    });
    expect(isThere(adviser, apart)).toBe(false);
    expect(readQueue(adviser, firstFilter).lines.map(({ reference }) => reference)).not.toContain(
      apart,
    );
    const later = await send(person('practitioner'), answers(employer, 'yes'));
    expect(isThere(adviser, later)).toBe(false);
    // Who did not ask is only a question of what they think themselves.
    expect(readDesk(adviser, open)).toMatchObject({ separate: false, youAdvised: true });
    expect(isThere(person('adviser', 'north'), apart)).toBe(true);
  });

  it('is not offered as a colleague to take such a request over', async () => {
    const employer = newEmployer();
    const [mine, theirs] = [person('adviser', 'north'), person('adviser', 'north')];
    const reference = await send(person('practitioner'), answers(employer, 'yes'));
    const listed = async () => (await colleaguesFor(mine, reference)).map(({ id }) => id);
    expect(await listed()).toContain(theirs.accountId);
    await noteAdvisedEmployer(theirs, employer);
    expect(await listed()).not.toContain(theirs.accountId);
    const outcome = { done: false, because: 'conflict' };
    const asked = { change: 'assign', adviserId: theirs.accountId } as const;
    expect(await changeRequest(mine, reference, asked)).toEqual(outcome);
  });

  it('makes them step aside from what they had taken on, so that a lead hears of it', async () => {
    const employer = newEmployer();
    const adviser = person('adviser', 'north');
    const reference = await send(person('practitioner'), answers(employer, 'yes'));
    await changeRequest(adviser, reference, { change: 'assign', adviserId: adviser.accountId });
    await noteAdvisedEmployer(adviser, employer);
    const view = readRequest(person('lead'), reference);
    expect(view.adviserId).toBeNull();
    expect(view.events.at(-1)!.change).toBe('step-aside');
  });

  it('is noted only when nobody is left waiting with times of theirs', async () => {
    const employer = newEmployer();
    const [adviser, colleague] = [person('adviser', 'north'), person('adviser', 'north')];
    const reference = await send(person('practitioner'), answers(employer, 'yes'));
    const [slot] = await slotsToOffer(adviser, reference);
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [slot!.startsAt] });
    expect(await noteAdvisedEmployer(adviser, employer)).toEqual({
      done: false,
      because: 'still-yours',
      references: [reference],
    });
    expect(isThere(adviser, reference)).toBe(true);
    await changeRequest(adviser, reference, { change: 'assign', adviserId: colleague.accountId });
    expect(await noteAdvisedEmployer(adviser, employer)).toMatchObject({ done: true });
    expect(isThere(adviser, reference)).toBe(false);
  });

  it('is in the list once, and its owner’s alone to take out', async () => {
    const employer = newEmployer();
    const adviser = person('adviser', 'north');
    const first = await noteAdvisedEmployer(adviser, employer);
    expect(await noteAdvisedEmployer(adviser, otherSpelling(employer))).toEqual(first);
    const [own] = readAdvisedEmployers(adviser);
    expect(own!.name).toBe(employer);
    expect(removeAdvisedEmployer(person('adviser', 'north'), own!.id)).toBe(false);
    expect(readAdvisedEmployers(person('lead'))).toEqual([]);
    expect(removeAdvisedEmployer(adviser, own!.id)).toBe(true);
    expect(readAdvisedEmployers(adviser)).toEqual([]);
  });

  it('has a name of its own', async () => {
    const adviser = person('adviser', 'north');
    expect(await noteAdvisedEmployer(adviser, 'The NHS Trust')).toEqual({
      done: false,
      because: 'name-missing',
    });
    expect(await noteAdvisedEmployer(adviser, 'x'.repeat(201))).toEqual({
      done: false,
      because: 'name-too-long',
    });
  });
});

describe('who could take a request over', () => {
  it('is its team and the leads for an adviser, everybody for a lead, and nobody who has it already', async () => {
    const [mine, welsh, lead] = [
      person('adviser', 'north'),
      person('adviser', 'wales'),
      person('lead'),
    ];
    const reference = await send(person('practitioner'), answers(newEmployer(), 'no'));
    const ids = async (actor: Person) =>
      (await colleaguesFor(actor, reference)).map(({ id }) => id);
    expect(await ids(mine)).toEqual(expect.arrayContaining([mine.accountId, lead.accountId]));
    expect((await ids(mine))[0]).toBe(mine.accountId);
    expect(await ids(mine)).not.toContain(welsh.accountId);
    expect(await ids(lead)).toContain(welsh.accountId);
    await changeRequest(mine, reference, { change: 'assign', adviserId: mine.accountId });
    expect(await ids(lead)).not.toContain(mine.accountId);
  });

  it('comes with what they have to do, and whether they are free for the meeting', async () => {
    const [mine, busy, away] = [
      person('adviser', 'north'),
      person('adviser', 'north'),
      person('adviser', 'north'),
    ];
    const arrange = async (adviser: Person) => {
      const reference = await send(person('practitioner'), answers(newEmployer(), 'no'));
      const [slot] = await slotsToOffer(adviser, reference);
      const asked = { change: 'confirm', startsAt: slot!.startsAt } as const;
      expect(await changeRequest(adviser, reference, asked)).toEqual({ done: true });
      return reference;
    };
    const reference = await arrange(mine);
    await arrange(busy);
    const found = await colleaguesFor(mine, reference);
    const of = ({ accountId }: Person) => found.find(({ id }) => id === accountId);
    expect(of(busy)).toMatchObject({ open: 1, atMeeting: 'busy' });
    expect(of(away)).toMatchObject({ open: 0, atMeeting: 'free' });
  });
});
