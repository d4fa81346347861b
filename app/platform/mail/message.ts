/** A message to one person. Its words never say what the matter is (docs/decisions/0006). */
export interface Message {
  to: string;
  subject: string;
  /** Plain text: paragraphs separated by blank lines. */
  text: string;
  calendar?: CalendarPart;
}

export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL';
  /** An iCalendar file (RFC 5545). */
  content: string;
}

export const calendarFilename = 'meeting.ics';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!);

/** The same words as HTML: paragraphs and links, nothing fetched from anywhere. */
export function messageHtml({ text }: Message): string {
  const paragraphs = escapeHtml(text)
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`),
    );
  return paragraphs.map((p) => `<p>${p.replaceAll('\n', '<br>')}</p>`).join('\n');
}
