import {
  accountKept,
  emailOf,
  eraseAccountRow,
  findAccount,
  lastUsedAt,
  newEmailHashesOf,
  unusedAccounts,
  type Account,
} from '~/account/index.server';
import { eraseOwnConcerns, hasOpenConcern } from '~/concerns/index.server';
import { eraseOwnRequests, hasOpenRequest } from '~/meetings/index.server';
import { ownerOf, type Person } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { newId } from '~/platform/crypto.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { dropWaiting, queueMessage } from '~/platform/mail/outbox.server';
import { clock, day } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';

/**
 * Erasing a practitioner's account (UK GDPR, article 17; docs/decisions/0025): all of it in one immediate
 * transaction, or none of it.
 */

/** How long before an unused account is erased its owner is told. */
const toldBefore = 30 * day;

/**
 * Erases the acting practitioner's account and every word of theirs. Asking twice is answered as done.
 * @throws a 403 response for staff: what they did stays, and their lead disables their account.
 */
export function eraseOwnAccount(actor: Person): void {
  if (actor.role !== 'practitioner') throw new Response(null, { status: 403 });
  inTransaction((tx) => {
    const account = findAccount(actor.accountId);
    if (account && !account.erasedAt) erase(tx, account, actor.accountId);
  });
}

/**
 * Retention: an account that nobody has used for two years, with no request still open, is erased in the same
 * way; a month before, its owner is told. @returns how many were erased.
 */
export function eraseUnusedAccounts(): number {
  const now = clock.now();
  const unused = unusedAccounts(database(), now - accountKept + toldBefore).filter(
    ({ id }) => !hasOpenRequest(ownerOf(id)) && !hasOpenConcern(ownerOf(id)),
  );
  const isOver = (account: Account) => lastUsedAt(account) < now - accountKept;
  const over = unused.filter(isOver);
  for (const { id } of over) {
    inTransaction((tx) => {
      // Its owner may have signed in since the list was made.
      const account = findAccount(id);
      if (account && !account.erasedAt && isOver(account)) erase(tx, account, 'portal');
    });
  }
  for (const account of unused) if (!isOver(account)) tellOfEnd(account);
  return over.length;
}

function erase(tx: Tx, account: Account, actorId: string): void {
  const email = emailOf(account);
  dropWaiting(tx, [account.emailHash, ...newEmailHashesOf(tx, account)]);
  eraseOwnConcerns(tx, ownerOf(account.id));
  eraseOwnRequests(tx, ownerOf(account.id));
  const t = translator(account.locale, 'mail');
  queueMessage(tx, `erased:${newId()}`, {
    to: email,
    subject: t('erased.subject'),
    text:
      actorId === 'portal'
        ? t('erased.unused')
        : t('erased.text', { contact: config().baseUrl + localPath(account.locale, '/contact') }),
  });
  eraseAccountRow(tx, account);
  recordAudit(tx, { actorId, action: 'account-erased', subject: account.id });
}

/** Says that an account will be erased, once for each time it fell out of use. */
function tellOfEnd(account: Account): void {
  const t = translator(account.locale, 'mail');
  const used = lastUsedAt(account);
  queueMessage(database(), `unused:${account.id}:${used}`, {
    to: emailOf(account),
    subject: t('unused.subject'),
    text: t('unused.text', {
      date: dateInWords(today(used + accountKept), account.locale),
      link: config().baseUrl + localPath(account.locale, '/sign-in'),
    }),
  });
}
