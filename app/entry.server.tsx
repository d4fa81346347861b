import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { isFullySignedIn } from './platform/access';
import { config } from './platform/config.server';
import { isBusy } from './platform/database.server';
import { i18nFor } from './platform/i18n';
import { neutralPath, type Locale } from './platform/locale';
import { describeError, log } from './platform/log.server';
import { busyFor } from './platform/ui/problem';
import { sessionEnd } from './platform/ui/session-end';
import { answerFormIn, LanguageSwitch } from './platform/ui/language-switch';
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
  const { actor, locale, requestId, kept, lateForms, fileAgain, busy = false } = loadContext;
  const { pathname, search } = new URL(request.url);
  const page: PageContext = {
    locale,
    requestId,
    path: neutralPath(pathname),
    // A list or a search goes along to the other language.
    query: search,
    script: kept ? undefined : remixContext.manifest.entry.module,
    account: isFullySignedIn(actor) ? actor.role : undefined,
    sessionEnd: isFullySignedIn(actor) ? sessionEnd(actor, locale) : undefined,
    lateForms,
    fileAgain,
    site: kept && request.method === 'GET' && status === 200 ? config().baseUrl : undefined,
    demo: config().mode === 'demo',
    busy,
    formFailed:
      request.method === 'POST' && status >= 400 && !remixContext.staticHandlerContext.errors,
  };
  const html = withLanguageSwitch(
    page,
    render(
      locale,
      <PageContextProvider value={page}>
        <RemixServer context={remixContext} url={request.url} />
      </PageContextProvider>,
    ),
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

const render = (locale: Locale, page: ReactNode): string =>
  renderToString(<I18nextProvider i18n={i18nFor[locale]}>{page}</I18nextProvider>);

/** The top of a page is written before its form: what belongs to both is put in at the end. */
function withLanguageSwitch({ locale, path, query }: PageContext, html: string): string {
  const answers = answerFormIn(html);
  if (!answers) return html;
  const address = path + query;
  const link = render(locale, <LanguageSwitch locale={locale} address={address} />);
  const button = <LanguageSwitch locale={locale} address={address} answers={answers} />;
  return html.replace(link, () => render(locale, button));
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
