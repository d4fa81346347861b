import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { config } from '~/platform/config.server';
import { i18nFor } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import { momentInWords } from '~/platform/time/london';
import { PageContextProvider } from '~/platform/ui/page-context';
import { Everything } from './everything';
import type { Held } from './held.server';

/** All the styles a file on somebody's own computer needs, on the screen and on paper. */
const styles = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #212b32; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { border-top: 1px solid #d8dde0; padding-top: 1rem; }
dl > div { margin-bottom: .5rem; }
dt { font-weight: 600; }
dd { margin: 0; }
dd, li, p { overflow-wrap: anywhere; }
.their-words { white-space: pre-wrap; }
.quiet { color: #4c6272; }
@media print { body { margin: 0; max-width: none; } h2, h3, h4 { break-after: avoid; } }
`;

/**
 * Everything held about a person as one HTML file in their language: no script, nothing to fetch, and no link.
 * @param madeAt when, for the reader who finds it years later.
 */
export function readableFile(held: Held, locale: Locale, madeAt: number): string {
  const page = {
    locale,
    path: '/account/data',
    query: '',
    requestId: '',
    demo: config().mode === 'demo',
    busy: false,
    formFailed: false,
  };
  return `<!doctype html>${renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor[locale]}>
      <PageContextProvider value={page}>
        <File held={held} locale={locale} madeAt={madeAt} />
      </PageContextProvider>
    </I18nextProvider>,
  )}`;
}

function File({ held, locale, madeAt }: { held: Held; locale: Locale; madeAt: number }) {
  const { t } = useTranslation(['account', 'common']);
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${t('data.title')} – ${t('common:portal')}`}</title>
        <style>{styles}</style>
      </head>
      <body>
        <main>
          <h1>{t('data.title')}</h1>
          <p>{t('data.fileMade', { when: momentInWords(madeAt, locale) })}</p>
          <Everything held={held} />
        </main>
      </body>
    </html>
  );
}
