import { describe, expect, it } from 'vitest';
import { facts } from '~/platform/content/facts.server';
import { locales, type Locale } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { glossary } from './glossary.server';
import { guideSlugs, readGuide } from './guides.server';
import { renderMarkdown } from './markdown.server';

const sure = 'mhps-told-in-writing';
const unsure = 'mhps-investigation-four-weeks';

/** What a person reads: the page without its tags. */
const read = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#x3C;', '<')
    .replaceAll('&#x26;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('a claim with a fact mark', () => {
  it('has a footnote that says what is claimed, where it comes from and when it was checked', () => {
    const fact = facts().get(sure)!;
    const { text, sources } = renderMarkdown(`You are told in writing.[^${sure}]`, 'en');
    expect(read(text)).toBe('You are told in writing. [1]');
    expect(read(sources)).toContain(fact.statement.en.slice(0, 30));
    expect(sources).toContain(`href="${fact.source.url}"`);
    expect(read(sources)).toContain(fact.source.title);
    expect(read(sources)).toContain(fact.source.date);
    expect(read(sources)).toContain(dateInWords(fact.checked, 'en', { weekday: false }));
  });

  it('says so in Welsh on a Welsh page', () => {
    const fact = facts().get(sure)!;
    const { sources } = renderMarkdown(`Cewch wybod.[^${sure}]`, 'cy');
    expect(read(sources)).toContain('O ble y daw hyn');
    expect(read(sources)).toContain(fact.statement.cy.slice(0, 20));
    expect(read(sources)).toContain(dateInWords(fact.checked, 'cy', { weekday: false }));
  });

  it('leads to its footnote, and the footnote leads back', () => {
    const { text, sources } = renderMarkdown(`You are told in writing.[^${sure}]`, 'en');
    const [, there] = /href="#([^"]+)"/.exec(text)!;
    expect(sources).toContain(`id="${there}"`);
    const [, back] = /href="#([^"]+)"/.exec(sources)!;
    expect(text).toContain(`id="${back}"`);
    expect(sources).toContain('aria-label="Back to where fact 1 is used"');
  });

  it('shares one footnote with another claim on the same fact', () => {
    const { text, sources } = renderMarkdown(`One.[^${sure}]\n\nTwo.[^${sure}]`, 'en');
    expect(read(text)).toBe('One. [1] Two. [1]');
    expect(sources.match(/<li /g)).toHaveLength(1);
    expect(sources.match(/href="#source-fnref/g)).toHaveLength(2);
  });

  it('is not hidden: a mark of no known fact stays to be seen', () => {
    const { text, sources } = renderMarkdown('You have rights.[^no-such-fact]', 'en');
    expect(text).toContain('[^no-such-fact]');
    expect(sources).toBe('');
  });
});

describe('a claim nobody could confirm', () => {
  it('says so in its footnote, and a confirmed one does not', () => {
    const words = 'We have not been able to confirm this';
    expect(read(renderMarkdown(`Four weeks.[^${unsure}]`, 'en').sources)).toContain(words);
    expect(read(renderMarkdown(`In writing.[^${sure}]`, 'en').sources)).not.toContain(words);
  });

  it('is flagged in words beside its mark, where it is read', () => {
    expect(read(renderMarkdown(`Four weeks.[^${unsure}]`, 'en').text)).toContain('not confirmed');
    expect(read(renderMarkdown(`Pedair wythnos.[^${unsure}]`, 'cy').text)).toContain(
      'heb ei gadarnhau',
    );
  });

  it('is flagged at every mark, and only there', () => {
    const markdown = `One.[^${unsure}] Two.[^${sure}] Three.[^${unsure}]`;
    expect(read(renderMarkdown(markdown, 'en').text)).toMatch(
      /^One\. not confirmed \[\d\] Two\. \[\d\] Three\. not confirmed \[\d\]$/,
    );
  });
});

describe('a word that the glossary explains', () => {
  const marked = 'Your [case manager](word:case-manager) writes to you.';

  it('is a button, in the form it has in the sentence', () => {
    const { text } = renderMarkdown('Ask [your managers](word:case-manager).', 'en');
    expect(text).toMatch(/<button type="button"[^>]*>your managers<\/button>/);
    expect(text).not.toContain('<a ');
  });

  it.each(locales)('has its meaning at hand in the language of the page (%s)', (locale) => {
    const { text } = renderMarkdown(marked, locale);
    const [, opens] = /<button[^>]* popovertarget="([^"]+)"/.exec(text)!;
    const [, meaning] = new RegExp(
      `<span id="${opens}"[^>]* popover="auto">(.*)</span> writes`,
    ).exec(text)!;
    expect(read(meaning!)).toBe(`(${glossary().get('case-manager')!.meaning[locale]})`);
  });

  it('is the same text to read as before, but for the meaning after it', () => {
    const { meaning } = glossary().get('case-manager')!;
    expect(read(renderMarkdown(marked, 'en').text)).toBe(
      `Your case manager (${meaning.en}) writes to you.`,
    );
  });

  it('works in a list, in a table, in emphasis and in a callout', () => {
    for (const markdown of [
      '- [it](word:mhps)',
      '| A |\n| --- |\n| [it](word:mhps) |',
      '**[it](word:mhps)**',
      '> **Now**\n> [it](word:mhps)',
    ]) {
      expect(renderMarkdown(markdown, 'en').text, markdown).toContain('popovertarget="word-mhps"');
    }
  });

  it('stands beside others, each with its own meaning', () => {
    const { text } = renderMarkdown('[a](word:mhps), [b](word:gmc), [c](word:ppa)', 'en');
    expect(
      [...text.matchAll(/<button[^>]*popovertarget="([^"]+)">(\w)</g)].map(([, ...its]) => its),
    ).toEqual([
      ['word-mhps', 'a'],
      ['word-gmc', 'b'],
      ['word-ppa', 'c'],
    ]);
  });

  it('keeps the mark of the fact after it', () => {
    const { text, sources } = renderMarkdown(`[It](word:mhps) is so.[^${sure}]`, 'en');
    expect(text).toContain(`href="#source-fn-${sure}"`);
    expect(sources).not.toBe('');
  });

  it('stays text, without a button or a link, when the glossary does not know it', () => {
    const { text } = renderMarkdown('Your **[panel chair](word:no-such-word)** decides.', 'en');
    expect(text).toBe('<p>Your <strong>panel chair</strong> decides.</p>');
  });

  it('stays text when its mark is mistyped, and is a button when only its first letter is', () => {
    expect(renderMarkdown('Your [manager](word:Case_Manager).', 'en').text).not.toContain('<a ');
    expect(renderMarkdown('[It](Word:mhps).', 'en').text).toContain('popovertarget="word-mhps"');
  });
});

describe('a list with the name of a picture over it', () => {
  const steps = '[How it goes](picture:path)\n\n1. One.\n2. Two.[^mhps-told-in-writing]';

  it('is set as a picture of real words, with its name', () => {
    const { text } = renderMarkdown(steps, 'en');
    expect(text).toMatch(/^<figure><figcaption>How it goes<\/figcaption><ol class="path">/);
    expect(read(text)).toBe('How it goes One. Two. [1]');
    expect(text).not.toContain('picture:');
  });

  it('stays a list under its name when nobody can draw it', () => {
    const { text } = renderMarkdown(steps.replace('path', 'castle'), 'en');
    expect(text).toMatch(/^<figure><figcaption>How it goes<\/figcaption><ol>/);
  });

  it('is the only one: the list after it stays a list', () => {
    const { text } = renderMarkdown(`${steps}\n\nAnd so on.\n\n- Three.`, 'en');
    expect(text.match(/<figure>/g)).toHaveLength(1);
    expect(text).toMatch(/<\/figure>\s*<p>And so on.<\/p>\s*<ul>/);
  });
});

describe('headings', () => {
  it('have names that links on the page lead to, in either language', () => {
    const { text } = renderMarkdown('[Go](#your-own-data)\n\n## Your own data', 'en');
    expect(text).toContain('href="#your-own-data"');
    expect(text).toContain('<h2 id="your-own-data">');
    expect(renderMarkdown('## Tŷ a gŵr', 'cy').text).toContain('<h2 id="tŷ-a-gŵr">');
  });

  it('of the same words have names of their own', () => {
    const { text } = renderMarkdown('## Steps\n\n## Steps', 'en');
    expect([...text.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
      'steps',
      'steps-1',
    ]);
  });

  it('keep their name when they carry a fact mark', () => {
    const { text } = renderMarkdown(`[Go](#the-28-days)\n\n## The 28 days[^${sure}]`, 'en');
    expect(text).toContain('id="the-28-days"');
  });
});

describe('links', () => {
  const markdown =
    '[rights](/guides/your-rights#top) [home](/) [web](https://x.test/a) [call](tel:116123)';

  it('inside the portal stay in the reader’s language', () => {
    const hrefs = (locale: 'en' | 'cy') =>
      [...renderMarkdown(markdown, locale).text.matchAll(/href="([^"]+)"/g)].map(
        ([, href]) => href,
      );
    expect(hrefs('en')).toEqual(['/guides/your-rights#top', '/', 'https://x.test/a', 'tel:116123']);
    expect(hrefs('cy')).toEqual([
      '/cy/guides/your-rights#top',
      '/cy',
      'https://x.test/a',
      'tel:116123',
    ]);
  });

  it('within a list, a quotation or emphasis do so too', () => {
    const { text } = renderMarkdown('> - **[rights](/guides/your-rights)**', 'cy');
    expect(text).toContain('href="/cy/guides/your-rights"');
  });

  it('to another website that begin with two slashes are not made into the portal’s', () => {
    const { text } = renderMarkdown('[web](//x.test/a)', 'cy');
    expect(text).not.toContain('/cy//x.test');
  });
});

describe('raw HTML', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'Words <b onclick="alert(1)">in</b> between.',
    '<iframe src="https://x.test"></iframe>',
    '<!-- a comment -->',
  ])('is dropped: %s', (html) => {
    const { text } = renderMarkdown(`Before.\n\n${html}\n\nAfter.`, 'en');
    expect(text).not.toMatch(/<(script|img|b|iframe|!--)/);
    expect(text).not.toMatch(/onclick|onerror=alert\(1\)>/);
    expect(read(text)).toMatch(/^Before\..*After\.$/);
  });
});

describe('the guides themselves', { timeout: 60_000 }, () => {
  const kept = new Map<string, ReturnType<typeof renderMarkdown>>();
  /** Each guide is made into a page once for all these tests. */
  function rendered(locale: Locale, slug: string) {
    const name = `${locale}/${slug}`;
    const page = kept.get(name) ?? renderMarkdown(readGuide(locale, slug)!.markdown, locale);
    kept.set(name, page);
    return page;
  }

  it('show a source for every fact they carry, in both languages', () => {
    for (const locale of locales) {
      for (const slug of guideSlugs(locale)) {
        const { markdown } = readGuide(locale, slug)!;
        const { text, sources } = rendered(locale, slug);
        const shown = read(sources);
        expect(text).not.toContain('[^');
        expect(text).not.toContain('href="picture:');
        for (const [, id] of markdown.matchAll(/\[\^([^\]]+)\]/g)) {
          expect(shown, `${locale} ${slug} ${id}`).toContain(facts().get(id!)!.source.title);
        }
      }
    }
  });

  /** A guide as the browser gets it: its ids, and what leads to one. */
  const idsOf = (locale: Locale, slug: string) => {
    const { about } = readGuide(locale, slug)!;
    const { text, sources } = rendered(locale, slug);
    const all = (pattern: RegExp) =>
      [...`${text}${sources}`.matchAll(pattern)].map(([, id]) => decodeURIComponent(id!));
    return {
      ids: all(/ id="([^"]+)"/g),
      targets: [...all(/ popovertarget="([^"]+)"/g), ...all(/ href="#([^"]+)"/g)],
      procedures: about.procedures,
    };
  };
  const repeated = (ids: string[]) => ids.filter((id, index) => ids.indexOf(id) < index);

  it.each(locales)('have no id twice, and nothing that leads to an id they lack (%s)', (locale) => {
    for (const slug of guideSlugs(locale)) {
      const { ids, targets } = idsOf(locale, slug);
      expect(repeated(ids), slug).toEqual([]);
      expect(
        targets.filter((id) => !ids.includes(id)),
        slug,
      ).toEqual([]);
    }
  });

  it.each(locales)('explain words of the glossary, each once (%s)', (locale) => {
    const explained = guideSlugs(locale).flatMap((slug) =>
      idsOf(locale, slug).targets.filter((id) => id.startsWith('word-')),
    );
    expect(explained.length).toBeGreaterThan(guideSlugs(locale).length);
    for (const id of explained) expect(glossary().has(id.slice('word-'.length)), id).toBe(true);
  });

  it.each(locales)('have no heading with the id of a timeline under the text (%s)', (locale) => {
    for (const slug of guideSlugs(locale)) {
      const { ids, procedures } = idsOf(locale, slug);
      const timelines = procedures.map((id) => `steps-${id}`);
      expect(repeated([...ids, ...timelines]), slug).toEqual([]);
    }
  });
});
