import type { ActionFunctionArgs } from '@remix-run/node';
import { readAnswers } from '../answers';
import { happenings, worries } from '../happenings.server';
import { saveAnswers } from '../saved-answers';

/** The answers as a file for the reader's own device, made from what the form sends and then forgotten. */
export async function action({ request }: ActionFunctionArgs) {
  const answers = readAnswers(await request.formData(), {
    happenings: happenings(),
    worries: worries(),
  });
  return new Response(saveAnswers(answers), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="my-dates.json"',
    },
  });
}
