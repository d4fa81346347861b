import { contentNames } from '~/platform/content/files.server';
import { readMarkdown, type Written } from '~/platform/content/markdown.server';
import type { Locale } from '~/platform/locale';
import { groups, guideSchema, standingPageSchema, type Guide, type StandingPage } from './guide';

export const guideSlugs = (locale: Locale): string[] => contentNames(`guides/${locale}`, '.md');

/** A guide's file, read again each time. @throws {ContentError} when it is missing or does not fit. */
export function readGuideFile(locale: Locale, slug: string): Written<Guide> {
  const { about, markdown } = readMarkdown(`guides/${locale}/${slug}.md`, guideSchema);
  return { about: { ...about, slug }, markdown };
}

const kept = new Map<Locale, ReadonlyMap<string, Written<Guide>>>();

function guidesOf(locale: Locale): ReadonlyMap<string, Written<Guide>> {
  const known = kept.get(locale);
  if (known) return known;
  const guides = new Map(guideSlugs(locale).map((slug) => [slug, readGuideFile(locale, slug)]));
  kept.set(locale, guides);
  return guides;
}

/** One guide, or null when there is none of that name. */
export const readGuide = (locale: Locale, slug: string): Written<Guide> | null =>
  guidesOf(locale).get(slug) ?? null;

/** All guides of a language, in the order a reader meets them. */
export function listGuides(locale: Locale): Guide[] {
  const place = ({ group, order }: Guide) => groups.indexOf(group) * 1000 + order;
  return [...guidesOf(locale).values()]
    .map(({ about }) => about)
    .sort((a, b) => place(a) - place(b));
}

export const standingPageSlugs = (locale: Locale): string[] =>
  contentNames(`pages/${locale}`, '.md');

/** A page about the portal itself: `about`, `privacy` … */
export function readStandingPage(locale: Locale, slug: string): Written<StandingPage> {
  const { about, markdown } = readMarkdown(`pages/${locale}/${slug}.md`, standingPageSchema);
  return { about: { ...about, slug }, markdown };
}
