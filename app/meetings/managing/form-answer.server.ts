import type { Submission, SubmissionResult } from '@conform-to/react';
import { data } from '@remix-run/node';
import type { Person } from '~/platform/access';
import type { Asked } from '../asked';
import { changeRequest } from '../changes.server';
import { readRequest } from '../requests.server';
import { statusOf } from './refusal.server';
import { isTooOften } from './too-often.server';

/**
 * Makes the change that a form asks for.
 * @returns null when it is made; otherwise the answer to the form, with what is wrong and everything that was typed.
 * @throws a 404 response when the request is not the person's to see, whatever the form holds.
 */
export async function makeOrSay<Filled>(
  actor: Person,
  reference: string,
  submission: Submission<Filled>,
  askedBy: (filled: Filled) => Asked,
): Promise<ReturnType<typeof data<SubmissionResult>> | null> {
  if (submission.status !== 'success') {
    readRequest(actor, reference);
    return data(submission.reply() as SubmissionResult, { status: 400 });
  }
  const asked = askedBy(submission.value);
  const say = (because: string, status: number) =>
    data(submission.reply({ formErrors: [`meetings:refusals.${because}`] }) as SubmissionResult, {
      status,
    });
  if (actor.role === 'practitioner' && isTooOften(actor, asked.change))
    return say('too-often', 429);
  const outcome = await changeRequest(actor, reference, asked);
  return outcome.done ? null : say(outcome.because, statusOf(outcome.because));
}
