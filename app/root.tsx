import { isRouteErrorResponse, Outlet, useMatches, useRouteError } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Document } from './platform/ui/document';
import { usePage } from './platform/ui/page-context';
import { busyFor, knownStatus, Problem } from './platform/ui/problem';

/**
 * What a page's loader says of the page itself: its `title` and what it is about, already in the reader's language, and
 * where else it is.
 */
interface AboutPage {
  title?: string;
  description?: string;
  alternates?: { hrefLang: string; href: string }[];
}

const useAboutPage = (): AboutPage => (useMatches().at(-1)?.data as AboutPage | undefined) ?? {};

function useTitle(): string {
  const { t } = useTranslation('common');
  const { formFailed } = usePage();
  const { title = t('portal') } = useAboutPage();
  return formFailed ? t('titleWithError', { title }) : title;
}

export default function App() {
  const { alternates, description } = useAboutPage();
  return (
    <Document {...usePage()} title={useTitle()} description={description} alternates={alternates}>
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
