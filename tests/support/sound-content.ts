import { glossarySchema } from '~/guides/glossary';
import { languages } from '~/languages/index';
import { happeningSchema } from '~/next-steps/happening';
import { procedureSchema } from '~/next-steps/procedure';
import { worrySchema } from '~/next-steps/worry';
import { conversationSchema, matchingSchema } from '~/support/matching';
import { conversations, nations } from '~/support/organisation';
import { worries as matchingWorries } from '~/support/situation';
import { checkContent } from '~/content-check/check';
import type { Content, Page } from '~/content-check/content';

/** What the tests beside this one start from: sound content, to be spoilt in one place at a time. */

const page = (slug: string, markdown: string, more: Partial<Page['about']> = {}): Page => ({
  slug,
  about: { checked: '2026-11-22', review: '2027-02-22', next: { href: '/support' }, ...more },
  markdown,
});

/** The same words in both languages: most rules do not read them. */
export const both = (words: string) => ({ en: words, cy: words });

/** What all languages have in common, under one heading. */
const summary = (begins: string) =>
  `${begins}\n\n- [116 123](phone:samaritans)\n- [_MDU_](/support)`;

/** One of everything, and nothing wrong with it. */
export const sound = (): Content => ({
  facts: [
    {
      file: 'facts/limits.json',
      id: 'four-weeks',
      checked: '2026-11-22',
      value: { value: 4, unit: 'weeks' },
    },
  ],
  guides: {
    en: [
      page(
        'your-rights',
        'Ask your [case manager](word:case-manager). It should end within 4 weeks.[^four-weeks]',
        { procedures: ['investigation'] },
      ),
    ],
    cy: [
      page(
        'your-rights',
        'Gofynnwch i’ch [rheolwr achos](word:case-manager). Dylai ddod i ben o fewn 4 wythnos.[^four-weeks]',
        { procedures: ['investigation'] },
      ),
    ],
  },
  pages: {
    en: [page('about', 'About us.'), page('contact', 'Write to us.')],
    cy: [page('about', 'Amdanom ni.'), page('contact', 'Ysgrifennwch atom.')],
  },
  glossary: [
    glossarySchema.parse({
      id: 'case-manager',
      term: { en: 'case manager', cy: 'rheolwr achos' },
      also: { en: [], cy: [] },
      meaning: { en: 'The person who runs your case.', cy: 'Y person sy’n rhedeg eich achos.' },
      guide: 'your-rights',
    }),
  ],
  procedures: [
    procedureSchema.parse({
      id: 'investigation',
      title: both('Investigation'),
      about: both('About it'),
      guide: 'your-rights',
      for: { nations: ['england'], professions: ['doctor'], settings: ['employed'] },
      happenings: ['told'],
      ask: [both('Why?')],
      steps: [
        {
          id: 'letter-comes',
          title: both('Letter'),
          who: 'case-manager',
          what: both('A letter.'),
          date: 'letter',
          facts: [],
        },
        {
          id: 'report',
          title: both('Report'),
          who: 'case-investigator',
          what: both('A report.'),
          limit: { value: 4, unit: 'weeks', after: 'letter-comes' },
          deadlineFor: 'them',
          facts: ['four-weeks'],
        },
      ],
    }),
  ],
  happenings: [
    happeningSchema.parse({
      id: 'told',
      order: 10,
      label: both('I was told'),
      sheet: both('They were told'),
      hint: both('By letter.'),
      stage: 'just-told',
      dates: [
        { id: 'letter', name: both('the letter'), label: both('When?'), hint: both('Its date.') },
      ],
      guides: ['your-rights'],
    }),
  ],
  worries: [
    worrySchema.parse({
      id: 'pay',
      order: 10,
      label: both('Pay'),
      contact: 'money',
      guides: ['your-rights'],
      ask: [both('Will I be paid?')],
    }),
  ],
  organisations: ['samaritans', 'listeners', 'advisers'].map((id) => ({
    id,
    checked: '2026-11-22',
    for: { professions: ['any'], nations: [...nations], membership: 'open', groups: [] },
    phone: [{ label: both('Any time'), number: '116 123', hours: null, confirmed: true }],
  })),
  summaries: {
    original: {
      about: {
        changed: '2026-11-21',
        checked: '2026-11-21',
        review: '2027-02-22',
        next: { href: '/support', label: 'Find support' },
      },
      markdown: summary('## Call now\n\nUp to 4 weeks.[^four-weeks]'),
    },
    translations: languages.map((language) => ({
      language,
      about: { from: '2026-11-21', next: { href: '/support', label: '…' } },
      markdown: summary('## …\n\n… 4 …'),
    })),
  },
  matching: matchingWorries.map((id) =>
    matchingSchema.parse({
      id,
      need: 'emotional',
      contacts: ['samaritans', 'listeners', 'advisers'].map((organisation) => ({
        organisation,
        reason: both('You can call them.'),
      })),
    }),
  ),
  conversations: conversations.map((id) =>
    conversationSchema.parse({
      id,
      say: both('I need help.'),
      ready: [both('A pen.'), both('Paper.')],
    }),
  ),
  words: {
    en: {
      home: {
        lead: 'Read <guides>guides</guides>, {{name}}',
        list: { n_one: 'One', n_other: '{{count}}' },
      },
    },
    cy: {
      home: {
        lead: 'Darllenwch <guides>y canllawiau</guides>, {{name}}',
        list: {
          n_zero: 'Dim',
          n_one: 'Un',
          n_two: '{{count}}',
          n_few: '{{count}}',
          n_many: '{{count}}',
          n_other: '{{count}}',
        },
      },
    },
  },
  addresses: new Set(['/', '/support', '/guides/your-rights']),
  idsInRules: ['samaritans'],
  today: '2026-11-23',
});

/** What the check says once something about sound content was changed. */
export function said(change: (content: Content) => void): string[] {
  const content = sound();
  change(content);
  return checkContent(content).map(({ file, what }) => `${file}: ${what}`);
}

/** Adds a text to the guide in both languages, and says what the check says. */
export const saidOf = (english: string, welsh = english): string[] =>
  said(({ guides }) => {
    guides.en[0]!.markdown += `\n\n${english}`;
    guides.cy[0]!.markdown += `\n\n${welsh}`;
  });
