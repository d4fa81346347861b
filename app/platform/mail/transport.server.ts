import nodemailer from 'nodemailer';
import { config } from '../config.server';
import { second } from '../time/clock';
import { calendarFilename, messageHtml, type Message } from './message';

export interface Transport {
  /** Hands a message over. `messageId` is the same at every attempt, so that a receiver can drop a repeat. */
  send(message: Message, messageId: string): Promise<void>;
}

/** Demo mode: nothing leaves the machine; /dev/mailbox shows what would have. */
const nowhere: Transport = { send: async () => {} };

/** A mail server that says nothing must not keep everybody else's codes waiting. */
const patience = {
  connectionTimeout: 10 * second,
  greetingTimeout: 10 * second,
  socketTimeout: 30 * second,
};

function smtp(url: string): Transport {
  const { protocol, hostname } = new URL(url);
  const mailer = nodemailer.createTransport({
    url,
    ...patience,
    // Codes never travel readably (OWASP ASVS 5.0, 12.3.1), but to a mail server on this machine.
    requireTLS: protocol === 'smtp:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname),
  });
  return {
    async send(message, messageId) {
      const { calendar } = message;
      await mailer.sendMail({
        from: config().mailFrom,
        to: message.to,
        subject: message.subject,
        text: message.text,
        html: messageHtml(message),
        messageId: `<${messageId}@${new URL(config().baseUrl).hostname}>`,
        // Mail programs act on an invitation only when the part's method matches the file's.
        icalEvent: calendar && {
          method: calendar.method,
          content: calendar.content,
          filename: calendarFilename,
        },
      });
    },
  };
}

let chosen: Transport | undefined;

export function transport(): Transport {
  const { smtpUrl } = config();
  chosen ??= smtpUrl ? smtp(smtpUrl) : nowhere;
  return chosen;
}
