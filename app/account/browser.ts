import Bowser from 'bowser';
import { translator } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';

/** What people call the browser and the system it runs on; absent where the browser does not say. */
export interface Browser {
  name?: string;
  system?: string;
}

/** A User-Agent of a real browser is shorter by far. */
const longestUserAgent = 512;

const names = Object.values(Bowser.BROWSER_MAP);
const systems = Object.values(Bowser.OS_MAP);

/**
 * The browser behind a User-Agent header. Only names that are known: whoever signs in writes the header, and
 * what is made of it goes into a message to the person whose account it is.
 */
export function browserOf(userAgent: string | null): Browser {
  if (!userAgent || userAgent.length > longestUserAgent) return {};
  const { browser, os } = Bowser.parse(userAgent);
  return { name: oneOf(names, browser.name), system: oneOf(systems, os.name) };
}

/** `Firefox on Windows`, `Firefox ar Windows`. */
export function browserInWords({ name, system }: Browser, locale: Locale): string {
  const t = translator(locale, 'sessions');
  if (name && system) return t('browser.both', { name, system });
  if (system) return t('browser.system', { system });
  return name ?? t('browser.unknown');
}
