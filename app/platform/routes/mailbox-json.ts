import { calendarFilename, messageHtml } from '../mail/message';
import { deliverDue, sentMessages } from '../mail/outbox.server';

/** Demo mode: every message that would have been sent, newest first, for tests and other programs. */
export async function loader() {
  await deliverDue();
  return Response.json(
    sentMessages().map(({ message, sentAt }) => ({
      to: message.to,
      subject: message.subject,
      text: message.text,
      html: messageHtml(message),
      attachments: message.calendar
        ? [
            {
              filename: calendarFilename,
              contentType: `text/calendar; charset=utf-8; method=${message.calendar.method}`,
              content: message.calendar.content,
            },
          ]
        : [],
      sentAt: new Date(sentAt).toISOString(),
    })),
  );
}
