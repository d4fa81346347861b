import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { readAnswers } from '../answers';
import { deadlineCalendar } from '../calendar-file.server';
import { happenings, worries } from '../happenings.server';
import { firstUnanswered } from '../pages';
import { workOutPlan } from '../plan.server';

/** The reader's dates as a calendar file, made from what the form sends and then forgotten. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const answers = readAnswers(form, { happenings: happenings(), worries: worries() });
  const { nation } = answers;
  // Only a form put together by hand comes without them: the questions say what is missing.
  if (!nation || firstUnanswered(answers)) {
    return redirect(localPath(context.locale, '/what-happens-next'), 303);
  }
  const now = clock.now();
  const { ahead } = await workOutPlan({ ...answers, nation }, today(now));
  const titles = form.get('titles') === 'plain' ? 'plain' : 'neutral';
  return new Response(deadlineCalendar(ahead, titles, context.locale, now), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="dates.ics"',
    },
  });
}
