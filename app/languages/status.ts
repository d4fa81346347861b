import type { Language } from './languages';
import type { Translation } from './summary';

/** A day as a language writes it: `2026-11-23` → `23 listopada 2026`. */
const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** How a translation came about and who has checked it, in its own words. */
export function statusInOwnWords(
  { status, checked, words }: Pick<Translation, 'status' | 'checked' | 'words'>,
  language: Language,
): string {
  const by = checked
    ? words.checked.replace('{{by}}', checked.by).replace('{{on}}', dayIn(language, checked.on))
    : words.unchecked;
  return `${words[status]} ${by}`;
}
