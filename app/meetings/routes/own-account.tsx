import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { AccountPoints } from '../record/account-points';
import { readOwnRecord } from '../record/record.server';

/** A practitioner's own account of their case, point by point, and what was found out about it. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const { view, record } = readOwnRecord(signedIn(context.actor), params.reference!);
  const query = new URL(request.url).searchParams;
  return {
    title: translator(context.locale, 'record')('account.title'),
    reference: view.reference,
    points: record.account,
    open: view.allowed.includes('write-point'),
    done: query.get('done') === 'write-point',
  };
}

export default function OwnAccount() {
  const { t } = useTranslation('record');
  const { reference, points, open, done } = useLoaderData<typeof loader>();
  const page = `/meetings/${reference}/account`;
  return (
    <div className="reading">
      <BackLink to={`/meetings/${reference}`}>{t('back')}</BackLink>
      {done && (
        <p className="notice" role="status">
          {t('account.done.write-point')}
        </p>
      )}
      <h1>{t('account.title')}</h1>
      <p className="lead">{t('account.what')}</p>
      {points.length === 0 && <p>{t('account.none')}</p>}
      <AccountPoints
        points={points}
        below={({ number }) =>
          open && (
            <p>
              <LocalLink to={`${page}/${number}`}>{t('account.againLabel', { number })}</LocalLink>
            </p>
          )
        }
      />
      {open && (
        <NextLink to={`${page}/new`}>
          {t(points.length > 0 ? 'account.add' : 'account.addFirst')}
        </NextLink>
      )}
    </div>
  );
}
