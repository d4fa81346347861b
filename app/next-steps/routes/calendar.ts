import type { ActionFunctionArgs } from '@remix-run/node';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { deadlineCalendar } from '../calendar-file.server';
import { readDates } from '../dates-form';
import { coveredProcedure } from '../procedures.server';
import { workOutTimeline } from '../timeline';

/** The reader's dates as a calendar file, made from what the form sends and then forgotten. */
export async function action({ request, context }: ActionFunctionArgs) {
  const procedure = coveredProcedure();
  const form = await request.formData();
  const { known, unreadable } = readDates(form, procedure);
  if (unreadable.length > 0) throw new Response(null, { status: 400 });
  const now = clock.now();
  const holidays = await bankHolidays(procedure.nation);
  const timeline = workOutTimeline(procedure, known, holidays, today(now));
  const titles = form.get('titles') === 'plain' ? 'plain' : 'neutral';
  return new Response(deadlineCalendar(procedure, timeline, titles, context.locale, now), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="dates.ics"',
    },
  });
}
