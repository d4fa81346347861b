import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { AccountPoints } from '~/meetings/index';
import { openRequest, readRecord } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { BackLink, LocalLink, Onward } from '~/platform/ui/links';

/** A practitioner's own account, for those who look into it. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  return {
    title: `${translator(context.locale, 'record')('account.titleTheirs')} ${view.reference}`,
    reference: view.reference,
    points: readRecord(actor, view).account,
    open: view.allowed.includes('clarify-point'),
    done: new URL(request.url).searchParams.get('done') === 'clarify-point',
  };
}

export default function TheirAccount() {
  const { t } = useTranslation('record');
  const { reference, points, open, done } = useLoaderData<typeof loader>();
  const desk = `/adviser/requests/${reference}`;
  return (
    <div className="reading">
      <BackLink to={desk}>{t('back')}</BackLink>
      {done && (
        <p className="notice" role="status">
          {t('account.done.clarify-point')}
        </p>
      )}
      <h1>{t('account.titleTheirs')}</h1>
      <p className="lead">{t(points.length > 0 ? 'account.whatTheirs' : 'account.noneTheirs')}</p>
      <AccountPoints
        points={points}
        below={({ number }) =>
          open && (
            <p>
              <LocalLink to={`${desk}/account/${number}`}>
                {t('account.clarify', { number })}
              </LocalLink>
            </p>
          )
        }
      />
      <Onward to="desk" />
    </div>
  );
}
