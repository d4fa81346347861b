import { describe, expect, it } from 'vitest';
import { glossary, listGuides } from '~/guides/index.server';
import { locales, type Locale } from '~/platform/locale';
import { organisations } from '~/support/index.server';
import type { Piece } from './excerpt';
import { search } from './search.server';

/** The search over our own content: what a reader types, and where it leads. */

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

describe('somebody who may be in danger', () => {
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

  it.each<[Locale, string]>([
    ['en', 'I feel suicidal'],
    ['en', 'want to die'],
    ['cy', 'hunanladdiad'],
    ['cy', 'eisiau marw'],
  ])('%s: “%s” leads to somebody to talk to first', (locale, query) => {
    expect(crisis).toContain(hrefs(query, locale)[0]);
  });

  it('finds the Samaritans', () => {
    expect(hrefs('I feel suicidal', 'en').slice(0, 5)).toContain('/support/samaritans');
    expect(hrefs('hunanladdiad', 'cy').slice(0, 5)).toContain('/support/samaritans');
  });

  // First came: “suicidal”, “suicide” and “kill myself”: The possible outcomes (the word “end”, of “end it all”).
  // “rwy’n teimlo’n hunanladdol”: If you are a locum (the “n” of “neu’n”; the synonyms lack “hunanladdol”).
  it.each<[Locale, string]>([
    ['en', 'suicidal'],
    ['en', 'suicide'],
    ['en', 'kill myself'],
    ['cy', 'rwy’n teimlo’n hunanladdol'],
  ])('%s: “%s” leads to somebody to talk to first', (locale, query) => {
    expect(crisis).toContain(hrefs(query, locale)[0]);
  });

  // Second came “The possible outcomes”, fourth “After your case closes”.
  it('sees nothing else among the first three', () => {
    expect(crisis).toEqual(expect.arrayContaining(firstThree('I feel suicidal', 'en')));
  });
});

describe('ranking that disappoints', () => {
  // One cause: MiniSearch multiplies a score by the number of query words found (quality = terms.length), and
  // every synonym is part of the query, so a page with many synonyms beats the page with the word itself.
  it.each<[Locale, string, string, number]>([
    // Third, after the glossary and “Your pay, and being off sick” (“sent home”).
    ['en', 'suspension', '/guides/exclusion-and-restrictions', 2],
    // Not found, though the word stands in its title: scores under a tenth of the glossary entry.
    ['cy', 'hiliaeth', '/guides/discrimination-and-racism', 20],
    // Three results: the glossary, PDA (for pharmacists) and HCSA. Not the doctors’ largest union.
    ['en', 'union', '/support/bma-employment-advice', 20],
    // One result, the glossary’s “harassment”.
    ['en', 'bullying', '/guides/discrimination-and-racism', 20],
    // After two glossary entries only “If you spoke up”.
    ['en', 'sacked', '/guides/employment-tribunals-and-settlements', 20],
    // Sixth, after action plans: “mediation” is taken for a misspelt “remediation”.
    ['en', 'mediation', '/guides/informal-resolution-and-mediation', 3],
    // Not found in Welsh by the one name it has.
    ['cy', 'Acas', '/support/acas', 3],
  ])('%s: “%s” finds %s among the first %i', (locale, query, href, most) => {
    expect(hrefs(query, locale).slice(0, most)).toContain(href);
  });

  // A word that is spelt well is taken for a misspelling of another, and the page says so: “We also looked for”.
  it.each<[Locale, string, string]>([
    ['en', 'revalidation', 'victimisation'], // retaliation
    ['en', 'mediation', 'action plan'], // remediation
    ['en', 'hearings', 'wages'], // earnings
    ['en', 'protected', 'arrested'], // prosecuted
    ['cy', 'ffurfiol', 'anffurfiol'], // formal: the opposite
  ])('%s: “%s” is not taken for “%s”', (locale, query, wrong) => {
    expect(search(query, locale).also).not.toContain(wrong);
  });
});

describe('everything is found by its own name', { timeout: 60_000 }, () => {
  interface Named {
    locale: Locale;
    name: string;
    href: string;
  }
  const inBoth = (named: (locale: Locale) => Omit<Named, 'locale'>[]): Named[] =>
    locales.flatMap((locale) => named(locale).map((each) => ({ locale, ...each })));

  /** What is not found among the first so many, as `cy PPA`. */
  const lost = (all: Named[], most: number) =>
    all
      .filter(({ locale, name, href }) => !hrefs(name, locale).slice(0, most).includes(href))
      .map(({ locale, name }) => `${locale} ${name}`);

  const without = (all: Named[], known: string[]) =>
    all.filter(({ locale, name }) => !known.includes(`${locale} ${name}`));
  const only = (all: Named[], known: string) =>
    all.filter(({ locale, name }) => `${locale} ${name}` === known);

  const guides = inBoth((locale) =>
    listGuides(locale).map(({ slug, title }) => ({ name: title, href: `/guides/${slug}` })),
  );
  const terms = inBoth((locale) =>
    [...glossary().values()].map(({ id, term }) => ({
      name: term[locale],
      href: `/glossary#${id}`,
    })),
  );
  const otherNames = inBoth((locale) =>
    [...glossary().values()].flatMap(({ id, also }) =>
      also[locale].map((name) => ({ name, href: `/glossary#${id}` })),
    ),
  );
  const directory = inBoth((locale) =>
    [...organisations().values()].map(({ id, name }) => ({
      name: name[locale],
      href: `/support/${id}`,
    })),
  );

  const lostGuides = [
    'en What PPA does in your case', // 4th: the glossary, the directory and “What PPA can and cannot do” first
    'en If you are unhappy with PPA or an adviser', // 5th
    'en If you are in training', // 4th, after “action plan” (“training plan”)
    'cy Beth y mae PPA yn ei wneud yn eich achos', // 4th
  ];
  const lostTerms = ['en revalidation', 'cy tribiwnlys'];
  const lostNames = ['en claim against me', 'en PPA assessment', 'en PDA', 'cy PDA'];
  const lostOrganisations = ['cy Acas', 'cy MDDUS'];

  it('a guide by its title, among the first three', () => {
    expect(lost(without(guides, lostGuides), 3)).toEqual([]);
  });

  it('a word of the glossary by the word', () => {
    expect(lost(without(terms, lostTerms), 20)).toEqual([]);
  });

  it('a word of the glossary by its other names', () => {
    expect(lost(without(otherNames, lostNames), 20)).toEqual([]);
  });

  it('an organisation by its name', () => {
    expect(lost(without(directory, lostOrganisations), 20)).toEqual([]);
  });

  it.each(lostGuides)('the guide “%s” among the first three', (known) => {
    expect(lost(only(guides, known), 3)).toEqual([]);
  });

  it.each(lostTerms)('the word “%s”', (known) => {
    expect(lost(only(terms, known), 20)).toEqual([]);
  });

  it.each(lostNames)('the other name “%s”', (known) => {
    expect(lost(only(otherNames, known), 20)).toEqual([]);
  });

  it.each(lostOrganisations)('the organisation “%s”', (known) => {
    expect(lost(only(directory, known), 20)).toEqual([]);
  });

  // Who types a word of the glossary as it is written wants that word. Fourth or fifth today: health board, High
  // Court, mediation, protected disclosure, suspension, tribunal, victimisation, without prejudice.
  it.each(locales)('a word of the glossary among the first three (%s)', (locale) => {
    const its = terms.filter((each) => each.locale === locale);
    expect(lost(without(its, lostTerms), 3)).toEqual([]);
  });
});

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

  // MiniSearch parts words at spaces and punctuation; to Unicode < > + = | ~ ^ $ are symbols, not punctuation.
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
