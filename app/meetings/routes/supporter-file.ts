import type { LoaderFunctionArgs } from '@remix-run/node';
import { calendarAnswer } from '../joining/calendar-answer.server';
import { supporterCalendarFile } from '../joining/join-pages.server';

/** The meeting a supporter comes along to, to put in a calendar by hand. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  calendarAnswer(supporterCalendarFile(params.token!));
