import { expect, it } from 'vitest';
import { sound } from '../../tests/support/sound-content';
import { checkContent } from './check';

it('has nothing to say about content that keeps the rules', () => {
  expect(checkContent(sound())).toEqual([]);
});
