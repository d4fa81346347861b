import { expect, it } from 'vitest';
import { isLate, notesOf, stillToDo, toldIn, waitsForThem, type NotedAction } from './note';

const action = (id: string, more: Partial<NotedAction> = {}): NotedAction => ({
  id,
  owner: 'adviser',
  words: 'Ask the case manager.',
  dueOn: null,
  doneAt: null,
  ...more,
});
const shared = (at: number, version: number) =>
  ({ at, change: 'share-note', detail: String(version), words: `Note ${version}` }) as const;
const said = (at: number, version: number) =>
  ({ at, change: 'comment-on-note', detail: String(version), words: 'Not quite.' }) as const;
const agreed = (at: number, version: number) =>
  ({ at, change: 'agree-note', detail: String(version), words: null }) as const;
const actions = new Map([
  [1, [action('a')]],
  [2, [action('b'), action('c', { doneAt: 9 })]],
]);

it('waits for the practitioner until they agree or say what is wrong', () => {
  const stands = (...events: Parameters<typeof notesOf>[0]) =>
    waitsForThem(notesOf(events, actions));
  expect(stands()).toBe(false);
  expect(stands(shared(1, 1))).toBe(true);
  expect(stands(shared(1, 1), said(2, 1))).toBe(false);
  expect(stands(shared(1, 1), said(2, 1), shared(3, 2))).toBe(true);
  expect(stands(shared(1, 1), agreed(2, 1))).toBe(false);
});

it('asks nobody to do what was only proposed, or is done', () => {
  const toDo = (...events: Parameters<typeof notesOf>[0]) =>
    stillToDo(notesOf(events, actions)).map(({ id }) => id);
  expect(toDo(shared(1, 1))).toEqual([]);
  expect(toDo(shared(1, 1), shared(2, 2), agreed(3, 2))).toEqual(['b']);
});

it('is late the day after the day that was agreed, and not when it is done', () => {
  const on = (date: string, more = {}) =>
    isLate(action('a', { dueOn: '2026-12-04', ...more }), date);
  expect([on('2026-12-04'), on('2026-12-05'), on('2026-12-05', { doneAt: 1 })]).toEqual([
    false,
    true,
    false,
  ]);
});

it('is told of where it was agreed, and each thing where it was done', () => {
  const agreedTo = [action('a'), action('b')];
  const told = (change: 'agree-note' | 'finish-action' | 'message', detail: string | null) =>
    toldIn(agreedTo, { change, detail }).map(({ id }) => id);
  expect(told('agree-note', '1')).toEqual(['a', 'b']);
  expect(told('finish-action', 'b')).toEqual(['b']);
  expect(told('message', null)).toEqual([]);
});
