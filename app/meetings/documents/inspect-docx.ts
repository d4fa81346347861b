import type { Bytes } from './bytes';
import type { Inspected } from './inspect';
import type { FileProblem } from './kinds';

/**
 * A Word document (.docx) is a ZIP file. Its list of contents (central directory) is held against what stands at
 * each place; nothing is unpacked. ZIP: PKWARE APPNOTE 6.3.10, 4.3.
 */

const megabyte = 1024 * 1024;

/** A letter has a few dozen parts, each far smaller. */
const mostEntries = 2000;
const mostUnpacked = 100 * megabyte;
/** XML shrinks to a tenth, seldom to a fiftieth. */
const mostShrunk = 200;
/** Below this nobody cares how much it was shrunk. */
const smallUnpacked = 10 * megabyte;

const endSignature = 'PK\x05\x06';
const endLength = 22;
const entrySignature = 0x02014b50;
const entryLength = 46;
const localSignature = 0x04034b50;
const localLength = 30;
/** What may follow the bytes of a part and repeat its sizes. */
const longestDescriptor = 24;

const stored = 0;
const deflated = 8;

/** Encrypted; encrypted strongly; its sizes hidden. */
const lockedFlags = 0x0001 | 0x0040 | 0x2000;

/** What a Word document is made of: text, pictures, fonts. Anything else would be a file in the file. */
const plainPart = /\.(?:xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf|ttf)$/i;
const macros = /vba(?:project|data)|(?:^|\/)macro/i;
/** Out of the folder, from the root, on another drive, or of another system. */
// eslint-disable-next-line no-control-regex -- Names of files have no control characters.
const trickyName = /(?:^|\/)\.\.?(?:\/|$)|^\/|\/\/|[\\:\0-\x1f]/;

interface Entry {
  name: string;
  flags: number;
  method: number;
  packed: number;
  unpacked: number;
  /** Where it begins. */
  at: number;
}

class NotTaken extends Error {
  constructor(readonly because: FileProblem) {
    super(because);
  }
}

const refuse = (because: FileProblem): never => {
  throw new NotTaken(because);
};

export function inspectDocx(bytes: Bytes): Inspected {
  try {
    const { entries, directoryAt } = readDirectory(bytes);
    checkEntries(entries);
    checkPlaces(bytes, entries, directoryAt);
    return { type: 'docx', length: bytes.size };
  } catch (error) {
    if (error instanceof NotTaken) return { because: error.because };
    throw error;
  }
}

function readDirectory(bytes: Bytes): { entries: Entry[]; directoryAt: number } {
  const endAt = bytes.size - endLength;
  const end = bytes.read(endAt, bytes.size);
  if (end.length < endLength || end.toString('latin1', 0, 4) !== endSignature) {
    // The end may stand farther in front, with a comment or a whole other file behind it.
    const tail = bytes.read(bytes.size - 65_557, bytes.size);
    return refuse(tail.includes(endSignature, 0, 'latin1') ? 'hidden' : 'damaged');
  }
  const count = end.readUInt16LE(10);
  const size = end.readUInt32LE(12);
  const directoryAt = end.readUInt32LE(16);
  // One disk, no comment, and the directory right in front of its end: nothing stands in between.
  const isPlain =
    end.readUInt16LE(4) === 0 && end.readUInt16LE(6) === 0 && end.readUInt16LE(8) === count;
  if (!isPlain) refuse('damaged');
  if (end.readUInt16LE(20) !== 0 || directoryAt + size !== endAt) refuse('hidden');
  if (count > mostEntries) refuse('too-much');
  const entries: Entry[] = [];
  let at = directoryAt;
  for (let index = 0; index < count; index += 1) {
    const head = bytes.read(at, at + entryLength);
    if (head.length < entryLength || head.readUInt32LE(0) !== entrySignature) refuse('damaged');
    const nameLength = head.readUInt16LE(28);
    entries.push({
      name: bytes.read(at + entryLength, at + entryLength + nameLength).toString('utf8'),
      flags: head.readUInt16LE(8),
      method: head.readUInt16LE(10),
      packed: head.readUInt32LE(20),
      unpacked: head.readUInt32LE(24),
      at: head.readUInt32LE(42),
    });
    at += entryLength + nameLength + head.readUInt16LE(30) + head.readUInt16LE(32);
  }
  if (at !== endAt) refuse('hidden');
  return { entries, directoryAt };
}

/** The parts by what the list says of them. */
function checkEntries(entries: readonly Entry[]): void {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (!names.has('[content_types].xml') || !names.has('word/document.xml')) refuse('wrong-type');
  if (names.size !== entries.length) refuse('hidden');
  let unpacked = 0;
  let packed = 0;
  for (const entry of entries) {
    if (entry.flags & lockedFlags) refuse('locked');
    if (entry.method !== stored && entry.method !== deflated) refuse('damaged');
    if (trickyName.test(entry.name)) refuse('hidden');
    const isFolder = entry.name.endsWith('/') && entry.unpacked === 0;
    if (macros.test(entry.name) || !(isFolder || plainPart.test(entry.name))) refuse('active');
    unpacked += entry.unpacked;
    packed += entry.packed;
  }
  const isBomb = unpacked > smallUnpacked && unpacked > mostShrunk * packed;
  if (unpacked > mostUnpacked || isBomb) refuse('too-much');
}

/** Each part stands where the list says, under the same name, and no two share bytes (as in a bomb). */
function checkPlaces(bytes: Bytes, entries: readonly Entry[], directoryAt: number): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const gap = entry.at - end;
    if (gap < 0) refuse('too-much');
    if (gap > (end === 0 ? 0 : longestDescriptor)) refuse('hidden');
    const head = bytes.read(entry.at, entry.at + localLength);
    if (head.length < localLength || head.readUInt32LE(0) !== localSignature) refuse('damaged');
    const nameAt = entry.at + localLength;
    const nameEnd = nameAt + head.readUInt16LE(26);
    if (bytes.read(nameAt, nameEnd).toString('utf8') !== entry.name) refuse('hidden');
    if (head.readUInt16LE(6) & lockedFlags) refuse('locked');
    end = nameEnd + head.readUInt16LE(28) + entry.packed;
    if (end > directoryAt) refuse('damaged');
  }
  if (directoryAt - end > longestDescriptor) refuse('hidden');
}
