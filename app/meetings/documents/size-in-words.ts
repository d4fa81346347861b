import type { Locale } from '~/platform/locale';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** How large a file is, as people's devices say it: `240 kB`, `1.2 MB`. */
export function sizeInWords(bytes: number, locale: Locale): string {
  const [value, unit] =
    bytes < megabyte
      ? ([Math.max(1, Math.round(bytes / kilobyte)), 'kilobyte'] as const)
      : ([bytes / megabyte, 'megabyte'] as const);
  const words = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale === 'cy' ? 'cy-GB' : 'en-GB', words).format(value);
}
