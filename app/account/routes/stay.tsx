import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { sessionEnd } from '~/platform/ui/session-end';
import { Onward } from '~/platform/ui/links';

/**
 * Stays signed in, as opening any page does, and says until when: in a tab beside the one somebody is writing in.
 */
export function loader({ context }: LoaderFunctionArgs) {
  const end = sessionEnd(signedIn(context.actor), context.locale);
  return { title: translator(context.locale, 'account')('unsent.stay.title'), end };
}

export default function Stay() {
  const { t } = useTranslation('account');
  const { title, end } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{title}</h1>
      <p>{t(end.isLast ? 'unsent.stay.last' : 'unsent.stay.until', { time: end.until })}</p>
      <p>{t('unsent.stay.close')}</p>
      <Onward to="account" />
    </div>
  );
}
