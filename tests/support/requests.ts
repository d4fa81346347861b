import { changeRequest } from '~/meetings/index.server';
import { schemas, stepsFor, type CompleteAnswers } from '~/meetings/questions/questions';
import { readDraft, saveAnswer, startDraft } from '~/meetings/questions/drafts.server';
import type { Person } from '~/platform/access';

/** A whole set of answers, as a practitioner in England might give them. */
export const someAnswers: CompleteAnswers = {
  topics: { topics: ['process'], about: 'I do not know what happens next.' },
  name: { name: 'Dr Amina Yusuf' },
  how: { method: 'phone', phone: '07700 900 123' },
  contact: { ways: ['email'], leaveMessage: 'no' },
  reminders: { reminders: [] },
  supporter: { supporter: 'no' },
  needs: { needs: [] },
  organisation: { nation: 'england', separateAdviser: 'no' },
  slot: { slot: 'other' },
  times: { day1: ['any'], part1: ['any'] },
};

/** The same, from Wales. */
export const welshAnswers: CompleteAnswers = {
  ...someAnswers,
  organisation: { nation: 'wales', separateAdviser: 'no' },
};

/** A request filled in and not sent. @returns its reference. */
export function fillIn(practitioner: Person, answers: CompleteAnswers = someAnswers): string {
  startDraft(practitioner, 'en');
  for (const step of stepsFor(answers)) {
    saveAnswer(practitioner, 'en', step, schemas[step].parse(answers[step]) as never);
  }
  return readDraft(practitioner)!.reference;
}

/** Notes how an adviser made sure whom they speak to: nothing about a case is said before. */
export async function noteIdentity(adviser: Person, reference: string): Promise<void> {
  await changeRequest(adviser, reference, {
    change: 'record-identity',
    how: 'called-known-number',
  });
}

/** A request filled in and sent. @returns its reference. */
export async function send(practitioner: Person, answers?: CompleteAnswers): Promise<string> {
  const reference = fillIn(practitioner, answers);
  await changeRequest(practitioner, reference, { change: 'submit' });
  return reference;
}
