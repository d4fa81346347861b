import type { Bytes } from './bytes';
import { inspectDocx } from './inspect-docx';
import { inspectJpeg, inspectPng } from './inspect-image';
import { inspectPdf } from './inspect-pdf';
import { documentLimits, type DocumentType, type FileProblem } from './kinds';

/**
 * What a file is, by its bytes alone: neither its name nor what a browser says of it is believed. Then a closer look
 * at it, without ever unpacking anything (docs/decisions/0037).
 */

/** What may be kept of a file: all of it, or of a picture as far as the picture goes. */
export type Inspected = { type: DocumentType; length: number } | { because: FileProblem };

/** The first bytes of each type; a ZIP file may be a Word document. */
const beginnings: readonly (readonly [DocumentType, Buffer])[] = [
  ['pdf', Buffer.from('%PDF-')],
  ['docx', Buffer.from('PK\x03\x04', 'latin1')],
  ['png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['jpeg', Buffer.from('\xff\xd8\xff', 'latin1')],
];

const closerLook: Readonly<Record<DocumentType, (bytes: Bytes) => Inspected>> = {
  pdf: inspectPdf,
  docx: inspectDocx,
  png: inspectPng,
  jpeg: inspectJpeg,
};

export function inspect(bytes: Bytes): Inspected {
  if (bytes.size === 0) return { because: 'empty' };
  if (bytes.size > documentLimits.largest) return { because: 'too-large' };
  const first = bytes.read(0, 8);
  const begins = beginnings.find(([, start]) => first.subarray(0, start.length).equals(start));
  return begins ? closerLook[begins[0]](bytes) : { because: 'wrong-type' };
}
