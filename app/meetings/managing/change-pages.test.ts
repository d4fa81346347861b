import { expect, it } from 'vitest';
import { changePages, cannotBeUndone, openPages } from './change-pages';
import {
  allowedChanges,
  endStates,
  isRecordChange,
  nextState,
  states,
  transitions,
  type Change,
} from '../life';

it('has a page for everything a practitioner may do that has none elsewhere', () => {
  const elsewhere = [
    'submit', // check your answers
    'take', // choosing a free time
    'move',
    'accept', // the request's own page
    'correct', // a page for each answer
    'leave', // erasing the account
  ];
  const theirs = Object.entries(transitions)
    .filter(([, { by }]) => (by as readonly string[]).includes('practitioner'))
    .map(([change]) => change as Change)
    // The account, the documents, the note and the contacts have pages of their own.
    .filter((change) => !isRecordChange(change));
  expect([...changePages, ...elsewhere].sort()).toEqual(theirs.sort());
});

it('opens only what the table allows, and only messages once a request has ended', () => {
  for (const state of states) {
    for (const timing of ['none', 'before', 'soon', 'under-way', 'over'] as const) {
      const allowed = allowedChanges(state, 'practitioner', timing);
      for (const page of openPages(allowed)) {
        expect(
          nextState(state, page, 'practitioner', timing),
          `${page} in ${state}`,
        ).not.toBeNull();
      }
      if (endStates.includes(state))
        expect(openPages(allowed)).toEqual(state === 'closed' ? ['message'] : []);
    }
  }
});

it('says of every page that ends a request, or gives its time away, that there is no way back', () => {
  const lasting = changePages.filter((page) => {
    const { to } = transitions[page];
    return to !== null && (endStates.includes(to) || page === 'ask-to-move');
  });
  expect([...cannotBeUndone].sort()).toEqual(lasting.sort());
});
