/** The two languages of the portal, and how an address says which one it is in. */

export const locales = ['en', 'cy'] as const;
export type Locale = (typeof locales)[number];

/** `/cy` and everything under it is Welsh; every other address is English. */
export function localeOf(pathname: string): Locale {
  return pathname === '/cy' || pathname.startsWith('/cy/') ? 'cy' : 'en';
}

/** The address without its language: `/cy/guides` → `/guides`, `/cy` → `/`. */
export function neutralPath(pathname: string): string {
  return localeOf(pathname) === 'cy' ? pathname.slice(3) || '/' : pathname;
}

/** The same address in a language: `('cy', '/guides')` → `/cy/guides`. Takes and keeps a query and fragment. */
export function localPath(locale: Locale, path: string): string {
  if (locale === 'en') return path;
  return path === '/' ? '/cy' : `/cy${path}`;
}

/** The field that a form sends along when it is only to be shown again in the other language (docs/decisions/0044). */
export const switchField = 'in-language';

/** Whether a form came for no more than that. */
export const changesLanguage = (form: FormData | URLSearchParams): boolean => form.has(switchField);
