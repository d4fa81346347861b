import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { LocalLink, Onward } from '~/platform/ui/links';
import { ownAccount } from '../accounts.server';
import { hasInvitation } from '../invitations.server';
import { hasUnsentForms } from '../unsent-forms.server';

export function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const { email, name, role } = ownAccount(actor);
  return {
    title: translator(context.locale, 'account')('account.title'),
    email,
    name,
    role,
    invited: hasInvitation(actor),
    unsent: hasUnsentForms(actor.accountId),
  };
}

const everyone = [
  ['/account/data', 'data'],
  ['/account/sessions', 'sessions'],
  ['/account/passkeys', 'passkeys'],
  ['/account/email', 'email'],
] as const;
const practitioners = [['/account/erase', 'erase']] as const;
const staff = [['/account/second-step', 'secondStep']] as const;

export default function AccountPage() {
  const { t } = useTranslation(['account', 'staff']);
  const { email, name, role, invited, unsent } = useLoaderData<typeof loader>();
  const lines = [
    [t('account.address'), email],
    ...(name ? [[t('account.name'), name]] : []),
    [t('account.role'), t(`roles.${role}`)],
  ];
  const links = [
    ...everyone,
    ...(role === 'practitioner' ? practitioners : staff),
    ['/sign-out', 'signOut'],
  ] as const;
  return (
    <div className="reading">
      <h1>{t('account.title')}</h1>
      {invited && <p className="notice">{t('staff:ownAddress')}</p>}
      <dl className="nhsuk-summary-list">
        {lines.map(([label, value]) => (
          <div className="nhsuk-summary-list__row" key={label}>
            <dt className="nhsuk-summary-list__key">{label}</dt>
            <dd className="nhsuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      {unsent && (
        <p className="notice">
          <LocalLink to="/account/unsent">{t('unsent.link')}</LocalLink>
        </p>
      )}
      <ul>
        {links.map(([to, words]) => (
          <li key={to}>
            <LocalLink to={to}>{t(`account.${words}`)}</LocalLink>
          </li>
        ))}
      </ul>
      <Onward to={role === 'practitioner' ? 'requests' : role === 'editor' ? 'content' : 'desk'} />
    </div>
  );
}
