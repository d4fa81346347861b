import { referencesOf } from '~/meetings/index.server';
import { onlyLeads, type Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import {
  putAside,
  sendAgain,
  undeliveredCounts,
  undeliveredPage,
  type Chosen,
  type Undelivered,
} from '~/platform/mail/undelivered.server';

/** Messages that did not arrive, for leads: what kind they are and why, never to which address nor what they say. */

const onePage = 50;

/** A page of them, newest first; how many there are, and of each cause. @param page from 1. */
export function readUndelivered(actor: Person, page: number) {
  onlyLeads(actor);
  const found = undeliveredPage(database(), { page, size: onePage });
  const references = referencesOf(
    actor,
    found.flatMap(({ requestId }) => requestId ?? []),
  );
  const counts = undeliveredCounts(database());
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return {
    counts,
    total,
    messages: found.map(({ requestId, ...message }) => ({
      ...message,
      reference: (requestId && references.get(requestId)) ?? null,
    })),
    newer: page > 1 ? page - 1 : null,
    older: page * onePage < total ? page + 1 : null,
  };
}

/** Puts messages back into the queue. @returns how many, and how many would have misled and stayed. */
export function sendMessagesAgain(actor: Person, chosen: Chosen): { sent: number; stayed: number } {
  onlyLeads(actor);
  return inTransaction((tx) => {
    const { again, outOfDate } = sendAgain(tx, chosen);
    audit(tx, actor, 'messages-sent-again', again);
    return { sent: again.length, stayed: outOfDate };
  });
}

/** Takes a message out of the list and erases its words. @returns false when it was not there any more. */
export function putMessageAside(actor: Person, id: string): boolean {
  onlyLeads(actor);
  return inTransaction((tx) => {
    const messages = putAside(tx, { id });
    audit(tx, actor, 'messages-put-aside', messages);
    return messages.length > 0;
  });
}

/** One row for each request concerned, and one for all messages that are about none. */
function audit(
  tx: Tx,
  { accountId }: Person,
  action: 'messages-sent-again' | 'messages-put-aside',
  messages: Undelivered[],
): void {
  const bySubject = new Map<string, number>();
  for (const { requestId } of messages) {
    const subject = requestId ?? 'messages';
    bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
  }
  for (const [subject, many] of bySubject) {
    recordAudit(tx, { actorId: accountId, action, subject, detail: String(many) });
  }
}
