import { plain } from '~/platform/search/synonyms';

/** The piece of a text that shows why it was found. Pure. */

/** A run of text; `hit` when it is a word that was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** Characters of an excerpt, about two lines on a phone. */
const long = 220;

/** A text in pieces, with the words that were found apart. */
export function markWords(text: string, found: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  for (const [run] of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
    const hit = found.has(plain(run));
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += run;
    else pieces.push({ text: run, hit });
  }
  return pieces;
}

const hitsIn = (text: string, found: ReadonlySet<string>): number =>
  new Set(
    markWords(text, found)
      .filter(({ hit }) => hit)
      .map((piece) => plain(piece.text)),
  ).size;

/** Cuts a text to length around its first hit, between words. */
function around(text: string, found: ReadonlySet<string>): string {
  if (text.length <= long) return text;
  const pieces = markWords(text, found);
  const first = pieces.findIndex(({ hit }) => hit);
  const position = pieces
    .slice(0, Math.max(0, first))
    .reduce((sum, piece) => sum + piece.text.length, 0);
  const start = position < long / 2 ? 0 : text.indexOf(' ', position - long / 2) + 1;
  const end = start + long < text.length ? text.lastIndexOf(' ', start + long) : text.length;
  const cut = text.slice(start, end > start ? end : text.length);
  return `${start > 0 ? '… ' : ''}${cut}${start + cut.length < text.length ? ' …' : ''}`;
}

/** The block with the most of the words; the first one when none has any. */
export function excerptOf(blocks: readonly string[], found: ReadonlySet<string>): Piece[] {
  let best = blocks[0] ?? '';
  let most = hitsIn(best, found);
  for (const block of blocks.slice(1)) {
    const hits = hitsIn(block, found);
    if (hits > most) [best, most] = [block, hits];
  }
  return markWords(around(best, found), found);
}
