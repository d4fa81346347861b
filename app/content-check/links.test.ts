import { describe, expect, it } from 'vitest';
import { said, saidOf } from '../../tests/support/sound-content';
import type { Content } from './content';

describe('links in a text', () => {
  it.each(['/guides/none', '/cy/support', 'support', '//support', '/meetings/:step'])(
    'finds a link that leads nowhere: %s',
    (href) => {
      expect(saidOf(`[More](${href})`)).toEqual([
        `guides/en/your-rights.md: links to ${href}, which is not a page of the portal.`,
        `guides/cy/your-rights.md: links to ${href}, which is not a page of the portal.`,
      ]);
    },
  );

  it('finds a picture that nobody can draw', () => {
    expect(saidOf('[How it goes](picture:castle)\n\n1. One.')[0]).toBe(
      'guides/en/your-rights.md: has a picture of the kind castle. There are: path, two-sides, people.',
    );
    expect(saidOf('[How it goes](picture:path)\n\n1. One.')).toEqual([]);
  });

  it('finds a dead link on a page about the portal', () => {
    expect(said(({ pages }) => (pages.cy[0]!.markdown += ' [Mwy](/guides/none)'))).toEqual([
      'pages/cy/about.md: links to /guides/none, which is not a page of the portal.',
    ]);
  });

  it.each([
    '/support',
    '/support?need=legal#list',
    '/guides/your-rights#steps-investigation',
    'https://www.acas.org.uk',
    'tel:999',
  ])('follows %s', (href) => {
    expect(saidOf(`[More](${href})`)).toEqual([]);
  });

  it('follows a link to a heading of the same page, each by the name in its language', () => {
    expect(
      saidOf('[More](#your-own-data)\n\n## Your own data', '[Mwy](#eich-data)\n\n## Eich data'),
    ).toEqual([]);
    expect(saidOf('[More](#steps-1)\n\n## Steps\n\n## Steps')).toEqual([]);
  });

  it('finds a link to a heading that this page does not have', () => {
    expect(saidOf('[More](#data)\n\n## Your data', '[Mwy](#your-data)\n\n## Eich data')).toEqual([
      'guides/en/your-rights.md: links to #data, but no heading of this page has that name.',
      'guides/cy/your-rights.md: links to #your-data, but no heading of this page has that name.',
    ]);
  });

  it('finds a link to a heading that another page does not have, or has in the other language only', () => {
    const linking = (english: string, welsh: string) =>
      said(({ guides, pages }) => {
        guides.en[0]!.markdown += '\n\n## Your data';
        guides.cy[0]!.markdown += '\n\n## Eich data';
        pages.en[0]!.markdown += ` [More](/guides/your-rights#${english})`;
        pages.cy[0]!.markdown += ` [Mwy](/guides/your-rights#${welsh})`;
      });
    expect(linking('your-data', 'eich-data')).toEqual([]);
    expect(linking('your-data', 'your-data')).toEqual([
      'pages/cy/about.md: links to #your-data, but no heading of /guides/your-rights has that name.',
    ]);
  });

  it('finds a next step that leads nowhere', () => {
    const change = ({ pages }: Content) =>
      [pages.en[0]!, pages.cy[0]!].forEach(({ about }) => (about.next.href = '/gone'));
    expect(said(change)).toHaveLength(2);
  });
});

describe('guides and procedures', () => {
  it('finds a guide that shows a procedure nobody wrote', () => {
    const showing = (procedure: string) => (content: Content) =>
      [content.guides.en[0]!, content.guides.cy[0]!].forEach(
        ({ about }) => (about.procedures = ['investigation', procedure]),
      );
    expect(said(showing('hearing'))).toEqual([
      'guides/en/your-rights.md: names the procedure hearing, which does not exist.',
      'guides/cy/your-rights.md: names the procedure hearing, which does not exist.',
    ]);
    expect(said(showing('investigation'))).toEqual([]);
  });

  it('finds a procedure that no guide shows', () => {
    const hidden = (content: Content) =>
      [content.guides.en[0]!, content.guides.cy[0]!].forEach(
        ({ about }) => (about.procedures = []),
      );
    expect(said(hidden)).toEqual(['procedures/investigation.json: is shown in no guide.']);
  });

  it.each([
    ['procedure', 'procedures/investigation', (all: Content) => (all.procedures[0]!.guide = 'no')],
    ['happening', 'happenings/told', (all: Content) => all.happenings[0]!.guides.push('no')],
    ['worry', 'worries/pay', (all: Content) => all.worries[0]!.guides.push('no')],
    ['word', 'glossary/case-manager', (all: Content) => (all.glossary[0]!.guide = 'no')],
  ])('finds a %s that names a guide nobody wrote', (_, file, change) => {
    expect(said(change)).toEqual([`${file}.json: names the guide no, which does not exist.`]);
  });

  it('lets a word do without a guide', () => {
    expect(said(({ glossary }) => delete glossary[0]!.guide)).toEqual([]);
  });
});

it('finds an organisation that the rules for three contacts name and the directory lacks', () => {
  expect(said(({ idsInRules }) => idsInRules.push('acas'))).toEqual([
    'directory/acas.json: is missing, but the rules that choose three contacts name it.',
  ]);
});
