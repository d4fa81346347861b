import { expect, it } from 'vitest';
import { readUndelivered } from '~/adviser/undelivered.server';
import { countConcerns, listConcerns, openConcern } from '~/concerns/concerns.server';
import { eraseOldConcernWords, purgeConcernDrafts, tellLeads } from '~/concerns/index.server';
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
  makeDueContacts,
  openRequest,
  purgeArrivals,
  purgeDrafts,
  queueDueReminders,
  readConcerns,
  readDesk,
  readDocuments,
  readOpenings,
  readRecord,
  readStaffNotes,
  readTeams,
  slotsToOffer,
  takeBackLapsedOffers,
} from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { deliverDue, purgeOutbox } from '~/platform/mail/outbox.server';
import { askForReceipts } from '~/platform/mail/receipts.server';
import { countWaits } from '~/voices/index.server';
import { raise } from '../tests/support/concerns';
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
  'follow_ups',
  'agreed_actions',
  'documents',
  'document_chunks',
  'concerns',
  'concern_events',
  'concern_notes',
  'outbox',
  'audit',
];

/** Indexes of a few rows alone, which may be read whole: what is open, who asked for another adviser, and
 * concerns that wait for us. */
const ofFewAlone = /USING (COVERING )?INDEX (requests_open|events_another_adviser|concerns_due)$/;

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
  readRecord(colleague, openRequest(colleague, reference));
  readDesk(colleague, reference);
  readStaffNotes(colleague, reference);
  readDocuments(practitioner, waits);
  const concern = await raise(practitioner, 'service');
  const another = person('lead');
  listConcerns(another);
  countConcerns(another);
  openConcern(another, concern);
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
  await makeDueContacts();
  await takeBackLapsedOffers();
  await tellLeads();
  eraseOldConcernWords();
  purgeConcernDrafts();
  purgeArrivals();
  eraseOldWords();
  purgeDrafts();
  purgeOutbox();
  purgeBusyTimes();
  purgeExceptions();
  await countWaits();
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
