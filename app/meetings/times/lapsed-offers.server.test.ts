import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeStaff } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { clock, hour } from '~/platform/time/clock';
import { instantOf } from '~/platform/time/london';
import { deliverDue, sentMessages } from '~/platform/mail/outbox.server';
import { person } from '../../../tests/support/people';
import { send, welshAnswers } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import { takeBackLapsedOffers } from './lapsed-offers.server';
import { readQueue } from '../staff/queue.server';
import { readRequest } from '../requests.server';
import { slotsToOffer } from './times.server';

/** Offered times that pass while nobody accepts one. */

const { now } = clock;
let amina: Person;
let adviser: Person;
let reference: string;
let last: number;

beforeEach(async () => {
  amina = person('practitioner');
  adviser = person('adviser', 'wales');
  clock.now = () => instantOf('2026-11-23', '08:00');
  reference = await send(amina, welshAnswers);
  const times = (await slotsToOffer(adviser, reference)).slice(0, 2);
  last = times[1]!.startsAt;
  const startsAt = times.map((time) => time.startsAt);
  await changeRequest(adviser, reference, { change: 'offer-times', startsAt });
});
afterEach(async () => {
  await changeRequest(amina, reference, { change: 'withdraw' });
  clock.now = now;
});

const toDo = () =>
  readQueue(adviser, { group: 'to-do', who: 'everybody' }).lines.map((line) => line.reference);

it('are the practitioner’s to choose from as long as one can be accepted', async () => {
  // A time can be accepted until four hours before it.
  clock.now = () => last - 4 * hour - 1;
  expect(await takeBackLapsedOffers()).toBe(0);
  expect(readRequest(amina, reference)).toMatchObject({ waitingOn: 'them', answerBy: null });
});

it('are ours to replace when none can, within the service standard, and both hear of it once', async () => {
  clock.now = () => last - 4 * hour;
  await deliverDue();
  const before = sentMessages().length;
  expect(await takeBackLapsedOffers()).toBe(1);
  // Three working days from Tuesday.
  expect(readRequest(amina, reference)).toMatchObject({
    state: 'offered',
    waitingOn: 'us',
    answerBy: '2026-11-27',
    offers: [],
  });
  expect(toDo()).toContain(reference);
  expect(await takeBackLapsedOffers()).toBe(0);
  await deliverDue();
  expect(sentMessages().length - before).toBe(2);
});

it('are ours to replace when the adviser who offered them has left', async () => {
  const colleague = person('adviser', 'wales');
  changeStaff('operator', adviser.accountId, 'disable');
  expect(await takeBackLapsedOffers()).toBe(1);
  expect(readRequest(colleague, reference).waitingOn).toBe('us');
});

it('are left alone when the practitioner has just asked for others', async () => {
  clock.now = () => last;
  await changeRequest(amina, reference, { change: 'ask-for-other-times' });
  const { answerBy } = readRequest(amina, reference);
  expect(await takeBackLapsedOffers()).toBe(0);
  expect(readRequest(amina, reference)).toMatchObject({ state: 'submitted', answerBy });
});
