import { and, asc, isNotNull, lte } from 'drizzle-orm';
import { concerns, type concernEvents } from '#db/schema';
import { emailOf, findAccount, type Account } from '~/account/index.server';
import { config } from '~/platform/config.server';
import { inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { allBankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addDays, workingDayBefore } from '~/platform/time/working-days';
import { freeLeads, leadsForReview, type ConcernRow } from './concerns.server';
import type { Change } from './life';

/**
 * Who hears of a concern, and how. Words are neutral, and so is the address: who reads somebody's mail must not
 * learn that they raised anything (docs/decisions/0038).
 */

type Event = typeof concernEvents.$inferSelect;

/** Who gets a message about a change. Whoever made it needs none, but for the proof that a concern has arrived. */
const audience: Record<Change, readonly ('practitioner' | 'leads')[]> = {
  raise: ['practitioner', 'leads'],
  acknowledge: ['practitioner'],
  answer: ['practitioner'],
  'ask-for-review': ['leads'],
  close: ['practitioner', 'leads'],
  withdraw: ['leads'],
  'add-words': ['leads'],
  message: ['practitioner'],
  'give-consent': ['leads'],
  'withdraw-consent': ['leads'],
  'take-back': ['leads'],
  'pass-on': ['practitioner'],
  'record-reply': ['practitioner'],
  'record-told': ['practitioner'],
  extend: ['practitioner'],
  'hand-over': ['practitioner', 'leads'],
};

/** The lead who has it; without one, every lead who may. */
function leadsFor(tx: Tx, row: ConcernRow): Account[] {
  const free = row.state === 'review' ? leadsForReview(tx, row) : freeLeads(tx, row);
  const owner = free.filter(({ id }) => id === row.leadId);
  return owner.length > 0 ? owner : free;
}

/** Queues the messages of one event, in the event's own transaction. */
export function tellOf(tx: Tx, row: ConcernRow, event: Event): void {
  const readers = audience[event.change as Change];
  const isDoer = ({ id }: Account) => id === event.actorId && event.change !== 'raise';
  const practitioner = findAccount(row.accountId)!;
  if (readers.includes('practitioner') && !practitioner.erasedAt && !isDoer(practitioner))
    queueNews(tx, `concern:${event.id}:${practitioner.id}`, row, practitioner, row.locale);
  const told = readers.includes('leads') ? leadsFor(tx, row) : [];
  for (const lead of told.filter((each) => !isDoer(each)))
    queueNews(tx, keyFor(row, event, lead), row, lead, lead.locale);
}

/** A concern that nobody has is told of once to each lead, also to one who comes later (`tellLeads`). */
const keyFor = (row: ConcernRow, event: Event, { id }: Account): string =>
  event.change === 'raise' ? waitsKey(row, id) : `concern:${event.id}:${id}`;
const waitsKey = (row: ConcernRow, leadId: string) => `concern:${row.id}:waits:${leadId}`;

/** That there is something to read, and a neutral address that leads to it. */
function queueNews(tx: Tx, key: string, row: ConcernRow, to: Account, locale: Locale): void {
  const t = translator(locale, 'mail');
  const link = config().baseUrl + localPath(locale, `/read/${row.reference}`);
  const message = { to: emailOf(to), subject: t('news.subject'), text: t('news.text', { link }) };
  const reader = to.role === 'practitioner' ? 'practitioner' : 'adviser';
  queueMessage(tx, key, message, { audience: reader });
}

/**
 * Job: tells leads of concerns that nobody has yet, as soon as they may have them, and reminds them on the working
 * day before a date of ours. The keys of the outbox make each of it one message, however often the job runs.
 * @returns how many concerns are due.
 */
export async function tellLeads(): Promise<number> {
  const holidays = await allBankHolidays();
  const date = today(clock.now());
  return inTransaction((tx) => {
    for (const row of waiting(tx)) {
      for (const lead of leadsFor(tx, row))
        queueNews(tx, waitsKey(row, lead.id), row, lead, lead.locale);
    }
    const due = dueSoon(tx, date).filter(
      ({ dueBy, nation }) => workingDayBefore(dueBy!, holidays[nation ?? 'england']) <= date,
    );
    for (const row of due) {
      for (const lead of leadsFor(tx, row)) {
        queueNews(tx, `concern:${row.id}:due:${row.dueBy}:${lead.id}`, row, lead, lead.locale);
      }
    }
    return due.length;
  });
}

/** Concerns that are due, and that no lead has: those whose first date is still to be kept. */
const waiting = (tx: Tx): ConcernRow[] =>
  tx
    .select()
    .from(concerns)
    .where(isNotNull(concerns.dueBy))
    .orderBy(asc(concerns.dueBy))
    .all()
    .filter(({ leadId }) => leadId === null);

/** No weekend with bank holidays is longer than this. */
const longestWeekend = 7;

const dueSoon = (tx: Tx, date: string): ConcernRow[] =>
  tx
    .select()
    .from(concerns)
    .where(and(isNotNull(concerns.dueBy), lte(concerns.dueBy, addDays(date, longestWeekend))))
    .orderBy(asc(concerns.dueBy))
    .all();
