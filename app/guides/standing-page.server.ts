import type { Locale } from '~/platform/locale';
import { readStandingPage } from './guides.server';
import { renderMarkdown } from './markdown.server';

/** What a page about the portal itself shows. */
export function loadStandingPage(locale: Locale, slug: string) {
  const { about, markdown } = readStandingPage(locale, slug);
  return { title: about.title, page: about, html: renderMarkdown(markdown, locale) };
}
