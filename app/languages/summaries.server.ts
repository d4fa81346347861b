import { readMarkdown, type Written } from '~/platform/content/markdown.server';
import { original, summaryLanguages, type Language, type SummaryLanguage } from './languages';
import { originalSchema, translationSchema, type Original, type Translation } from './summary';

/** The English summary, which all others are made from. @throws {ContentError} */
export const readOriginal = (): Written<Original> =>
  readMarkdown(`summaries/${original}.md`, originalSchema);

/** A summary in another language. @throws {ContentError} */
export const readTranslation = (language: Language): Written<Translation> =>
  readMarkdown(`summaries/${language}.md`, translationSchema);

/** A language of the list. */
export interface Listed {
  language: SummaryLanguage;
  /** Its own name for itself, and what the summary is called in it. */
  name: string;
  title: string;
}

/** The languages there are, English first. */
export const listSummaries = (): Listed[] =>
  summaryLanguages.map((language) => {
    const { about } = language === original ? readOriginal() : readTranslation(language);
    return { language, name: about.language, title: about.title };
  });
