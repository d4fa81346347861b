import type { LoaderFunctionArgs } from '@remix-run/node';
import { spendAllowance } from '~/platform/limits.server';
import { feedOf, meetingsCalendar } from '../calendar-feed.server';

/** For calendars only: no search engine shows it. That nobody keeps a copy is said of every page that is not public. */
const headers = { 'X-Robots-Tag': 'noindex, nofollow, noarchive' };

/**
 * An adviser's meetings, for the calendar programs of whoever knows the address. One that was never made, was ended, or
 * whose owner has left is answered with the same words.
 */
export function loader({ params }: LoaderFunctionArgs) {
  const feed = feedOf(params.token!);
  if (!feed) return new Response('Not found\n', { status: 404, headers });
  const wait = spendAllowance('calendar-of-owner', feed.adviserId);
  if (wait > 0) {
    return new Response('Too many\n', {
      status: 429,
      headers: { ...headers, 'Retry-After': String(wait) },
    });
  }
  return new Response(meetingsCalendar(feed), {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="meetings.ics"',
    },
  });
}
