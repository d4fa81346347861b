import { expect, it } from 'vitest';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import type { Asked } from './asked';
import { changeRequest } from './changes.server';
import { slotsToOffer } from './times/times.server';
import { readRequest } from './requests.server';

const byVideo: Asked = { change: 'correct', step: 'how', answer: { method: 'video' } };
const byPhone: Asked = {
  change: 'correct',
  step: 'how',
  answer: { method: 'phone', phone: '07700 900 123' },
};

it('gives a meeting a video room when the practitioner changes to video, and takes it away again', async () => {
  const [me, adviser] = [person('practitioner'), person('adviser', 'north')];
  const reference = await send(me);
  const [slot] = await slotsToOffer(adviser, reference);
  await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [slot!.startsAt] });
  const [offer] = readRequest(me, reference).offers;
  await changeRequest(me, reference, { change: 'accept', offerId: offer!.id });
  const meeting = () => readRequest(me, reference).meeting;
  expect(meeting()!.room).toBeNull();
  await changeRequest(me, reference, byVideo);
  expect(meeting()).toMatchObject({ startsAt: slot!.startsAt, room: expect.any(String) });
  await changeRequest(me, reference, byPhone);
  expect(meeting()).toMatchObject({ startsAt: slot!.startsAt, room: null });
});

it('writes nothing when nothing was altered, and an event for each answer that was', async () => {
  const me = person('practitioner');
  const reference = await send(me);
  const corrections = () =>
    readRequest(me, reference).events.filter(({ change }) => change === 'correct').length;
  await changeRequest(me, reference, byPhone);
  expect(corrections()).toBe(0);
  await changeRequest(me, reference, byVideo);
  await changeRequest(me, reference, byVideo);
  expect(corrections()).toBe(1);
  await changeRequest(me, reference, byPhone);
  expect(corrections()).toBe(2);
});
