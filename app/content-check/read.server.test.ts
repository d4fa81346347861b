import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { guideSlugs, listGuides, readStandingPage, standingPageSlugs } from '~/guides/index.server';
import { config } from '~/platform/config.server';
import { readOriginal } from '~/languages/index.server';
import { facts } from '~/platform/content/facts.server';
import { clock } from '~/platform/time/clock';
import { organisations } from '~/support/index.server';
import { runContentCheck } from './read.server';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the content of the portal', () => {
  /** The day of the latest check: this test must not turn red because a day passed. The command does. */
  const lastChecked = () =>
    [
      ...facts().values(),
      ...organisations().values(),
      ...listGuides('en'),
      ...standingPageSlugs('en').map((slug) => readStandingPage('en', slug).about),
      readOriginal().about,
    ]
      .map(({ checked }) => checked)
      .sort()
      .at(-1)!;

  it('keeps every rule', { timeout: 60_000 }, () => {
    vi.spyOn(clock, 'now').mockReturnValue(Date.parse(`${lastChecked()}T12:00Z`));
    const { problems, summary, grades } = runContentCheck();
    expect(problems).toEqual([]);
    expect(summary).toMatch(
      /^\d+ guides, \d+ pages, \d+ glossary entries, \d+ facts, \d+ procedures, \d+ happenings, /,
    );
    expect(grades.map(({ slug }) => slug)).toEqual(guideSlugs('en'));
    expect(grades.filter(({ grade }) => !(grade > 0 && grade <= 8))).toEqual([]);
  });
});

describe('content that an editor spoilt', { timeout: 30_000 }, () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  /** What the check says about a copy of our content, once it was changed. */
  async function reportOn(change: (file: (name: string) => string) => void) {
    const folder = mkdtempSync(path.join(tmpdir(), 'content-check-'));
    cpSync(config().contentDir, folder, { recursive: true });
    change((name) => path.join(folder, name));
    vi.stubEnv('PORTAL_CONTENT_DIR', folder);
    vi.resetModules();
    const fresh = await import('./read.server');
    const report = fresh.runContentCheck();
    rmSync(folder, { recursive: true, force: true });
    return report;
  }

  /** Changes one JSON file, and says what the check says. */
  const problemsOf = async (name: string, change: (value: never) => unknown) => {
    const { problems } = await reportOn((file) => {
      const value: unknown = JSON.parse(readFileSync(file(name), 'utf8'));
      writeFileSync(file(name), JSON.stringify(change(value as never)));
    });
    return problems;
  };

  it('has every file named that cannot be read, and nothing else', async () => {
    const { problems, summary } = await reportOn((file) => {
      writeFileSync(file('facts/ppa.json'), '[{]');
      writeFileSync(file('guides/cy/your-rights.md'), '---\ntitle: a: b\n---\n');
      writeFileSync(file('glossary/mhps.json'), '');
      writeFileSync(file('worries/visa.json'), '{}');
      writeFileSync(file('matching/visa.json'), '{}');
      writeFileSync(file('conversations/money.json'), '{');
      writeFileSync(file('locales/en/home.json'), '');
    });
    expect(problems.map(({ file }) => file)).toEqual([
      'matching/visa.json',
      'facts/ppa.json',
      'guides/cy/your-rights.md',
      'glossary/mhps.json',
      'worries/visa.json',
      'conversations/money.json',
      'locales/en/home.json',
    ]);
    expect(problems[1]!.what).toBe('is not valid JSON');
    expect(summary).toContain('the rest is checked once all can be read');
  });

  it('has a fact without a source named, with its place in the file', async () => {
    const problems = await problemsOf('facts/ppa.json', ([first, ...others]: object[]) => [
      first,
      ...others.map((fact) => ({ ...fact, source: undefined })).slice(0, 1),
      ...others.slice(1),
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.file).toBe('facts/ppa.json');
    expect(problems[0]!.what).toMatch(/^1\.source Invalid input: expected object/);
  });

  it.each([
    ['a title', { title: '' }, /^0\.source\.title /],
    ['an address', { url: 'see the framework' }, /^0\.source\.url Invalid URL/],
    ['a date', { date: undefined }, /^0\.source\.date /],
  ])('has a source without %s named', async (_, source, sentence) => {
    const problems = await problemsOf(
      'facts/ppa.json',
      ([first, ...others]: { source: object }[]) => [
        { ...first, source: { ...first!.source, ...source } },
        ...others,
      ],
    );
    expect(problems).toEqual([
      { file: 'facts/ppa.json', what: expect.stringMatching(sentence) as string },
    ]);
  });

  it.each(['glossary/mhps.json', 'happenings/excluded.json', 'procedures/mhps-appeal.json'])(
    'has words without their Welsh named: %s',
    async (name) => {
      const problems = await problemsOf(name, (value: Record<string, { en: string }>) =>
        Object.fromEntries(
          Object.entries(value).map(([key, words]) => [
            key,
            ['meaning', 'label', 'title'].includes(key) ? { en: words.en } : words,
          ]),
        ),
      );
      expect(problems).toHaveLength(1);
      expect(problems[0]!.file).toBe(name);
      expect(problems[0]!.what).toMatch(/^(meaning|label|title)\.cy /);
    },
  );

  it('has a file named whose id is another', async () => {
    expect(
      await problemsOf('glossary/mhps.json', (value: object) => ({ ...value, id: 'framework' })),
    ).toEqual([{ file: 'glossary/mhps.json', what: 'has the id framework' }]);
  });

  it('has a key named that nobody asked for', async () => {
    const [problem] = await problemsOf('worries/visa.json', (value: object) => ({
      ...value,
      guide: 'visas-and-sponsorship',
    }));
    expect(problem!.what).toContain('Unrecognized key: "guide"');
  });

  it('has the words for the search named when they cannot be read', async () => {
    const { problems } = await reportOn((file) => {
      writeFileSync(file('synonyms.json'), '[{"en":');
      // With a second file that cannot be read the rules are left out, which makes this test quick.
      writeFileSync(file('glossary/mhps.json'), '');
    });
    expect(problems.map(({ file }) => file).sort()).toEqual([
      'glossary/mhps.json',
      'synonyms.json',
    ]);
  });
});
