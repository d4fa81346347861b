import VCard from 'vcard-creator';
import type { TFunction } from 'i18next';
import type { Locale } from '~/platform/locale';
import { hoursInWords } from './hours-in-words';
import { linesOf, type Line, type Organisation } from './organisation';

/**
 * An organisation as a contact for a phone's address book (vCard 3.0, RFC 2426: the version every phone reads).
 * It holds what reaches the organisation and when, and nothing that says why somebody would have it: a contact is
 * seen by others, and copied to other devices.
 */
export function vCardOf(
  organisation: Organisation,
  locale: Locale,
  t: TFunction<'support'>,
): string {
  const { name, email, web, checked } = organisation;
  const { lines: all } = linesOf(organisation);
  const lines = all.filter(({ confirmed }) => confirmed);
  const card = new VCard()
    .addFullName(name[locale])
    // A contact without the parts of a person's name; address books file it under the organisation.
    .addName()
    .addCompany({ name: name[locale] })
    .addCustomProperty({ name: 'X-ABSHOWAS', value: 'COMPANY' })
    .addRevision(new Date(`${checked}T00:00:00Z`));
  for (const { number, kind } of lines) {
    card.addPhoneNumber({ number, type: [kind === 'phone' ? 'voice' : 'cell'] });
  }
  for (const address of email) card.addEmail({ address });
  if (web) card.addUrl({ url: web });
  const note = all.flatMap((line) => noteOf(line, locale, t));
  if (note.length > 0) card.addNote(note.join('\n'));
  return card.toString();
}

/** `116 123: 24 hours, every day`: for whom and when a number answers, the word it takes, and that nobody confirmed it. */
function noteOf(
  { number, keyword, hours, nations, confirmed }: Line,
  locale: Locale,
  t: TFunction<'support'>,
): string[] {
  const about = [
    nations?.map((nation) => t(`nations.${nation}`)).join(', '),
    hours && hoursInWords(t, locale).hours(hours, confirmed),
    !confirmed && t('notConfirmed'),
  ].filter(Boolean);
  if (keyword) return [[t('textWord', { keyword, number }), ...about].join('. ')];
  return about.length > 0 ? [`${number}: ${about.join('. ')}`] : [];
}
