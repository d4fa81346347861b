import { beforeAll, describe, expect, it } from 'vitest';
import { glossary, listGuides } from '~/guides/index.server';
import { migrateDatabase } from '~/platform/database.server';
import { locales, type Locale } from '~/platform/locale';
import { organisations, urgentIds } from '~/support/index.server';
import type { Piece } from './excerpt';
import { prepareSearch, search } from './search.server';

migrateDatabase();

/** The search over our own content: what a reader types, and where it leads. */

// As the portal does when it starts: reading every guide takes a while.
beforeAll(prepareSearch, 60_000);

const hrefs = (query: string, locale: Locale) =>
  search(query, locale).results.map(({ href }) => href);

const words = (pieces: Piece[]) => pieces.map(({ text }) => text).join('');

const marked = (pieces: Piece[]) => pieces.filter(({ hit }) => hit).map(({ text }) => text);

/** The first results, as many as a phone shows without much scrolling. */
const firstThree = (query: string, locale: Locale) => hrefs(query, locale).slice(0, 3);

describe('what somebody types leads to what they need', () => {
  it.each<[Locale, string, string]>([
    ['en', 'exclusion', '/guides/exclusion-and-restrictions'],
    ['en', 'NCAS', '/guides/what-ppa-is'],
    ['en', 'ncas', '/guides/what-ppa-is'],
    ['en', 'sacked', '/glossary#dismissal'],
    ['en', 'sacked', '/glossary#unfair-dismissal'],
    ['en', 'visa', '/guides/visas-and-sponsorship'],
    ['en', 'racism', '/guides/discrimination-and-racism'],
    ['en', 'union', '/glossary#trade-union'],
    ['en', 'see my file', '/guides/seeing-the-evidence'],
    ['en', 'see my file', '/glossary#subject-access-request'],
    ['en', 'court', '/guides/employment-tribunals-and-settlements'],
    ['en', 'pay', '/guides/pay-and-sickness'],
    ['en', 'appeal', '/guides/appeals'],
    ['cy', 'gwahardd', '/guides/exclusion-and-restrictions'],
    ['cy', 'fisa', '/guides/visas-and-sponsorship'],
    ['cy', 'apêl', '/guides/appeals'],
    ['cy', 'apel', '/guides/appeals'],
    ['cy', 'NCAS', '/guides/what-ppa-is'],
    ['cy', 'gweld fy ffeil', '/guides/seeing-the-evidence'],
    ['cy', 'llys', '/guides/employment-tribunals-and-settlements'],
    ['cy', 'undeb', '/glossary#trade-union'],
    // English on the Welsh site, and the other way round.
    ['cy', 'visa', '/guides/visas-and-sponsorship'],
    ['cy', 'racism', '/guides/discrimination-and-racism'],
    ['en', 'fisa', '/guides/visas-and-sponsorship'],
  ])('%s: “%s” finds %s among the first three', (locale, query, href) => {
    expect(firstThree(query, locale)).toContain(href);
  });

  it.each<[string, string]>([
    ['suspention', '/guides/exclusion-and-restrictions'],
    ['suspention', '/glossary#suspension'],
    ['tribunel', '/guides/employment-tribunals-and-settlements'],
    ['tribunel', '/glossary#tribunal'],
    ['mediaton', '/guides/informal-resolution-and-mediation'],
    ['visa sponser', '/guides/visas-and-sponsorship'],
    ['visa sponser', '/glossary#sponsor'],
    // Letters that changed places.
    ['racsim', '/guides/discrimination-and-racism'],
    // Words without others for the same.
    ['apraisal', '/glossary#appraisal'],
    ['revalidaton', '/glossary#revalidation'],
  ])('“%s” is understood, though misspelt, and finds %s', (query, href) => {
    expect(hrefs(query, 'en').slice(0, 5)).toContain(href);
  });

  it('takes capital letters, accents and spaces for what they are', () => {
    const asTyped = hrefs('visa', 'en');
    expect(hrefs('VISA', 'en')).toEqual(asTyped);
    expect(hrefs('   visa\n', 'en')).toEqual(asTyped);
    expect(hrefs('apel', 'cy')).toEqual(hrefs('apêl', 'cy'));
    expect(hrefs('ape\u0302l', 'cy')).toEqual(hrefs('apêl', 'cy'));
  });

  it('says which other words it looked for, and not the one that was typed', () => {
    const { also } = search('sacked', 'en');
    expect(also).toEqual(expect.arrayContaining(['dismissal', 'fired', 'lost my job']));
    expect(also).not.toContain('sacked');
    expect(search('sacio', 'cy').also).toContain('diswyddo');
  });
});

/** Whom to call, and the guides that say so. */
const crisis = [
  '/support/samaritans',
  '/support/calm',
  '/support/papyrus-hopeline247',
  '/support/shout',
  '/support/lifeline-ni',
  '/support/nhs-111-mental-health',
  '/support/call-helpline-wales',
  '/guides/looking-after-yourself',
  '/guides/first-48-hours',
];

describe('somebody who may be in danger', () => {
  it.each<[Locale, string]>([
    ['en', 'I feel suicidal'],
    ['en', 'suicidal'],
    ['en', 'suicide'],
    ['en', 'kill myself'],
    ['en', 'want to die'],
    ['cy', 'hunanladdiad'],
    ['cy', 'eisiau marw'],
    ['cy', 'rwy’n teimlo’n hunanladdol'],
    ['en', 'i want to kill my self'],
    ['en', 'i can’t go on'],
    ['en', 'unalive'],
    ['en', 'no point living'],
    ['en', 'eisiau marw'],
    ['cy', 'suicidal'],
    ['cy', 'ending my life'],
  ])('%s: “%s” leads to nothing but somebody to talk to in the first three', (locale, query) => {
    const found = firstThree(query, locale);
    expect(found).toHaveLength(3);
    expect(crisis).toEqual(expect.arrayContaining(found));
  });

  it('finds the Samaritans', () => {
    expect(hrefs('I feel suicidal', 'en').slice(0, 5)).toContain('/support/samaritans');
    expect(hrefs('hunanladdiad', 'cy').slice(0, 5)).toContain('/support/samaritans');
  });

  it('finds the lines in the order to call them, whatever else was found', () => {
    for (const query of ['suicidal', 'shout crisis', 'lifeline suicide', 'i can’t go on']) {
      for (const locale of locales) {
        expect(hrefs(query, locale).slice(0, 4), query).toEqual(
          urgentIds.map((id) => `/support/${id}`),
        );
      }
    }
  });

  it('is not seen in everybody: others find what they asked for first', () => {
    for (const query of ['visa', 'appeal', 'pay', 'sick']) {
      expect(crisis, query).not.toContain(hrefs(query, 'en')[0]);
    }
  });
});

describe('a page with many words for the same does not hide the page with the word itself', () => {
  it.each<[Locale, string, string, number]>([
    ['en', 'suspension', '/guides/exclusion-and-restrictions', 2],
    ['cy', 'hiliaeth', '/guides/discrimination-and-racism', 3],
    ['en', 'union', '/support/bma-employment-advice', 20],
    ['en', 'bullying', '/guides/discrimination-and-racism', 20],
    ['en', 'sacked', '/guides/employment-tribunals-and-settlements', 20],
    ['en', 'mediation', '/guides/informal-resolution-and-mediation', 3],
    ['cy', 'Acas', '/support/acas', 3],
  ])('%s: “%s” finds %s among the first %i', (locale, query, href, most) => {
    expect(hrefs(query, locale).slice(0, most)).toContain(href);
  });

  it.each<[Locale, string, string]>([
    ['en', 'revalidation', 'victimisation'], // retaliation
    ['en', 'mediation', 'action plan'], // remediation
    ['en', 'hearings', 'wages'], // earnings
    ['en', 'protected', 'arrested'], // prosecuted
    ['cy', 'ffurfiol', 'anffurfiol'], // formal: the opposite
  ])('%s: “%s”, spelt well, is not taken for a slip of “%s”', (locale, query, wrong) => {
    expect(search(query, locale).also).not.toContain(wrong);
  });
});

describe.each(locales)(
  'everything is found by its own name (%s)',
  { timeout: 60_000 },
  (locale) => {
    interface Named {
      name: string;
      href: string;
    }

    /** The names of what is not found among the first so many. */
    const lost = (all: Named[], most: number) =>
      all
        .filter(({ name, href }) => !hrefs(name, locale).slice(0, most).includes(href))
        .map(({ name }) => name);

    it('a guide by its title, among the first three', () => {
      const guides = listGuides(locale).map(({ slug, title }) => ({
        name: title,
        href: `/guides/${slug}`,
      }));
      expect(lost(guides, 3)).toEqual([]);
    });

    it('a word of the glossary by the word, among the first three', () => {
      const terms = [...glossary().values()].map(({ id, term }) => ({
        name: term[locale],
        href: `/glossary#${id}`,
      }));
      expect(lost(terms, 3)).toEqual([]);
    });

    it('a word of the glossary by its other names', () => {
      const names = [...glossary().values()].flatMap(({ id, also }) =>
        also[locale].map((name) => ({ name, href: `/glossary#${id}` })),
      );
      expect(lost(names, 20)).toEqual([]);
    });

    it('an organisation by its name, among the first three', () => {
      const directory = [...organisations().values()].map(({ id, name }) => ({
        name: name[locale],
        href: `/support/${id}`,
      }));
      expect(lost(directory, 3)).toEqual([]);
    });
  },
);

describe('a result', () => {
  it('marks the word that was looked for, in the title and in the text', () => {
    const [first] = search('visa', 'en').results;
    expect(first!.href).toBe('/guides/visas-and-sponsorship');
    expect(marked(first!.title)).toContain('visa');
    expect(marked(first!.excerpt).join(' ').toLowerCase()).toContain('visa');
  });

  it.each<[Locale, string]>([
    ['en', 'visa'],
    ['en', 'see my file'],
    ['en', 'NCAS'],
    ['en', 'suspention'],
    ['en', 'I feel suicidal'],
    ['cy', 'apel'],
    ['cy', 'gwahardd'],
  ])('shows why it was found, each of them (%s: %s)', (locale, query) => {
    const { results } = search(query, locale);
    expect(results.length).toBeGreaterThan(0);
    // Whom to call in danger is shown whether or not a word was found.
    for (const { href, title, excerpt } of results.filter((each) => !crisis.includes(each.href))) {
      expect([...marked(title), ...marked(excerpt)], href).not.toEqual([]);
    }
  });

  it('marks a word with its accent for who typed it without', () => {
    const appeal = search('apel', 'cy').results.find(({ href }) => href === '/glossary#appeal');
    expect(marked(appeal!.title)).toEqual(['apêl']);
  });

  it('marks a word that means the same', () => {
    const [first] = search('sacked', 'en').results;
    expect(marked(first!.title)).toEqual(['dismissal']);
  });

  it('has its title and its kind as the page has them, in the reader’s language', () => {
    const titles = new Map(listGuides('cy').map(({ slug, title }) => [`/guides/${slug}`, title]));
    const guides = search('fisa', 'cy').results.filter(({ kind }) => kind === 'guide');
    expect(guides.length).toBeGreaterThan(0);
    for (const { href, title } of guides) expect(words(title)).toBe(titles.get(href));
    const kinds = search('samaritans', 'en').results.map(({ href, kind }) => `${kind} ${href}`);
    expect(kinds).toContain('organisation /support/samaritans');
    expect(search('privacy', 'en').results).toContainEqual(
      expect.objectContaining({ kind: 'page', href: '/privacy' }),
    );
  });
});

describe('a query that finds nothing', () => {
  it.each<[Locale, string]>([
    ...locales.flatMap((locale) =>
      ['xqzzv', 'qqqq wwww', '', '   ', '\u0000', '\ud800', '😀'].map((query): [Locale, string] => [
        locale,
        query,
      ]),
    ),
    ['en', 'the'],
    ['en', 'what is it'],
    ['cy', 'y'],
    ['cy', 'pa un o’r'],
  ])('gives no results and no other words (%s: %j)', (locale, query) => {
    expect(search(query, locale)).toEqual({ results: [], also: [] });
  });
});

describe('a query from somebody who does not mean well, or pasted a letter', () => {
  it('is looked at for its first hundred characters', () => {
    const long = 'visa '.repeat(2000);
    expect(long).toHaveLength(10_000);
    expect(search(long, 'en')).toEqual(search(long.slice(0, 100), 'en'));
    expect(hrefs(long, 'en')[0]).toBe('/guides/visas-and-sponsorship');
    expect(search(`${'x'.repeat(100)} visa`, 'en').results).toEqual([]);
    expect(search('x'.repeat(10_000), 'en').results).toEqual([]);
  });

  it('gives no more than twenty results', () => {
    expect(search('help work advice employer meeting', 'en').results).toHaveLength(20);
  });

  it.each([
    '(',
    '[',
    '\\',
    '.*',
    '(a+)+$',
    '*',
    '?',
    '%00',
    '../../etc/passwd',
    '__proto__',
    '${x}',
  ])('does no harm: %s', (query) => {
    for (const locale of locales) expect(Array.isArray(search(query, locale).results)).toBe(true);
  });

  it.each(['(visa)', '[visa', '"visa"', 'visa?', 'visa.*', 'visa\\', '*visa*', '/visa/', '&visa;'])(
    'finds the word among the signs: %s',
    (query) => {
      expect(hrefs(query, 'en')[0]).toBe('/guides/visas-and-sponsorship');
    },
  );

  // To Unicode these are symbols, not punctuation.
  it.each(['<visa>', '<b>visa</b>', 'visa+sponsor', 'visa=sponsor', '|visa|'])(
    'finds the word among the signs: %s',
    (query) => {
      expect(hrefs(query, 'en')[0]).toBe('/guides/visas-and-sponsorship');
    },
  );

  it('never comes back as something to run: the pieces are words of ours', () => {
    const { results } = search('"><script>alert(1)</script> visa', 'en');
    for (const { title, excerpt } of results) {
      expect(words(title) + words(excerpt)).not.toContain('<script');
    }
  });
});
