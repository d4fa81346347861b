import { expect, it } from 'vitest';
import { said } from '../../tests/support/sound-content';
import type { Content } from './content';

/** Spoils the Polish summary, and says what the check says. */
const saidOfPolish = (spoil: (summary: Content['summaries']['translations'][number]) => void) =>
  said(({ summaries }) => spoil(summaries.translations.find((its) => its.language === 'pl')!));

it('asks for a summary in every language', () => {
  const found = said(({ summaries }) => {
    summaries.translations = summaries.translations.filter(({ language }) => language !== 'ur');
  });
  expect(found).toEqual(['summaries/ur.md: is missing.']);
});

it('compares a translation with the English', () => {
  const found = saidOfPolish((pl) => (pl.markdown = pl.markdown.replace('4', '5')));
  expect(found).toHaveLength(2);
  expect(found[0]).toBe(
    'summaries/pl.md: has the number 5 under “…” (in English “Call now”); the English has not.',
  );
});

it('asks for a new translation when the English says something else', () => {
  expect(said(({ summaries }) => (summaries.original.about.changed = '2026-11-22'))).toContain(
    'summaries/pl.md: was made from the English of 2026-11-21, which changed on 2026-11-22. Translate what changed, set from, and take the check away until somebody has checked it again.',
  );
});

it('believes a check of a day that has been, after the translation was made', () => {
  const on = (day: string) =>
    saidOfPolish((pl) => (pl.about.checked = { by: 'A. Nowak', on: day }));
  expect(on('2026-11-23')).toEqual([]);
  expect(on('2026-11-24')).toEqual([
    'summaries/pl.md: says it was checked on 2026-11-24, a day that has not come.',
  ]);
  expect(on('2026-11-20')).toEqual([
    'summaries/pl.md: says it was checked on 2026-11-20, before it was made.',
  ]);
});

it('wants facts marked in the English only, and every number there', () => {
  expect(saidOfPolish((pl) => (pl.markdown += '[^four-weeks]'))).toEqual([
    'summaries/pl.md: has the mark four-weeks; facts and words are marked in the English only.',
  ]);
  const unmarked = said(({ summaries: { original } }) => {
    original.markdown = original.markdown.replace('[^four-weeks]', '');
  });
  expect(unmarked).toEqual([
    'summaries/en.md: “Up to 4 weeks.” holds a number and no fact mark. Mark the fact, or reword.',
  ]);
});

it('takes a number to call only when the directory confirms it', () => {
  const found = said(({ organisations }) => (organisations[0]!.phone[0]!.confirmed = false));
  expect(found).toContain(
    'summaries/pl.md: gives 116 123 as a number of samaritans, which is no confirmed number of it in the directory.',
  );
});

it('finds a link that leads nowhere', () => {
  const found = said(({ summaries: { original, translations } }) => {
    for (const summary of [original, ...translations]) {
      summary.markdown = summary.markdown.replace('(/support)', '(/suport)');
    }
  });
  expect(found).toContain('summaries/ar.md: links to /suport, which is not a page of the portal.');
});

it('asks for a review of the English in time', () => {
  expect(said((content) => (content.today = '2027-02-23'))).toContain(
    'summaries/en.md: was to be reviewed by 2027-02-22.',
  );
});
