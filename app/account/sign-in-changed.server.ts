import { config } from '~/platform/config.server';
import { newId } from '~/platform/crypto.server';
import type { Tx } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import { queueMessage } from '~/platform/mail/outbox.server';
import { emailOf, type Account } from './accounts.server';

/** Tells a person that how they sign in has changed, and not how (OWASP ASVS 5.0, 6.3.7; docs/decisions/0006). */
export function queueSignInChanged(tx: Tx, account: Account): void {
  const t = translator(account.locale, 'mail');
  queueMessage(tx, `sign-in-changed:${newId()}`, {
    to: emailOf(account),
    subject: t('signInChanged.subject'),
    text: t('signInChanged.text', { link: `${config().baseUrl}/account` }),
  });
}
