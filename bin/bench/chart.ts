import type { Curve } from './growth';

/** Curves as a picture: SVG, both axes logarithmic. Lines differ by their dashes and say their own names. */

const width = 900;
const height = 480;
const plot = { left: 70, right: 610, top: 56, bottom: 420 };
const paper = '#ffffff';
const ink = '#212b32';
const faint = '#d8dde0';
/** Dark enough for words on white, and not the only thing that tells lines apart. */
const colours = ['#005eb8', '#006747', '#7c2855', '#b03a00', '#330072', '#425563'];
const dashes = ['', '10 4', '3 3', '12 4 3 4', '6 3', '2 6', '16 4', '8 3 2 3 2 3'];
const lineOfWords = 17;

const escaped = (words: string): string =>
  words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Style {
  at: 'start' | 'middle' | 'end';
  size?: number;
  turned?: boolean;
  colour?: string;
}

const text = (x: number, y: number, words: string, { at, size = 13, turned, colour }: Style) =>
  `<text x="${x}" y="${y}" text-anchor="${at}" font-size="${size}" fill="${colour ?? ink}"${
    turned ? ` transform="rotate(-90 ${x} ${y})"` : ''
  }>${escaped(words)}</text>`;

const line = (x1: number, y1: number, x2: number, y2: number, colour: string) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}"/>`;

/** A logarithm has no place for nothing: what takes no time that can be told takes a microsecond. */
const told = (ms: number): number => Math.max(ms, 0.001);

/** Powers of ten around some numbers. */
function decades(numbers: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...numbers)));
  const last = Math.max(Math.ceil(Math.log10(Math.max(...numbers))), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

/** Places from `from` to `to` for numbers, by their logarithms. */
const scale = (ticks: readonly number[], from: number, to: number) => (value: number) => {
  const [first, last] = [Math.log10(ticks[0]!), Math.log10(ticks.at(-1)!)];
  return (
    Math.round((from + ((Math.log10(value) - first) / (last - first)) * (to - from)) * 10) / 10
  );
};

/** Where names stand beside the ends of their lines: as near as they can without covering each other. */
function apart(wanted: readonly number[]): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const places = [...wanted];
  for (const [turn, index] of order.entries()) {
    const above = turn === 0 ? plot.top - lineOfWords : places[order[turn - 1]!]!;
    places[index] = Math.max(wanted[index]!, above + lineOfWords);
  }
  // Pushed off the paper at the bottom, they move up together.
  for (const [turn, index] of [...order].reverse().entries()) {
    places[index] = Math.min(places[index]!, plot.bottom - turn * lineOfWords);
  }
  return places;
}

/** What a picture says beside its lines. */
export interface Titles {
  title: string;
  /** What grows. */
  sizes: string;
}

/** A line chart of some curves, which have the same sizes. */
export function chart(curves: readonly Curve[], { title, sizes }: Titles): string {
  const points = curves.flatMap((curve) => curve.points);
  const xTicks = decades(points.map(([size]) => size));
  const yTicks = decades(points.map(([, ms]) => told(ms)));
  const x = scale(xTicks, plot.left, plot.right);
  const y = scale(yTicks, plot.bottom, plot.top);
  const names = apart(curves.map((curve) => y(told(curve.points.at(-1)![1]))));
  const middle = (plot.left + plot.right) / 2;

  const axes = [
    ...yTicks.flatMap((tick) => [
      line(plot.left, y(tick), plot.right, y(tick), faint),
      text(plot.left - 8, y(tick) + 4, String(tick), { at: 'end' }),
    ]),
    ...xTicks.flatMap((tick) => [
      line(x(tick), plot.top, x(tick), plot.bottom, faint),
      text(x(tick), plot.bottom + 20, tick.toLocaleString('en-GB'), { at: 'middle' }),
    ]),
    line(plot.left, plot.bottom, plot.right, plot.bottom, ink),
    line(plot.left, plot.top, plot.left, plot.bottom, ink),
    text(middle, height - 16, sizes, { at: 'middle' }),
    text(20, (plot.top + plot.bottom) / 2, 'milliseconds, median', { at: 'middle', turned: true }),
  ];
  const lines = curves.flatMap((curve, index) => {
    const colour = colours[index % colours.length]!;
    const dash = dashes[index % dashes.length]!;
    const ends = curve.points.map(([size, ms]) => `${x(size)},${y(told(ms))}`);
    const [lastX, lastY] = [x(curve.points.at(-1)![0]), y(told(curve.points.at(-1)![1]))];
    return [
      `<polyline points="${ends.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
      `<polyline points="${lastX + 3},${lastY} ${lastX + 22},${names[index]}" fill="none" stroke="${colour}" stroke-width="0.75"/>`,
      text(lastX + 26, names[index]! + 4, curve.name, { at: 'start', colour }),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Arial, Helvetica, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    text(plot.left, 30, title, { at: 'start', size: 18 }),
    ...axes,
    ...lines,
    '</svg>\n',
  ].join('\n');
}
