import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AnswerList, StateTag, Timeline } from '~/meetings/index';
import { everythingAboutRequests } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { momentInWords } from '~/platform/time/london';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ownAccount } from '../accounts.server';
import { ownSessions } from '../session.server';

/** Everything the portal holds about the person who is signed in, to read and to download (`?as=json`). */
export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const held = {
    account: ownAccount(actor),
    sessions: ownSessions(actor),
    requests: actor.role === 'practitioner' ? everythingAboutRequests(actor) : [],
  };
  if (new URL(request.url).searchParams.get('as') === 'json') {
    throw new Response(JSON.stringify(held, null, 2), {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="your-data.json"',
      },
    });
  }
  return { title: translator(context.locale, 'account')('data.title'), held };
}

export default function YourData() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const { held } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <BackLink to="/account">{t('data.back')}</BackLink>
      <h1>{t('data.title')}</h1>
      <p className="lead">{t('data.what')}</p>
      <p>
        <LocalLink to="/account/data?as=json">{t('data.download')}</LocalLink>
      </p>
      <h2>{t('data.account')}</h2>
      <ul>
        <li>{t('data.email', { email: held.account.email })}</li>
        <li>{t('data.opened', { when: momentInWords(held.account.createdAt, locale) })}</li>
        {held.sessions.map(({ createdAt }) => (
          <li key={createdAt}>{t('data.session', { when: momentInWords(createdAt, locale) })}</li>
        ))}
      </ul>
      <h2>{t('data.requests')}</h2>
      {held.requests.length === 0 && <p>{t('data.none')}</p>}
      {held.requests.map((view) => (
        <section key={view.reference} aria-labelledby={view.reference}>
          <h3 id={view.reference}>{view.reference}</h3>
          <p>
            <StateTag state={view.state} />
          </p>
          <AnswerList answers={view.answers} />
          <Timeline events={view.events} reader="practitioner" />
        </section>
      ))}
      <h2>{t('data.keptTitle')}</h2>
      <ul>
        <li>{t('data.keptAccount')}</li>
        <li>{t('data.keptDrafts')}</li>
        <li>{t('data.keptWords')}</li>
        <li>{t('data.keptCodes')}</li>
        <li>{t('data.keptMessages')}</li>
      </ul>
    </div>
  );
}
