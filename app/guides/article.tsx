import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { NextLink } from '~/platform/ui/links';
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
  children?: ReactNode;
}

/** A page of text: what it says, when it was checked, and the one thing to do next. */
export function Article({ title, summary, html, checked, review, next, children }: ArticleProps) {
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
      <p className="quiet">{t('dates', { checked: inWords(checked), review: inWords(review) })}</p>
    </article>
  );
}
