/** Before words are published, parts can be taken out, and nothing put in. Pure. */

/** What stands where something was taken out: `[…]`, or three dots as a keyboard has them. */
const cut = /\[\s*(?:…|\.\.\.)\s*\]/;

const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

const isLetter = (sign: string | undefined): boolean =>
  sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** Where a piece stands in a text as whole words, from a place on; -1 when it does not. */
function placeOf(text: string, piece: string, from: number): number {
  for (let at = text.indexOf(piece, from); at >= 0; at = text.indexOf(piece, at + 1)) {
    const end = at + piece.length;
    const splitsBefore = isLetter(text[at - 1]) && isLetter(text[at]);
    const splitsAfter = isLetter(text[end - 1]) && isLetter(text[end]);
    if (!splitsBefore && !splitsAfter) return at;
  }
  return -1;
}

/**
 * Whether a text is another with parts taken out, each marked with `[…]`, so that a reader sees that something is
 * missing: a “not” that goes unseen turns what somebody said around.
 */
export function isShortened(original: string, edited: string): boolean {
  const whole = plain(original);
  const pieces = edited.split(cut).map(plain);
  if (pieces.every((piece) => piece === '')) return false;
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return first === whole;
  if (!whole.startsWith(first) || placeOf(whole, first, 0) !== 0) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = placeOf(whole, piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  const end = whole.length - last.length;
  return end >= from && whole.endsWith(last) && placeOf(whole, last, end) === end;
}
