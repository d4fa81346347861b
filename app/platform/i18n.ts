import i18next, { type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import account from '#content/locales/en/account.json';
import adviser from '#content/locales/en/adviser.json';
import audit from '#content/locales/en/audit.json';
import common from '#content/locales/en/common.json';
import concerns from '#content/locales/en/concerns.json';
import diary from '#content/locales/en/diary.json';
import documents from '#content/locales/en/documents.json';
import entries from '#content/locales/en/entries.json';
import guides from '#content/locales/en/guides.json';
import home from '#content/locales/en/home.json';
import insight from '#content/locales/en/insight.json';
import languages from '#content/locales/en/languages.json';
import look from '#content/locales/en/look.json';
import mail from '#content/locales/en/mail.json';
import manage from '#content/locales/en/manage.json';
import matching from '#content/locales/en/matching.json';
import meetings from '#content/locales/en/meetings.json';
import nextSteps from '#content/locales/en/next-steps.json';
import openData from '#content/locales/en/open-data.json';
import passkeys from '#content/locales/en/passkeys.json';
import problems from '#content/locales/en/problems.json';
import queue from '#content/locales/en/queue.json';
import record from '#content/locales/en/record.json';
import search from '#content/locales/en/search.json';
import sessions from '#content/locales/en/sessions.json';
import sheets from '#content/locales/en/sheets.json';
import shortlist from '#content/locales/en/shortlist.json';
import signInDetails from '#content/locales/en/sign-in-details.json';
import staff from '#content/locales/en/staff.json';
import support from '#content/locales/en/support.json';
import team from '#content/locales/en/team.json';
import undelivered from '#content/locales/en/undelivered.json';
import voices from '#content/locales/en/voices.json';
import accountCy from '#content/locales/cy/account.json';
import adviserCy from '#content/locales/cy/adviser.json';
import auditCy from '#content/locales/cy/audit.json';
import commonCy from '#content/locales/cy/common.json';
import concernsCy from '#content/locales/cy/concerns.json';
import diaryCy from '#content/locales/cy/diary.json';
import documentsCy from '#content/locales/cy/documents.json';
import entriesCy from '#content/locales/cy/entries.json';
import guidesCy from '#content/locales/cy/guides.json';
import homeCy from '#content/locales/cy/home.json';
import insightCy from '#content/locales/cy/insight.json';
import languagesCy from '#content/locales/cy/languages.json';
import lookCy from '#content/locales/cy/look.json';
import mailCy from '#content/locales/cy/mail.json';
import manageCy from '#content/locales/cy/manage.json';
import matchingCy from '#content/locales/cy/matching.json';
import meetingsCy from '#content/locales/cy/meetings.json';
import nextStepsCy from '#content/locales/cy/next-steps.json';
import openDataCy from '#content/locales/cy/open-data.json';
import passkeysCy from '#content/locales/cy/passkeys.json';
import problemsCy from '#content/locales/cy/problems.json';
import queueCy from '#content/locales/cy/queue.json';
import recordCy from '#content/locales/cy/record.json';
import searchCy from '#content/locales/cy/search.json';
import sessionsCy from '#content/locales/cy/sessions.json';
import sheetsCy from '#content/locales/cy/sheets.json';
import shortlistCy from '#content/locales/cy/shortlist.json';
import signInDetailsCy from '#content/locales/cy/sign-in-details.json';
import staffCy from '#content/locales/cy/staff.json';
import supportCy from '#content/locales/cy/support.json';
import teamCy from '#content/locales/cy/team.json';
import undeliveredCy from '#content/locales/cy/undelivered.json';
import voicesCy from '#content/locales/cy/voices.json';
import type { Locale } from './locale';

/** Interface words: `content/locales/{en,cy}`, a namespace each. */
const english = {
  account,
  adviser,
  audit,
  common,
  concerns,
  diary,
  documents,
  entries,
  guides,
  home,
  insight,
  languages,
  look,
  mail,
  manage,
  matching,
  meetings,
  'next-steps': nextSteps,
  'open-data': openData,
  passkeys,
  problems,
  queue,
  record,
  search,
  sessions,
  sheets,
  shortlist,
  'sign-in-details': signInDetails,
  staff,
  support,
  team,
  undelivered,
  voices,
};

const welsh = {
  account: accountCy,
  adviser: adviserCy,
  audit: auditCy,
  common: commonCy,
  concerns: concernsCy,
  diary: diaryCy,
  documents: documentsCy,
  entries: entriesCy,
  guides: guidesCy,
  home: homeCy,
  insight: insightCy,
  languages: languagesCy,
  look: lookCy,
  mail: mailCy,
  manage: manageCy,
  matching: matchingCy,
  meetings: meetingsCy,
  'next-steps': nextStepsCy,
  'open-data': openDataCy,
  passkeys: passkeysCy,
  problems: problemsCy,
  queue: queueCy,
  record: recordCy,
  search: searchCy,
  sessions: sessionsCy,
  sheets: sheetsCy,
  shortlist: shortlistCy,
  'sign-in-details': signInDetailsCy,
  staff: staffCy,
  support: supportCy,
  team: teamCy,
  undelivered: undeliveredCy,
  voices: voicesCy,
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
