import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { isFullySignedIn } from './platform/access';
import { config } from './platform/config.server';
import { isBusy } from './platform/database.server';
import { i18nFor } from './platform/i18n';
import { neutralPath } from './platform/locale';
import { describeError, log } from './platform/log.server';
import { busyFor } from './platform/ui/problem';
import { sessionEnd } from './platform/ui/session-end';
import { PageContextProvider, type PageContext } from './platform/ui/page-context';

export { startPortal } from './portal.server';
export { runTask } from './tasks.server';

/**
 * Renders a page to a finished string. No page loads Remix's client runtime (docs/decisions/0003), so there
 * is no data stream to write and nothing to hydrate.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Response {
  const { actor, locale, requestId, kept, lateForms, busy = false } = loadContext;
  const { pathname, search } = new URL(request.url);
  const page: PageContext = {
    locale,
    requestId,
    path: neutralPath(pathname),
    // A list or a search goes along to the other language.
    query: kept && request.method === 'GET' ? search : '',
    script: kept ? undefined : remixContext.manifest.entry.module,
    account: isFullySignedIn(actor) ? actor.role : undefined,
    sessionEnd: isFullySignedIn(actor) ? sessionEnd(actor, locale) : undefined,
    lateForms,
    demo: config().mode === 'demo',
    busy,
    formFailed: status >= 400 && !remixContext.staticHandlerContext.errors,
  };
  const html = renderToString(
    <I18nextProvider i18n={i18nFor[locale]}>
      <PageContextProvider value={page}>
        <RemixServer context={remixContext} url={request.url} />
      </PageContextProvider>
    </I18nextProvider>,
  );
  // How long to wait goes out with the page that says so: Remix leaves an action's headers to each route.
  for (const own of Object.values(remixContext.staticHandlerContext.actionHeaders)) {
    const wait = own.get('Retry-After');
    if (wait) headers.set('Retry-After', wait);
  }
  if (busy) headers.set('Retry-After', String(busyFor));
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Language', locale);
  return new Response(`<!doctype html>${html}`, { status: busy ? 503 : status, headers });
}

export function handleError(error: unknown, { context }: { context: AppLoadContext }): void {
  if (isRouteErrorResponse(error)) return;
  if (isBusy(error)) {
    context.busy = true;
    log.warn({ request: context.requestId }, 'the database was busy');
    return;
  }
  log.error({ request: context.requestId, ...describeError(error) }, 'an unexpected error');
}
