import { isRouteErrorResponse, Outlet, useMatches, useRouteError } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Document } from './platform/ui/document';
import { usePage } from './platform/ui/page-context';
import { busyFor, knownStatus, Problem } from './platform/ui/problem';

/** Every page's loader returns its `title`, already in the reader's language. */
function useTitle(): string {
  const { t } = useTranslation('common');
  const { formFailed } = usePage();
  const data = useMatches().at(-1)?.data as { title?: string } | undefined;
  const title = data?.title ?? t('portal');
  return formFailed ? t('titleWithError', { title }) : title;
}

export default function App() {
  return (
    <Document {...usePage()} title={useTitle()}>
      <Outlet />
    </Document>
  );
}

export function ErrorBoundary() {
  const { t } = useTranslation('problems');
  const page = usePage();
  const error = useRouteError();
  const fault = page.busy ? 503 : 500;
  const status = isRouteErrorResponse(error) ? error.status : fault;
  return (
    // Says nothing of the time: what is not somebody's answers, to the byte, like what never was.
    <Document {...page} sessionEnd={undefined} title={t(`${knownStatus(status)}.title`)}>
      <Problem
        status={status}
        locale={page.locale}
        requestId={page.requestId}
        wait={page.busy ? busyFor : undefined}
      />
    </Document>
  );
}
