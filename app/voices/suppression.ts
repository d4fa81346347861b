/**
 * Which figures may be shown. None from fewer than ten answers, no answers at all included; and none from which
 * such a figure could be worked out by adding and subtracting (docs/decisions/0041). Pure.
 */

/** The fewest answers behind a figure that is shown. */
export const threshold = 10;

/** A figure, or null when it is not shown. */
export type Count = number | null;

const isSmall = (count: number): boolean => count < threshold;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

/**
 * The answers to one question whose total is shown, too. What is hidden is two figures or more, which together are
 * at least the threshold: the total less what is shown gives their sum and nothing more.
 * @returns null when there are too few answers to show even the total.
 */
export function hideSmall(counts: readonly number[]): Count[] | null {
  if (isSmall(sumOf(counts))) return null;
  const places = [...counts.keys()];
  const hidden = new Set(places.filter((place) => isSmall(counts[place]!)));
  const bySize = places.toSorted((a, b) => counts[a]! - counts[b]!);
  const unsafe = () =>
    hidden.size > 0 &&
    hidden.size < counts.length &&
    (hidden.size < 2 || isSmall(sumOf([...hidden].map((place) => counts[place]!))));
  while (unsafe()) hidden.add(bySize.find((place) => !hidden.has(place))!);
  return counts.map((count, place) => (hidden.has(place) ? null : count));
}

/** Groups that stand alone, by place, and how many are in all others together; 0 when there are no others. */
export interface Merged {
  own: number[];
  rest: number;
}

/**
 * Which groups of a table stand alone. The others are one line, which is large enough itself: when it is not, the
 * smallest of those that stood alone joins it.
 * @param others people of no group, who belong to that line; null when there is no such thing.
 * @param mayStand groups that may stand alone at all.
 * @returns null when it leaves fewer than two lines, and there is nothing to compare.
 */
export function mergeSmall(
  sizes: readonly number[],
  others: number | null,
  mayStand: readonly number[] = [...sizes.keys()],
): Merged | null {
  const own = mayStand
    .filter((place) => !isSmall(sizes[place]!))
    .sort((a, b) => sizes[b]! - sizes[a]!);
  const rest = () => (others ?? 0) + sumOf([...sizes].filter((_, place) => !own.includes(place)));
  const hasOthers = () => others !== null || own.length < sizes.length;
  // An empty line of others says that nobody is in any of them, which is a figure, too.
  while (hasOthers() && isSmall(rest()) && own.length > 0) own.pop();
  const lines = own.length + (hasOthers() ? 1 : 0);
  if (own.length === 0 || lines < 2 || (hasOthers() && isSmall(rest()))) return null;
  return { own: own.sort((a, b) => a - b), rest: rest() };
}

/** Cells of a table: its rows, each with as many figures as there are columns. */
export type Cells = readonly (readonly number[])[];

/**
 * The cells of a table whose totals, of every row and column, are shown, too. A hidden cell is safe when the totals
 * and the cells shown leave it at least as many values as the threshold is high.
 * @returns null when that cannot be had by hiding less than everything.
 */
export function hideInTable(cells: Cells): Count[][] | null {
  const hidden = cells.map((row) => row.map(isSmall));
  for (let bare = firstBare(cells, hidden); bare; bare = firstBare(cells, hidden)) {
    const next = nextToHide(cells, hidden, bare);
    if (next.length === 0) return null;
    for (const { row, column } of next) hidden[row]![column] = true;
  }
  if (hidden.every((row) => row.every(Boolean))) return null;
  return cells.map((row, at) => row.map((count, column) => (hidden[at]![column] ? null : count)));
}

interface Place {
  row: number;
  column: number;
}

const placesOf = (cells: Cells): Place[] =>
  cells.flatMap((row, at) => row.map((_, column) => ({ row: at, column })));

/** A hidden cell that is known too well. */
const firstBare = (cells: Cells, hidden: boolean[][]): Place | undefined =>
  placesOf(cells).find(
    (place) => hidden[place.row]![place.column] && room(cells, hidden, place) < threshold,
  );

/**
 * What to hide for a cell that is known too well: the other corners of a rectangle, which can gain and lose with it.
 * The one that costs the fewest answers, of those that are enough by themselves if there are any.
 */
function nextToHide(cells: Cells, hidden: boolean[][], { row, column }: Place): Place[] {
  const at = (place: Place) => cells[place.row]![place.column]!;
  const shown = (places: Place[]) => places.filter((place) => !hidden[place.row]![place.column]);
  const rectangles = placesOf(cells)
    .filter((far) => far.row !== row && far.column !== column)
    .map((far) => {
      const beside = { row, column: far.column };
      const below = { row: far.row, column };
      const up = Math.min(at(beside), at(below));
      const down = Math.min(at({ row, column }), at(far));
      const corners = shown([beside, below, far]);
      return { corners, isEnough: up + down >= threshold, cost: sumOf(corners.map(at)) };
    })
    .filter(({ corners }) => corners.length > 0)
    .sort((a, b) => Number(b.isEnough) - Number(a.isEnough) || a.cost - b.cost);
  if (rectangles[0]) return rectangles[0].corners;
  return shown(placesOf(cells))
    .sort((a, b) => at(a) - at(b))
    .slice(0, 1);
}

/**
 * How far a hidden cell could be from what it is, up and down together, with every total as it is. Rows and columns
 * are the ends of a network whose lines are the hidden cells: what a cell gains, others on a way from its column back
 * to its row must lose and gain in turn, and none becomes less than nothing (Gusfield 1988). A cell that is on no
 * such way is known exactly. Counted up to the threshold.
 */
export function room(cells: Cells, hidden: boolean[][], place: Place): number {
  const up = furthest(cells, hidden, place, 'up');
  const down = Math.min(furthest(cells, hidden, place, 'down'), cells[place.row]![place.column]!);
  return up + down;
}

function furthest(
  cells: Cells,
  hidden: boolean[][],
  { row, column }: Place,
  direction: 'up' | 'down',
): number {
  const rows = cells.length;
  const columns = cells[0]!.length;
  const left = cells.map((each) => [...each]);
  const isLine = (r: number, c: number) => hidden[r]![c]! && !(r === row && c === column);
  // Rows are numbered first, columns after them.
  const [start, end] = direction === 'up' ? [rows + column, row] : [row, rows + column];
  const wayBetween = (): number[] | null => {
    const cameFrom = new Map<number, number>([[start, -1]]);
    const waiting = [start];
    for (const at of waiting) {
      if (at === end) break;
      const count = at < rows ? columns : rows;
      for (let index = 0; index < count; index += 1) {
        const next = at < rows ? rows + index : index;
        const [r, c] = at < rows ? [at, index] : [index, at - rows];
        // From a row to a column a cell gains, as much as it likes; back it loses what it has.
        if (cameFrom.has(next) || !isLine(r, c) || (at >= rows && left[r]![c] === 0)) continue;
        cameFrom.set(next, at);
        waiting.push(next);
      }
    }
    if (!cameFrom.has(end)) return null;
    const way = [end];
    while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
    return way;
  };
  let moved = 0;
  for (let way = wayBetween(); way && moved < threshold; way = wayBetween()) {
    const steps = way.slice(1).map((to, index) => [way![index]!, to] as const);
    const losing = steps.filter(([from]) => from >= rows);
    const most = Math.min(...losing.map(([from, to]) => left[to]![from - rows]!));
    for (const [from, to] of steps) {
      if (from < rows) left[from]![to - rows]! += most;
      else left[to]![from - rows]! -= most;
    }
    moved += most;
  }
  return Math.min(moved, threshold);
}
