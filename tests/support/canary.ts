import { createHash } from 'node:crypto';

/** Recognisable words that are put in and must not be found, and every way in which they could be found. */

/**
 * A word nobody else uses, with a letter outside ASCII.
 * @param seed the same seed gives the same words.
 */
export const canaryOf = (seed: number, field: string): string => `zé${lettersOf(seed, field)}`;

/** The same for what must be ASCII: an address, a name of a browser. */
export const plainCanaryOf = (seed: number, field: string): string => `zq${lettersOf(seed, field)}`;

/** A phone number nobody else has. */
export const phoneCanaryOf = (seed: number, field: string): string =>
  `07${(BigInt(`0x${hashOf(seed, field)}`) % 10n ** 12n).toString().padStart(12, '0')}`;

const hashOf = (seed: number, field: string) =>
  createHash('sha256').update(`${seed}:${field}`).digest('hex');

const lettersOf = (seed: number, field: string): string =>
  [...hashOf(seed, field).slice(0, 14)]
    .map((digit) => 'bcdfghjklmnpqrst'[parseInt(digit, 16)])
    .join('');

/** The bytes as text, one character a byte, without the difference of capitals. */
const asText = (bytes: Buffer): string => bytes.toString('latin1').toLowerCase();

/** What is left of a text in base64 wherever it begins in what was encoded. */
function inBase64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Characters at both ends depend on what stands beside it, too.
    const own = encoded.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')].map((text) => Buffer.from(text));
  });
}

/** As it is, in capitals, escaped for an address or for JSON, in hex, base64 and UTF-16. */
function formsOf(canary: string): string[] {
  const utf8 = Buffer.from(canary);
  const utf16 = Buffer.from(canary, 'utf16le');
  const escaped = canary.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const forms = [
    utf8,
    Buffer.from(canary.toUpperCase()),
    Buffer.from(canary, 'latin1'),
    Buffer.from(encodeURIComponent(canary)),
    Buffer.from(new URLSearchParams([['', canary]]).toString().slice(1)),
    Buffer.from(escaped),
    Buffer.from(utf8.toString('hex')),
    ...inBase64(utf8),
    utf16,
    Buffer.from(utf16).swap16(),
  ];
  return forms.map(asText);
}

/**
 * The canaries that are in some bytes, in any form.
 * @param canaries by the field they were put into.
 * @returns the fields.
 */
export function fieldsIn(bytes: Buffer, canaries: ReadonlyMap<string, string>): string[] {
  const text = asText(bytes);
  return [...canaries]
    .filter(([, canary]) => formsOf(canary).some((form) => text.includes(form)))
    .map(([field]) => field);
}
