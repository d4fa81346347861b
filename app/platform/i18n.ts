import i18next, { type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import account from '#content/locales/en/account.json';
import adviser from '#content/locales/en/adviser.json';
import common from '#content/locales/en/common.json';
import guides from '#content/locales/en/guides.json';
import home from '#content/locales/en/home.json';
import mail from '#content/locales/en/mail.json';
import meetings from '#content/locales/en/meetings.json';
import nextSteps from '#content/locales/en/next-steps.json';
import problems from '#content/locales/en/problems.json';
import search from '#content/locales/en/search.json';
import sheets from '#content/locales/en/sheets.json';
import support from '#content/locales/en/support.json';
import accountCy from '#content/locales/cy/account.json';
import adviserCy from '#content/locales/cy/adviser.json';
import commonCy from '#content/locales/cy/common.json';
import guidesCy from '#content/locales/cy/guides.json';
import homeCy from '#content/locales/cy/home.json';
import mailCy from '#content/locales/cy/mail.json';
import meetingsCy from '#content/locales/cy/meetings.json';
import nextStepsCy from '#content/locales/cy/next-steps.json';
import problemsCy from '#content/locales/cy/problems.json';
import searchCy from '#content/locales/cy/search.json';
import sheetsCy from '#content/locales/cy/sheets.json';
import supportCy from '#content/locales/cy/support.json';
import type { Locale } from './locale';

/** Interface words: `content/locales/{en,cy}`, one file a room, a namespace each. */
const english = {
  account,
  adviser,
  common,
  guides,
  home,
  mail,
  meetings,
  'next-steps': nextSteps,
  problems,
  search,
  sheets,
  support,
};

const welsh = {
  account: accountCy,
  adviser: adviserCy,
  common: commonCy,
  guides: guidesCy,
  home: homeCy,
  mail: mailCy,
  meetings: meetingsCy,
  'next-steps': nextStepsCy,
  problems: problemsCy,
  search: searchCy,
  sheets: sheetsCy,
  support: supportCy,
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
    returnNull: false;
  }
}

function instance(locale: Locale): i18n {
  const made = i18next.createInstance();
  void made.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    ns: Object.keys(english),
    defaultNS: 'common',
    resources: { en: english, cy: welsh },
    // React escapes what it shows, and mail is plain text.
    interpolation: { escapeValue: false },
    initImmediate: false,
    returnNull: false,
  });
  return made;
}

/** One instance a language: the language is in the address, so nothing is ever detected or switched. */
export const i18nFor: Record<Locale, i18n> = { en: instance('en'), cy: instance('cy') };

/** Translate outside React: `translator('cy', 'mail')('codeSubject')`. */
export function translator<Namespace extends keyof typeof english>(
  locale: Locale,
  namespace: Namespace,
): TFunction<Namespace> {
  return i18nFor[locale].getFixedT(locale, namespace);
}
