import { describe, expect, it } from 'vitest';
import { facts } from '~/platform/content/facts.server';
import { locales } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
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
    expect(read(text)).toBe('You are told in writing.1');
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
    expect(read(text)).toBe('One.1 Two.1');
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
      /^One\. not confirmed\d Two\.\d Three\. not confirmed\d$/,
    );
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

describe('the guides themselves', () => {
  it('show a source for every fact they carry, in both languages', () => {
    for (const locale of locales) {
      for (const slug of guideSlugs(locale)) {
        const { markdown } = readGuide(locale, slug)!;
        const { text, sources } = renderMarkdown(markdown, locale);
        const shown = read(sources);
        expect(text).not.toContain('[^');
        for (const [, id] of markdown.matchAll(/\[\^([^\]]+)\]/g)) {
          expect(shown, `${locale} ${slug} ${id}`).toContain(facts().get(id!)!.source.title);
        }
      }
    }
  });
});
