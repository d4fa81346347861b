import { expect, it } from 'vitest';
import { changeRequest, eraseOwnRequests, slotsToOffer } from '~/meetings/index.server';
import { inTransaction } from '~/platform/database.server';
import { person } from '../../tests/support/people';
import { send, someAnswers } from '../../tests/support/requests';
import { withMethods } from './diary.server';

it('a diary says how each meeting takes place as it is set up now, to who may see its request', async () => {
  const adviser = person('adviser', 'north');
  const arrange = async (how: (typeof someAnswers)['how']) => {
    const practitioner = person('practitioner');
    const reference = await send(practitioner, { ...someAnswers, how });
    const [slot] = await slotsToOffer(adviser, reference);
    await changeRequest(adviser, reference, { change: 'confirm', startsAt: slot!.startsAt });
    return { practitioner, reference };
  };
  const byVideo = await arrange({ method: 'video' });
  const byPhone = await arrange({ method: 'phone', phone: '07700 900 123' });
  const nowByPhone = await arrange({ method: 'video' });
  await changeRequest(adviser, nowByPhone.reference, {
    change: 'set-joining',
    joining: { by: 'phone', caller: 'us', number: null },
  });
  const erased = await arrange({ method: 'video' });
  const entries = [byVideo, byPhone, nowByPhone, erased].map(({ reference }, index) => ({
    kind: 'meeting' as const,
    reference,
    startsAt: index,
    endsAt: index + 1,
  }));
  const day = { date: '2026-12-01', isBankHoliday: false, isAway: false, isFull: false };
  const methodsFor = (reader: typeof adviser) =>
    withMethods(reader, [{ ...day, entries }])[0]!.entries.map(({ method }) => method);

  expect(methodsFor(adviser)).toEqual(['video', 'phone', 'phone', 'video']);
  inTransaction((tx) => eraseOwnRequests(tx, erased.practitioner));
  expect(methodsFor(adviser)).toEqual(['video', 'phone', 'phone', undefined]);
  expect(methodsFor(person('adviser', 'wales'))).toEqual(Array(4).fill(undefined));
});
