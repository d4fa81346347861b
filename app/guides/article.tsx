import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Rendered } from './markdown.server';

interface ArticleProps {
  title: string;
  summary: string;
  /** Made by `renderMarkdown` from a file of ours. */
  html: Rendered;
  checked: string;
  review: string;
  next: { href: string; label: string };
  /** What a copy of the page is called when somebody keeps it; without it the page says nothing of keeping. */
  keep?: string;
  children?: ReactNode;
}

/** A page of text: what it says, when it was checked, and the one thing to do next. */
export function Article({
  title,
  summary,
  html,
  checked,
  review,
  next,
  keep,
  children,
}: ArticleProps) {
  const { t } = useTranslation('guides');
  const { locale } = usePage();
  const inWords = (date: string) => dateInWords(date, locale, { weekday: false });
  return (
    <article className="reading">
      <h1>{title}</h1>
      <p className="lead">{summary}</p>
      <div className="prose" dangerouslySetInnerHTML={{ __html: html.text }} />
      {children}
      <p className="no-print">
        <NextLink to={next.href}>{next.label}</NextLink>
      </p>
      {html.sources && <div className="prose" dangerouslySetInnerHTML={{ __html: html.sources }} />}
      {keep && <Keep file={keep} />}
      <p className="quiet">{t('dates', { checked: inWords(checked), review: inWords(review) })}</p>
    </article>
  );
}

/**
 * How to have the page on paper or without the internet. Pages run no script, so the words say where to print; a copy
 * is the page itself, which needs no style to be read.
 */
function Keep({ file }: { file: string }) {
  const { t } = useTranslation('look');
  const { locale } = usePage();
  return (
    <div className="keep no-print">
      <details>
        <summary>{t('keep.title')}</summary>
        <div>
          <p>{t('keep.print')}</p>
          <p>{t('keep.phone')}</p>
          <p>
            <a href={localPath(locale, `/guides/${file}`)} download={`${file}.html`}>
              {t('keep.copy')}
            </a>
          </p>
          <p>{t('keep.stays')}</p>
        </div>
      </details>
      <p>
        <LocalLink to="/glossary">{t('words')}</LocalLink>
      </p>
    </div>
  );
}
