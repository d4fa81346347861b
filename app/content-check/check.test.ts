import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkContent, type Content, type Page } from './content-check';
import { runContentCheck } from './content-check.server';
import { listGuides, readStandingPage, standingPageSlugs } from './guides/index.server';
import { config } from './platform/config.server';
import { facts } from './platform/content/facts.server';
import { clock } from './platform/time/clock';
import { organisations } from './support/index.server';

const page = (slug: string, markdown: string): Page => ({
  slug,
  about: { checked: '2026-11-22', review: '2027-02-22', next: { href: '/support' } },
  markdown,
});

/** One of everything, and nothing wrong with it. */
const sound = () => ({
  facts: [{ file: 'facts/limits.json', id: 'four-weeks', checked: '2026-11-22' }],
  guides: {
    en: [page('your-rights', 'It should end within 4 weeks.[^four-weeks]')],
    cy: [page('your-rights', 'Dylai ddod i ben o fewn 4 wythnos.[^four-weeks]')],
  },
  pages: {
    en: [page('about', 'About us.'), page('contact', 'Write to us.')],
    cy: [page('about', 'Amdanom ni.'), page('contact', 'Ysgrifennwch atom.')],
  },
  procedures: [
    {
      id: 'investigation',
      guide: 'your-rights',
      steps: [{ id: 'told', facts: ['four-weeks'] }],
    },
  ],
  organisations: [{ id: 'samaritans', checked: '2026-11-22' }],
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
  } as { en: Content['words']['en']; cy: Content['words']['cy'] },
  addresses: new Set(['/', '/support', '/guides/your-rights']),
  idsInRules: ['samaritans'],
  today: '2026-11-23',
});

type Sound = ReturnType<typeof sound>;

/** What the check says once something about sound content was changed. */
function said(change: (content: Sound) => void): string[] {
  const content = sound();
  change(content);
  return checkContent(content).map(({ file, what }) => `${file}: ${what}`);
}

/** Adds the same text to a guide in both languages, or to a page, and says what the check says. */
const saidOf = (markdown: string) =>
  said(({ guides }) => {
    guides.en[0]!.markdown += `\n\n${markdown}`;
    guides.cy[0]!.markdown += `\n\n${markdown}`;
  });

it('has nothing to say about content that keeps the rules', () => {
  expect(checkContent(sound())).toEqual([]);
});

describe('facts', () => {
  it('finds a mark that no fact answers to, however it is spelt', () => {
    expect(saidOf('Soon.[^five-weeks]')).toContain(
      'guides/en/your-rights.md: has the fact mark [^five-weeks], but there is no fact of that name.',
    );
    expect(saidOf('Soon.[^Four_Weeks]')).toHaveLength(2);
  });

  it('finds a mark on a page about the portal that no fact answers to', () => {
    expect(
      said(({ pages }) => pages.en.concat(pages.cy).forEach((each) => (each.markdown += '[^no]'))),
    ).toHaveLength(4);
  });

  it('finds a footnote written by hand', () => {
    expect(saidOf('[^four-weeks]: The framework.').join()).toContain('written by hand');
  });

  it('finds a step that rests on a fact nobody wrote down', () => {
    expect(said(({ procedures }) => procedures[0]!.steps[0]!.facts.push('six-weeks'))).toEqual([
      'procedures/investigation.json: the step told rests on the fact six-weeks, but there is no fact of that name.',
    ]);
  });

  it('finds a fact that nothing uses', () => {
    expect(
      said(({ facts: all }) =>
        all.push({ file: 'facts/limits.json', id: 'old', checked: '2026-11-22' }),
      ),
    ).toEqual(['facts/limits.json: nothing uses the fact old. Use it or delete it.']);
  });

  it('counts a fact as used when only a step of a procedure rests on it', () => {
    expect(
      said(({ guides }) => [...guides.en, ...guides.cy].forEach((guide) => (guide.markdown = ''))),
    ).toEqual([]);
  });

  it('finds two facts of one name', () => {
    expect(said(({ facts: all }) => all.push({ ...all[0]!, file: 'facts/rights.json' }))).toEqual([
      'facts/rights.json: there is another fact four-weeks. Give one of them another name.',
    ]);
  });
});

describe('numbers', () => {
  it.each([
    'It takes 6 months.',
    '## The 28 days',
    '- You have time.\n- Then 10 days.',
    '| Step | Limit |\n| --- | --- |\n| Report | 5 days |',
    '> **Act now**\n>\n> Within 7 days.',
    'Only 1,000 people, [see 2 more](/support).',
  ])('asks where the number comes from in: %s', (markdown) => {
    expect(saidOf(markdown)).toHaveLength(2);
  });

  it('says which number it found, and where', () => {
    expect(saidOf('It takes 6 months.')[0]).toBe(
      'guides/en/your-rights.md: “It takes 6 months.” holds a number (6) and no fact mark. Mark the fact, or reword.',
    );
  });

  it('asks about numbers in words, in either language', () => {
    expect(saidOf('You have twelve weeks.').join()).toMatch(/^guides\/en.*\(twelve\)/);
    expect(saidOf('Mae gennych ddeng niwrnod.').join()).toMatch(/^guides\/cy.*\(ddeng\)/);
    expect(saidOf('Hyd at chwe mis.').join()).toMatch(/^guides\/cy.*\(chwe\)/);
  });

  it.each([
    'It takes 6 months.[^four-weeks]',
    'Often one letter, written in the weather.',
    'Byddwch yn deg â’ch cyfaill.',
    '[Call 116 123](tel:116123), at any hour.',
    '1. First.\n2. Then.',
    'Soon.[^four-weeks]',
  ])('has nothing to ask about: %s', (markdown) => {
    expect(saidOf(markdown)).toEqual([]);
  });

  it('leaves pages about the portal alone, but for the contact page', () => {
    const withNumber = (slug: string) => (content: Sound) =>
      content.pages.en
        .filter((each) => each.slug === slug)
        .forEach((each) => (each.markdown += '\n\nRing 020 7000 0000.'));
    expect(said(withNumber('about'))).toEqual([]);
    expect(said(withNumber('contact'))).toHaveLength(1);
  });
});

describe('links', () => {
  it.each(['/guides/none', '/cy/support', 'support', '//support', '/meetings/:step'])(
    'finds a link that leads nowhere: %s',
    (href) => {
      expect(saidOf(`[More](${href})`)).toEqual([
        `guides/en/your-rights.md: links to ${href}, which is not a page of the portal.`,
        `guides/cy/your-rights.md: links to ${href}, which is not a page of the portal.`,
      ]);
    },
  );

  it.each([
    '/support',
    '/support?need=legal#list',
    '/guides/your-rights#data',
    '#data',
    'https://www.acas.org.uk',
    'tel:999',
  ])('follows %s', (href) => {
    expect(saidOf(`[More](${href})`)).toEqual([]);
  });

  it('finds a next step that leads nowhere', () => {
    const change = ({ pages }: Sound) =>
      [pages.en[0]!, pages.cy[0]!].forEach(({ about }) => (about.next.href = '/gone'));
    expect(said(change)).toHaveLength(2);
  });

  it('finds a guide that names a procedure nobody wrote', () => {
    const naming = (procedure: string) => (content: Sound) =>
      [content.guides.en[0]!, content.guides.cy[0]!].forEach(
        ({ about }) => (about.procedure = procedure),
      );
    expect(said(naming('hearing'))).toContain(
      'guides/en/your-rights.md: names the procedure hearing, which does not exist.',
    );
    expect(said(naming('investigation'))).toEqual([]);
  });

  it('finds a procedure that names a guide nobody wrote', () => {
    expect(said(({ procedures }) => (procedures[0]!.guide = 'hearings'))).toEqual([
      'procedures/investigation.json: names the guide hearings, which does not exist.',
    ]);
  });

  it('finds an organisation that the rules for three contacts name and the directory lacks', () => {
    expect(said(({ idsInRules }) => idsInRules.push('acas'))).toEqual([
      'directory/acas.json: is missing, but the rules that choose three contacts name it.',
    ]);
  });
});

describe('the two languages', () => {
  it('misses the Welsh guide', () => {
    expect(said(({ guides }) => guides.cy.pop())).toEqual([
      'guides/cy/your-rights.md: is missing: guides/en/your-rights.md has no twin.',
    ]);
  });

  it('misses the English page', () => {
    expect(said(({ pages }) => pages.en.shift())).toEqual([
      'pages/en/about.md: is missing: pages/cy/about.md has no twin.',
    ]);
  });

  it('finds a claim that is sourced in one language only', () => {
    const unmarked = (content: Sound) => (content.guides.en[0]!.markdown = 'It should end soon.');
    expect(said(unmarked)).toEqual([
      'guides/cy/your-rights.md: has the fact mark [^four-weeks], which guides/en/your-rights.md has not.',
    ]);
    expect(said(({ guides }) => (guides.cy[0]!.markdown = 'Cyn hir.'))).toEqual([
      'guides/cy/your-rights.md: lacks the fact mark [^four-weeks], which guides/en/your-rights.md has.',
    ]);
  });

  it.each([
    ['checked', { checked: '2026-11-21' }],
    ['review', { review: '2027-03-01' }],
    ['group', { group: 'regulators' }],
    ['order', { order: 30 }],
    ['procedure', { procedure: 'investigation' }],
    ['next.href', { next: { href: '/' } }],
  ])('finds twins that differ in %s', (name, about) => {
    const found = said(({ guides }) => Object.assign(guides.cy[0]!.about, about));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`guides/cy/your-rights.md: gives ${name} as `);
  });
});

describe('dates', () => {
  it('asks for a review on the day after it was due, not on the day', () => {
    expect(said((content) => (content.today = '2027-02-22'))).toEqual([]);
    const found = said((content) => (content.today = '2027-02-23'));
    expect(found).toHaveLength(6);
    expect(found[0]).toContain('was to be reviewed by 2027-02-22');
  });

  it('does not believe a check that is still to come', () => {
    expect(said((content) => (content.today = '2026-11-22'))).toEqual([]);
    const found = said((content) => (content.today = '2026-11-21'));
    expect(found).toHaveLength(8);
    expect(found).toContain(
      'facts/limits.json: says that the fact four-weeks was checked on 2026-11-22, a day that has not come.',
    );
  });
});

describe('interface words', () => {
  it('misses a file', () => {
    expect(said(({ words }) => delete words.cy.home)).toEqual([
      'locales/cy/home.json: is missing: locales/en/home.json has no twin.',
    ]);
  });

  it('misses words in either language', () => {
    expect(said(({ words }) => (words.en.home!.title = 'Home'))).toEqual([
      'locales/cy/home.json: has no words for title.',
    ]);
    expect(said(({ words }) => (words.cy.home!.title = 'Hafan'))).toEqual([
      'locales/cy/home.json: has words for title, which the English file does not.',
    ]);
  });

  it('wants all six Welsh forms of a plural, and both English ones', () => {
    expect(
      said(({ words }) => delete (words.cy.home!.list as Record<string, string>).n_few),
    ).toEqual(['locales/cy/home.json: has no words for list.n_few.']);
    expect(
      said(({ words }) => delete (words.en.home!.list as Record<string, string>).n_one),
    ).toEqual(['locales/en/home.json: has no words for list.n_one.']);
  });

  it('finds a placeholder or a link that got lost or renamed in translation', () => {
    expect(
      said(({ words }) => (words.cy.home!.lead = '<guides>Y canllawiau</guides>, {{enw}}')),
    ).toEqual([
      'locales/cy/home.json: lead has <guides> {{enw}} to fill in, but the English has <guides> {{name}}.',
    ]);
    expect(said(({ words }) => (words.cy.home!.lead = 'Canllawiau, {{name}}'))).toHaveLength(1);
  });

  it('finds words that are empty or not words', () => {
    expect(
      said(({ words }) => Object.assign(words.cy.home!.list!, { n_zero: ' ', n_one: 1 })),
    ).toEqual([
      'locales/cy/home.json: list.n_zero is empty.',
      'locales/cy/home.json: list.n_one is empty.',
    ]);
  });
});

describe('the content of the portal', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  /** The day of the latest check: this test must not turn red because a day passed. The command does. */
  const lastChecked = () =>
    [
      ...facts().values(),
      ...organisations().values(),
      ...listGuides('en'),
      ...standingPageSlugs('en').map((slug) => readStandingPage('en', slug).about),
    ]
      .map(({ checked }) => checked)
      .sort()
      .at(-1)!;

  it('keeps every rule', { timeout: 30_000 }, () => {
    vi.spyOn(clock, 'now').mockReturnValue(Date.parse(`${lastChecked()}T12:00Z`));
    const { problems, summary } = runContentCheck();
    expect(problems).toEqual([]);
    expect(summary).toMatch(/^\d+ guides, \d+ pages, \d+ facts/);
  });

  it('names every file that cannot be read, and nothing else', { timeout: 30_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'content-check-'));
    cpSync(config().contentDir, folder, { recursive: true });
    writeFileSync(path.join(folder, 'facts/ppa.json'), '[{]');
    writeFileSync(path.join(folder, 'guides/cy/your-rights.md'), '---\ntitle: a: b\n---\n');
    writeFileSync(path.join(folder, 'locales/en/home.json'), '');
    vi.stubEnv('PORTAL_CONTENT_DIR', folder);
    vi.resetModules();
    const fresh = await import('./content-check.server');
    const { problems, summary } = fresh.runContentCheck();
    expect(problems.map(({ file }) => file)).toEqual([
      'facts/ppa.json',
      'guides/cy/your-rights.md',
      'locales/en/home.json',
    ]);
    expect(problems[0]!.what).toBe('is not valid JSON');
    expect(summary).toContain('the rest is checked once all can be read');
    rmSync(folder, { recursive: true, force: true });
  });
});
