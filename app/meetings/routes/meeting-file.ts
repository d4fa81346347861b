import type { LoaderFunctionArgs } from '@remix-run/node';
import { signedIn } from '~/platform/access';
import { calendarAnswer } from '../joining/calendar-answer.server';
import { ownCalendarFile } from '../joining/join-pages.server';

/** One's own meeting, to put in a calendar by hand. */
export const loader = ({ params, context }: LoaderFunctionArgs) =>
  calendarAnswer(ownCalendarFile(signedIn(context.actor), params.reference!));
