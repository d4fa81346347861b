import { config } from '~/platform/config.server';
import { newId } from '~/platform/crypto.server';
import type { Db, Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { queueMessage } from '~/platform/mail/outbox.server';
import { emailOf, type Account } from './accounts.server';

/**
 * Tells a person, inside the caller's transaction, that a way of signing in to their account was added or taken
 * away (OWASP ASVS 5.0, 6.3.7). Which way, and what the account is for, the message does not say.
 */
export function tellSignInChanged(
  tx: Db | Tx,
  account: Pick<Account, 'id' | 'sealedEmail' | 'locale'>,
): void {
  const t = translator(account.locale, 'mail');
  const address = (path: string) => config().baseUrl + localPath(account.locale, path);
  queueMessage(tx, `sign-in-changed:${newId()}`, {
    to: emailOf(account),
    subject: t('signInChanged.subject'),
    text: t('signInChanged.text', {
      link: address('/account'),
      contact: address('/contact'),
    }),
  });
}
