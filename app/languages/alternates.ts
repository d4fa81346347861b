import { localPath, type Locale } from '~/platform/locale';
import { summaryAddress, summaryLanguages } from './languages';

/** Where the same page is in another language, for the head of a page. */
export interface Alternate {
  hrefLang: string;
  href: string;
}

/** All summaries, as each of them names them. The frame around them stays in the portal's language. */
export const alternatesIn = (locale: Locale): Alternate[] =>
  summaryLanguages.map((language) => ({
    hrefLang: language,
    href: localPath(locale, summaryAddress(language)),
  }));
