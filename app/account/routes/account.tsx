import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { LocalLink } from '~/platform/ui/links';
import { ownAccount } from '../accounts.server';

export function loader({ context }: LoaderFunctionArgs) {
  const { email, name, role } = ownAccount(signedIn(context.actor));
  return { title: translator(context.locale, 'account')('account.title'), email, name, role };
}

export default function AccountPage() {
  const { t } = useTranslation('account');
  const { email, name, role } = useLoaderData<typeof loader>();
  const lines = [
    [t('account.email'), email],
    ...(name ? [[t('account.name'), name]] : []),
    [t('account.role'), t(`roles.${role}`)],
  ];
  return (
    <div className="reading">
      <h1>{t('account.title')}</h1>
      <dl className="nhsuk-summary-list">
        {lines.map(([label, value]) => (
          <div className="nhsuk-summary-list__row" key={label}>
            <dt className="nhsuk-summary-list__key">{label}</dt>
            <dd className="nhsuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      <ul>
        <li>
          <LocalLink to="/account/data">{t('account.data')}</LocalLink>
        </li>
        <li>
          <LocalLink to="/sign-out">{t('account.signOut')}</LocalLink>
        </li>
      </ul>
    </div>
  );
}
