import GithubSlugger from 'github-slugger';
import type { Locale } from '~/platform/locale';
import { pagesOf, without, type Content, type Page, type Problem, type Rule } from './content';
import { pictureKinds } from '~/guides/index';
import { blocksOf, hrefsIn, pictureMarksIn } from './markdown';

const isInside = (href: string) => !/^([a-z][a-z\d+.-]*:|#)/i.test(href);

function linksLeadSomewhere(content: Content): Problem[] {
  return pagesOf(content).flatMap(({ file, about, markdown }) =>
    [about.next.href, ...hrefsIn(markdown)]
      .filter((href) => isInside(href) && !content.addresses.has(href.replace(/[?#].*$/, '')))
      .map((href) => ({ file, what: `links to ${href}, which is not a page of the portal.` })),
  );
}

/** Names of a page's parts that a link may lead to: its headings (github-slugger, as the page does) and timelines. */
function partsOf({ about, markdown }: Page): string[] {
  const slugger = new GithubSlugger();
  const headings = blocksOf(markdown).flatMap(({ heading, text }) =>
    heading ? slugger.slug(text) : [],
  );
  return [...headings, ...(about.procedures ?? []).map((id) => `steps-${id}`)];
}

/** A link to a part of this page or of another leads to a part with that name, in the same language. */
function partsLinkedExist(content: Content): Problem[] {
  const all = pagesOf(content);
  const pageAt = (path: string, locale: Locale) =>
    all.find((page) => page.locale === locale && `/${page.folder}/${page.slug}` === path);
  return all.flatMap((page) =>
    hrefsIn(page.markdown).flatMap((href) => {
      const [path, id] = href.split('#');
      const linked = path === '' ? page : pageAt(path!, page.locale);
      if (!id || !linked || partsOf(linked).includes(id)) return [];
      const where = linked === page ? 'this page' : path;
      return {
        file: page.file,
        what: `links to #${id}, but no heading of ${where} has that name.`,
      };
    }),
  );
}

/** A picture of a kind that nobody draws would be a list like any other. */
function picturesCanBeDrawn(content: Content): Problem[] {
  return pagesOf(content).flatMap(({ file, markdown }) =>
    without(pictureMarksIn(markdown), pictureKinds).map((kind) => ({
      file,
      what: `has a picture of the kind ${kind}. There are: ${pictureKinds.join(', ')}.`,
    })),
  );
}

function proceduresOfGuidesExist(content: Content): Problem[] {
  const known = content.procedures.map(({ id }) => id);
  return pagesOf(content).flatMap(({ file, about: { procedures = [] } }) =>
    without(procedures, known).map((id) => ({
      file,
      what: `names the procedure ${id}, which does not exist.`,
    })),
  );
}

/** A procedure nobody meets in a guide is a picture nobody sees. */
function proceduresAreShown({ procedures, guides }: Content): Problem[] {
  const shown = new Set(guides.en.flatMap(({ about }) => about.procedures ?? []));
  return procedures
    .filter(({ id }) => !shown.has(id))
    .map(({ id }) => ({ file: `procedures/${id}.json`, what: 'is shown in no guide.' }));
}

/** Guides that other files name. */
function guidesNamedExist({
  guides,
  procedures,
  happenings,
  worries,
  glossary,
}: Content): Problem[] {
  const known = guides.en.map(({ slug }) => slug);
  const named = [
    ...procedures.map(({ id, guide }) => ({ file: `procedures/${id}.json`, guides: [guide] })),
    ...happenings.map(({ id, guides: its, guidesFor = {} }) => ({
      file: `happenings/${id}.json`,
      guides: [...its, ...Object.values(guidesFor).flat()],
    })),
    ...worries.map(({ id, guides: its }) => ({ file: `worries/${id}.json`, guides: its })),
    ...glossary.map(({ id, guide }) => ({
      file: `glossary/${id}.json`,
      guides: guide ? [guide] : [],
    })),
  ];
  return named.flatMap(({ file, guides: its }) =>
    without(its, known).map((guide) => ({
      file,
      what: `names the guide ${guide}, which does not exist.`,
    })),
  );
}

function organisationsOfRulesExist({ idsInRules, organisations }: Content): Problem[] {
  const known = organisations.map(({ id }) => id);
  return without(idsInRules, known).map((id) => ({
    file: `directory/${id}.json`,
    what: 'is missing, but the rules that choose three contacts name it.',
  }));
}

export const linkRules: readonly Rule[] = [
  linksLeadSomewhere,
  partsLinkedExist,
  picturesCanBeDrawn,
  proceduresOfGuidesExist,
  proceduresAreShown,
  guidesNamedExist,
  organisationsOfRulesExist,
];
