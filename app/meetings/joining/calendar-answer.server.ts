import { calendarFilename } from '~/platform/mail/message';

/** A calendar file as an answer to download. */
export const calendarAnswer = (file: string): Response =>
  new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'Content-Disposition': `attachment; filename="${calendarFilename}"`,
    },
  });
