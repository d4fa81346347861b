import { expect, it } from 'vitest';
import { savedViews } from '#db/schema';
import { database } from '~/platform/database.server';
import { person } from '../../tests/support/people';
import { mostViews } from './saved-views';
import { readViews, removeView, saveView } from './saved-views.server';

const mine = { group: 'open', who: 'mine' } as const;

it('a view is its owner’s alone: nobody else sees it, or removes it', () => {
  const [ruth, gwen] = [person('adviser', 'north'), person('adviser', 'wales')];
  saveView(ruth, 'Mine, all', mine);
  expect(readViews(ruth)).toMatchObject([{ name: 'Mine, all', filter: mine }]);
  expect(readViews(gwen)).toEqual([]);
  const { id } = readViews(ruth)[0]!;
  removeView(gwen, id);
  expect(readViews(ruth)).toHaveLength(1);
  removeView(ruth, id);
  expect(readViews(ruth)).toEqual([]);
});

it('a view keeps codes alone, and its name sealed', () => {
  const ruth = person('adviser', 'north');
  saveView(ruth, 'Leeds', { group: 'new', who: 'nobody', state: 'submitted' });
  const row = database().select().from(savedViews).all().at(-1)!;
  expect(row.filters).toBe('group=new&who=nobody&state=submitted');
  expect(row.sealedName).not.toContain('Leeds');
});

it('there are only so many, and the one too many is refused', () => {
  const ruth = person('adviser', 'north');
  for (let kept = 0; kept < mostViews; kept += 1)
    expect(saveView(ruth, `${kept}`, mine)).toBe(true);
  expect(saveView(ruth, 'one more', mine)).toBe(false);
  expect(readViews(ruth)).toHaveLength(mostViews);
});
