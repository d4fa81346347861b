import { expect, it } from 'vitest';
import { readUndelivered } from '~/adviser/undelivered.server';
import { feedOf, meetingsCalendar } from '~/diary/calendar-feed.server';
import {
  makeFeed,
  purgeBusyTimes,
  purgeExceptions,
  readAgenda,
  readAvailability,
} from '~/diary/index.server';
import {
  changeRequest,
  colleaguesFor,
  eraseOldWords,
  inventRequests,
  openRequest,
  purgeDrafts,
  queueDueReminders,
  readConcerns,
  readDesk,
  readOpenings,
  readStaffNotes,
  readTeams,
  slotsToOffer,
  takeBackLapsedOffers,
} from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { deliverDue, purgeOutbox } from '~/platform/mail/outbox.server';
import { askForReceipts } from '~/platform/mail/receipts.server';
import { person } from '../tests/support/people';
import { watchPlans } from '../tests/support/query-plans';
import { send } from '../tests/support/requests';

/** Tables that grow for as long as the portal is used. */
const growing = [
  'requests',
  'events',
  'notes',
  'offers',
  'bookings',
  'reminders',
  'outbox',
  'audit',
];

/** Indexes of a few rows alone, which may be read whole: what is open, and who asked for another adviser. */
const ofFewAlone = /USING (COVERING )?INDEX (requests_open|events_another_adviser)$/;

it('no page and no job reads the whole of a table that grows', async () => {
  const [adviser, colleague] = [person('adviser', 'north'), person('adviser', 'north')];
  const lead = person('lead');
  const team = [adviser, colleague].map(({ accountId: id }) => ({ id, team: 'north' as const }));
  await inventRequests(100, team, 1, () => {});

  const { lines, stop } = watchPlans();
  const reference = await arranged(adviser, colleague);
  const practitioner = person('practitioner');
  const waits = await send(practitioner);
  readOpenings(practitioner, waits);
  openRequest(colleague, reference);
  readDesk(colleague, reference);
  readStaffNotes(colleague, reference);
  await colleaguesFor(colleague, reference);
  await readTeams(lead);
  readConcerns(lead);
  readUndelivered(lead, 1);
  await readAgenda(adviser, adviser.accountId, ['2026-12-01', '2026-12-02']);
  readAvailability(adviser, adviser.accountId);
  meetingsCalendar(feedOf(/\/calendar\/(.*)\.ics$/.exec(makeFeed(adviser))![1]!)!);
  // What runs every second, minute and hour.
  await deliverDue();
  await askForReceipts();
  queueDueReminders();
  await takeBackLapsedOffers();
  eraseOldWords();
  purgeDrafts();
  purgeOutbox();
  purgeBusyTimes();
  purgeExceptions();
  stop();

  const whole = lines.filter(
    ({ step }) =>
      growing.some((table) => step === `SCAN ${table}` || step.startsWith(`SCAN ${table} `)) &&
      !ofFewAlone.test(step),
  );
  expect(whole).toEqual([]);
  expect(lines.length).toBeGreaterThan(300);
  // The next message is found without putting all that wait in order.
  const next = lines.filter(({ statement }) => /from "outbox".*"due_at" <= /.test(statement));
  expect(next.length).toBeGreaterThan(0);
  expect(next.filter(({ step }) => step.includes('TEMP B-TREE'))).toEqual([]);
});

/** A meeting that went from one adviser to another, with some words on the way. */
async function arranged(adviser: Person, colleague: Person): Promise<string> {
  const practitioner = person('practitioner');
  const reference = await send(practitioner);
  await changeRequest(practitioner, reference, { change: 'message', words: 'Thank you.' });
  const [slot] = await slotsToOffer(adviser, reference);
  await changeRequest(adviser, reference, { change: 'confirm', startsAt: slot!.startsAt });
  const asked = { change: 'assign', adviserId: colleague.accountId } as const;
  expect(await changeRequest(adviser, reference, asked)).toEqual({ done: true });
  return reference;
}
