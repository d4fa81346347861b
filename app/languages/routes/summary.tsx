import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { alternatesIn } from '../alternates';
import {
  directionOf,
  isSummaryLanguage,
  original,
  summaryAddress,
  type Language,
} from '../languages';
import { LanguageLinks } from '../language-links';
import { renderOriginal, renderTranslation } from '../render.server';
import { statusInOwnWords } from '../status';
import { listSummaries, readOriginal, readTranslation } from '../summaries.server';

function originalPage() {
  const { about, markdown } = readOriginal();
  return { about, html: renderOriginal(markdown), translated: null };
}

function translatedPage(language: Language) {
  const { about, markdown } = readTranslation(language);
  const { status, checked = null, words } = about;
  return {
    about,
    html: renderTranslation(markdown, readOriginal().markdown, words.inEnglish),
    translated: { status, checked, said: statusInOwnWords(about, language), words },
  };
}

export function loader({ params, context }: LoaderFunctionArgs) {
  const { code = '' } = params;
  if (!isSummaryLanguage(code)) throw new Response(null, { status: 404 });
  const { about, html, translated } = code === original ? originalPage() : translatedPage(code);
  return {
    title: about.title,
    language: code,
    alternates: alternatesIn(context.locale),
    about,
    html,
    translated,
    others: listSummaries().filter(({ language }) => language !== code),
  };
}

/** The text stands in its own language and direction; the frame around it keeps the portal's. */
export default function SummaryPage() {
  const { t } = useTranslation('languages');
  const { language, about, html, translated } = useLoaderData<typeof loader>();
  const inEnglish = translated && ` (${translated.words.inEnglish})`;
  return (
    <>
      <BackLink to="/languages">{t('back')}</BackLink>
      <article className="reading in-language" lang={language} dir={directionOf(language)}>
        <h1>{about.title}</h1>
        <p className="lead">{about.summary}</p>
        {translated && <Status />}
        <div className="urgent" dangerouslySetInnerHTML={{ __html: html.urgent }} />
        <div className="prose" dangerouslySetInnerHTML={{ __html: html.text }} />
        <p className="no-print">
          <a className="nhsuk-button" href={about.next.href} hrefLang="en" data-next-step>
            {about.next.label}
            {inEnglish}
          </a>
        </p>
        <p className="no-print">{about.print}</p>
        {translated && (
          <p>
            <a href={summaryAddress(original)} hrefLang={original}>
              {translated.words.sources}
              {inEnglish}
            </a>
          </p>
        )}
      </article>
      {html.sources && (
        <div
          className="reading prose"
          lang={original}
          dangerouslySetInnerHTML={{ __html: html.sources }}
        />
      )}
      <Others />
    </>
  );
}

/** How far a translation can be trusted: in its own language, and in the portal's. */
function Status() {
  const { t } = useTranslation('languages');
  const { locale } = usePage();
  const { translated } = useLoaderData<typeof loader>();
  if (!translated) return null;
  const { status, checked, said } = translated;
  return (
    <div className="notice">
      <p>{said}</p>
      <p className="small" lang={locale} dir="ltr">
        {t(`status.${status}`)}{' '}
        {checked
          ? t('status.checked', {
              by: checked.by,
              date: dateInWords(checked.on, locale, { weekday: false }),
            })
          : t('status.unchecked')}
      </p>
    </div>
  );
}

function Others() {
  const { t } = useTranslation('languages');
  const { others } = useLoaderData<typeof loader>();
  return (
    <nav className="no-print" aria-labelledby="others">
      <h2 id="others">{t('others')}</h2>
      <LanguageLinks languages={others} />
    </nav>
  );
}
