import { organisations } from '~/support/directory.server';

/** English words that are no Welsh words, nor become one when their first letter changes. */
const english = new RegExp(
  `(?<![\\p{L}’'_-])(${[
    ...['the', 'and', 'you', 'your', 'with', 'for', 'this', 'that', 'have', 'from', 'are', 'is'],
    ...['was', 'were', 'will', 'what', 'when', 'who', 'how', 'which', 'if', 'our', 'or', 'of'],
    ...['it', 'they', 'their', 'them', 'about', 'more', 'been', 'has', 'should', 'would', 'must'],
    ...['please', 'only', 'also', 'any', 'other', 'not', 'there', 'here', 'before', 'after'],
    ...['meeting', 'request', 'concern', 'choose', 'send', 'back', 'next', 'page', 'read'],
    ...['Monday', 'Tuesday', 'Friday', 'January', 'August', 'October', 'December', 'today'],
  ].join('|')})(?![\\p{L}’'-])`,
  'iu',
);

/** “Is” is Welsh for lower, too, before “na” and after “cyflog”, “yn” and the like; English goes on otherwise. */
const welshToo = [/\bis (na|am)\b/g, /\byn is\b/g, /\bgyflog is\b/g];

/** Proper names have no other language (WCAG 2.2, 3.1.2). */
const names = [
  ...[...organisations().values()].flatMap(({ name }) => [name.en, name.cy]),
  ...['Pharmaceutical Society of Northern Ireland', 'Equality Advisory and Support Service'],
  ...['Parliamentary and Health Service Ombudsman', 'Royal College of Surgeons of England'],
  ...['MHPS in the Modern HPSS', 'Maintaining High Professional Standards in the Modern HPSS'],
];

const withoutNames = (text: string): string =>
  [...names, ...welshToo].reduce<string>((left, name) => left.replaceAll(name, ''), text);

/** Whether a text that should be Welsh has English in it, other than names. */
export const hasEnglish = (text: string): boolean => english.test(withoutNames(text));
