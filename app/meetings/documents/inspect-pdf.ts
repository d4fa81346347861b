import { windowsOf, type Bytes } from './bytes';
import type { Inspected } from './inspect';
import type { FileProblem } from './kinds';

/**
 * A PDF, as far as it can be read without unpacking: what acts by itself, holds other files or sends something has a
 * name in it, which may be written in escapes (ISO 32000-2, 7.3.5). What is packed in an object stream is not seen
 * (docs/decisions/0037).
 */

/** Names of what no letter needs. */
const actives = new Set([
  'JavaScript',
  'Launch',
  'Rendition',
  'RichMedia',
  'EmbeddedFile',
  'EmbeddedFiles',
  'GoToE',
  'SubmitForm',
  'ImportData',
  'XFA',
]);

/** A page is a few kilobytes: nobody sends a book of this many. */
const mostPages = 2000;

/** The longest of these names with every letter in escapes, with what is around it. */
const overlap = 128;

const name = /\/([^\0\t\n\f\r ()<>[\]{}/%]{2,63})/g;

const pages = /\/Count[\0\t\n\f\r ]+(\d{1,12})/g;

/** What can follow `/JS`: a text, a stream or a reference. */

const scriptFollows = /^[\0\t\n\f\r ]*(?:[(<]|\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R)/;

/** Two letters turn up by chance in the points of a picture: what stands around them must be text. */
const isScript = (text: string, from: number, to: number): boolean =>
  /^[\t\n\f\r -~]*$/.test(text.slice(Math.max(0, from - 4), from)) &&
  scriptFollows.test(text.slice(to, to + 40));

/** A name without its escapes: `J#61vaScript`. */
const plain = (written: string): string =>
  written.replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** How far from the end a reader looks for it (ISO 32000-1, annex H, note 18). */
const tailLength = 1024;
/** The end of a ZIP file may be as far from the end of all. */
const zipTail = 65_557;

export function inspectPdf(bytes: Bytes): Inspected {
  const because = problemOfEnd(bytes) ?? problemInside(bytes);
  return because ? { because } : { type: 'pdf', length: bytes.size };
}

function problemOfEnd(bytes: Bytes): FileProblem | undefined {
  const tail = bytes.read(bytes.size - tailLength, bytes.size).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) {
    const before = bytes.read(bytes.size - zipTail, bytes.size);
    return before.includes('%%EOF') ? 'hidden' : 'damaged';
  }

  if (!/^[\0\s]*$/.test(tail.slice(end + 5))) return 'hidden';
  if (!bytes.read(bytes.size - 2 * tailLength, bytes.size).includes('startxref')) return 'damaged';
  if (bytes.read(bytes.size - zipTail, bytes.size).includes('PK\x05\x06', 0, 'latin1'))
    return 'hidden';
  return undefined;
}

function problemInside(bytes: Bytes): FileProblem | undefined {
  for (const window of windowsOf(bytes, overlap)) {
    const text = window.toString('latin1');
    for (const { 0: written, index } of text.matchAll(name)) {
      const found = plain(written.slice(1));
      if (found === 'JS' && isScript(text, index, index + written.length)) return 'active';
      if (actives.has(found)) return 'active';
      if (found === 'Encrypt') return 'locked';
    }
    for (const [, count] of text.matchAll(pages)) if (Number(count) > mostPages) return 'too-much';
  }
  return undefined;
}
