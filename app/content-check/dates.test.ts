import { expect, it } from 'vitest';
import { said } from '../../tests/support/sound-content';

it('asks for a review on the day after it was due, not on the day', () => {
  expect(said((content) => (content.today = '2027-02-22'))).toEqual([]);
  const found = said((content) => (content.today = '2027-02-23'));
  expect(found).toHaveLength(7);
  expect(found[0]).toBe(
    'guides/en/your-rights.md: was to be reviewed by 2027-02-22. Compare it with its sources, then set both dates.',
  );
});

it('does not believe a check that is still to come', () => {
  expect(said((content) => (content.today = '2026-11-22'))).toEqual([]);
  const found = said((content) => (content.today = '2026-11-21'));
  expect(found).toHaveLength(10);
  expect(found).toContain(
    'facts/limits.json: says that the fact four-weeks was checked on 2026-11-22, a day that has not come.',
  );
});
