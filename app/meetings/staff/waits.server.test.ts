import { afterEach, expect, it } from 'vitest';
import { allBankHolidays } from '~/platform/time/bank-holidays.server';
import { clock, day, minute } from '~/platform/time/clock';
import { person } from '../../../tests/support/people';
import { noteIdentity, send } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import { slotsToOffer } from '../times/times.server';
import { readMeetingWaits, readReplyWaits } from './waits.server';

/** How long people waited, from what happened to their requests. */

const { now } = clock;
const at = (instant: string | number) => {
  clock.now = () => (typeof instant === 'number' ? instant : Date.parse(instant));
};
afterEach(() => {
  clock.now = now;
});

const november = { from: '2026-11-01', until: '2026-12-01' };
const byDays = (a: { days: number }, b: { days: number }) => a.days - b.days;

it('counts from the day somebody asks to the first answer, and to the meeting that was held', async () => {
  const adviser = person('adviser', 'north');
  const holidays = await allBankHolidays();

  at('2026-10-31T23:30:00Z'); // still October in London
  await send(person('practitioner'));
  at('2026-11-06T10:00:00Z'); // a Friday
  const answered = await send(person('practitioner'));
  const writer = person('practitioner');
  const takenBack = await send(writer);
  const waiting = await send(person('practitioner'));
  await changeRequest(writer, takenBack, { change: 'withdraw' });
  at('2026-11-10T10:00:00Z');
  await changeRequest(adviser, answered, { change: 'message', words: 'I will ring you.' });
  at('2026-11-11T10:00:00Z');
  await changeRequest(adviser, answered, { change: 'message', words: 'I rang you.' });

  const replies = readReplyWaits(november, holidays, '2026-12-02').sort(byDays);
  expect(replies).toEqual([
    { days: 2, is: 'over' },
    { days: 18, is: 'waiting' },
    { days: 18, is: 'gone' },
  ]);

  const [slot] = await slotsToOffer(adviser, answered);
  await changeRequest(adviser, answered, { change: 'confirm', startsAt: slot!.startsAt });
  await noteIdentity(adviser, answered);
  at(slot!.startsAt + 90 * minute);
  expect(await changeRequest(adviser, answered, { change: 'record-held' })).toEqual({ done: true });
  at(slot!.startsAt + 9 * day);
  await changeRequest(adviser, answered, { change: 'close' });

  const days = Math.round((slot!.startsAt - Date.parse('2026-11-06T10:00:00Z')) / day);
  expect(readMeetingWaits(november, holidays, '2026-12-02').sort(byDays)).toEqual([
    { days, is: 'over' },
    { days: 26, is: 'waiting' },
    { days: 26, is: 'gone' },
  ]);
  expect(waiting).toBeTruthy();
  expect(
    readReplyWaits({ from: '2026-12-01', until: '2027-01-01' }, holidays, '2027-01-02'),
  ).toEqual([]);
});
