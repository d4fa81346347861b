import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { BackLink, LocalLink, Onward } from '~/platform/ui/links';
import { DownloadForm } from '../download-form';
import { Everything } from '../everything';
import { everythingAbout } from '../held.server';

/** Everything the portal holds about the person who is signed in, to read, download, correct and erase. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'account')('data.title'),
    held: everythingAbout(signedIn(context.actor)),
  };
}

export default function YourData() {
  const { t } = useTranslation('account');
  const { held } = useLoaderData<typeof loader>();
  const practitioner = held.account.role === 'practitioner';
  return (
    <div className="reading">
      <BackLink to="/account">{t('data.back')}</BackLink>
      <h1>{t('data.title')}</h1>
      <p className="lead">{t('data.what')}</p>
      <h2>{t('data.doTitle')}</h2>
      <DownloadForm as="html" />
      <DownloadForm as="json" />
      {practitioner && (
        <ul>
          <li>
            <LocalLink to="/meetings">{t('data.correct')}</LocalLink>
          </li>
          <li>
            <LocalLink to="/account/erase">{t('data.erase')}</LocalLink>
          </li>
        </ul>
      )}
      {!practitioner && <p>{t('data.staff')}</p>}
      {practitioner && <p>{t('data.voices')}</p>}
      <Everything held={held} />
      <Onward to="account" />
    </div>
  );
}
