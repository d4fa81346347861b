/** An email to one person. Its words never say what the matter is (docs/decisions/0006). */
export interface EmailMessage extends Lasting {
  channel?: 'email';
  to: string;
  subject: string;
  /** Plain text: paragraphs separated by blank lines. */
  text: string;
  calendar?: CalendarPart;
}

/** A text message to one phone. Neutral like an email, and short: it may show on a locked screen. */
export interface TextMessage extends Lasting {
  channel: 'text';
  /** A phone number as people write it, or in E.164 (`phoneNumber`). */
  to: string;
  text: string;
}

interface Lasting {
  /** From this instant on it would mislead (a code that has run out, a reminder of what is over): it is not sent. */
  usefulUntil?: number;
}

/** An email, as nearly all messages are. */
export type Message = EmailMessage;
export type AnyMessage = EmailMessage | TextMessage;

export const channels = ['email', 'text'] as const;
export type Channel = (typeof channels)[number];

/** By which way a message goes: emails do not say. */
export const channelOf = (message: AnyMessage): Channel => message.channel ?? 'email';

/** Kinds of readers, for staff who look after messages that did not arrive. */
export const audiences = ['practitioner', 'adviser', 'supporter', 'person'] as const;
export type Audience = (typeof audiences)[number];

/** A calendar file that goes with an email. */
export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL';
  /** An iCalendar file (RFC 5545). */
  content: string;
  /** Which event it is about and which version of it: an older version is not sent after a newer one. */
  uid?: string;
  sequence?: number;
}

export const calendarFilename = 'meeting.ics';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!);

/** The same words as HTML: paragraphs and links, nothing fetched from anywhere. */
export function messageHtml({ text }: Pick<AnyMessage, 'text'>): string {
  const paragraphs = escapeHtml(text)
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`),
    );
  return paragraphs.map((p) => `<p>${p.replaceAll('\n', '<br>')}</p>`).join('\n');
}
