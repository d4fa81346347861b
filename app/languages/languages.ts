/** The languages a summary exists in, beside the portal's own two, and which way each is written. */

export const languages = ['ar', 'bn', 'el', 'es', 'fr', 'hi', 'pl', 'ro', 'ur'] as const;
export type Language = (typeof languages)[number];

/** The language the others are translated from. */
export const original = 'en';
export type SummaryLanguage = typeof original | Language;

/** All, in the order of the list. */
export const summaryLanguages: readonly SummaryLanguage[] = [original, ...languages];

const rightToLeft: readonly SummaryLanguage[] = ['ar', 'ur'];

/** Which way a language is written, as `dir` says it. */
export const directionOf = (language: SummaryLanguage): 'rtl' | 'ltr' =>
  rightToLeft.includes(language) ? 'rtl' : 'ltr';

export const isSummaryLanguage = (code: string): code is SummaryLanguage =>
  (summaryLanguages as readonly string[]).includes(code);

/** Where a summary is, without the portal's language. */
export const summaryAddress = (language: SummaryLanguage): string => `/languages/${language}`;
