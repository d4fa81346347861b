import { pagesOf, type Content, type Problem, type Rule } from './content';

function reviewsAreNotOverdue(content: Content): Problem[] {
  return pagesOf(content)
    .filter(({ about }) => about.review < content.today)
    .map(({ file, about }) => ({
      file,
      what: `was to be reviewed by ${about.review}. Compare it with its sources, then set both dates.`,
    }));
}

function nothingWasCheckedInTheFuture(content: Content): Problem[] {
  const dated = [
    ...pagesOf(content).map(({ file, about }) => ({
      file,
      name: 'the page',
      checked: about.checked,
    })),
    ...content.facts.map(({ file, id, checked }) => ({ file, name: `the fact ${id}`, checked })),
    ...content.organisations.map(({ id, checked }) => ({
      file: `directory/${id}.json`,
      name: 'the organisation',
      checked,
    })),
  ];
  return dated
    .filter(({ checked }) => checked > content.today)
    .map(({ file, name, checked }) => ({
      file,
      what: `says that ${name} was checked on ${checked}, a day that has not come.`,
    }));
}

export const dateRules: readonly Rule[] = [reviewsAreNotOverdue, nothingWasCheckedInTheFuture];
