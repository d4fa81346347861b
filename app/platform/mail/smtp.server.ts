import nodemailer from 'nodemailer';
import { minute, second } from '../time/clock';
import { NotDelivered, smtpFailure, type SmtpError } from './failures';
import { calendarFilename, messageHtml, type AnyMessage, type EmailMessage } from './message';
import type { Transport } from './transport';

/** A mail server that says nothing, or little at a time, must not keep everybody else's codes waiting. */
export const smtpPatience = {
  connectionTimeout: 10 * second,
  greetingTimeout: 10 * second,
  dnsTimeout: 10 * second,
  socketTimeout: 30 * second,
  /** For all of it. Less than an attempt may last (outbox.server.ts), so that no second one begins meanwhile. */
  whole: 1.5 * minute,
};

interface SmtpSettings {
  /** `smtp://` or `smtps://`, with the name and password if there are any. */
  url: string;
  /** Whom mail is from. */
  from: string;
  /** The portal's own host name, for message ids. */
  domain: string;
  patience?: typeof smtpPatience;
}

const onThisMachine = ['localhost', '127.0.0.1', '[::1]'];

/** Email through a mail server of the operator's choice (RFC 5321). */
export function smtpTransport(settings: SmtpSettings): Transport {
  const { url, from, domain, patience = smtpPatience } = settings;
  const { protocol, hostname } = new URL(url);
  const { whole, ...timeouts } = patience;
  const mailer = nodemailer.createTransport({
    url,
    ...timeouts,
    // Codes never travel readably (OWASP ASVS 5.0, 12.3.1), but to a mail server on this machine.
    requireTLS: protocol === 'smtp:' && !onThisMachine.includes(hostname),
    // A message is made of what it is given, and of nothing fetched or read from disk.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message: AnyMessage, id) {
      if (message.channel === 'text') throw new NotDelivered('rejected');
      const mail = { from, messageId: `<${id}@${domain}>`, ...contentOf(message) };
      try {
        await within(whole, mailer.sendMail(mail));
      } catch (error) {
        if (error instanceof NotDelivered) throw error;
        const known = error as SmtpError;
        throw new NotDelivered(smtpFailure(known), known.responseCode);
      }
    },
  };
}

function contentOf(message: EmailMessage) {
  const { calendar } = message;
  return {
    // As an address and not as a header: a list of addresses in it would be one wrong address.
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    html: messageHtml(message),
    // Mail programs act on an invitation only when the part's method matches the file's.
    icalEvent: calendar && {
      method: calendar.method,
      content: calendar.content,
      filename: calendarFilename,
    },
  };
}

/** @throws {NotDelivered} when the work is not done in time, in milliseconds. */
async function within<T>(time: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotDelivered('unreachable')), time);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
