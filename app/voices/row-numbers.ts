/**
 * Numbers of the rows in which voices are kept: the month, and a number drawn by chance. SQLite keeps rows in the
 * order of their numbers, so nobody can see from it which came first or which came together. Pure.
 */

/** How many numbers there are in a month; `202612` times it is still an exact number. */
export const inAMonth = 10 ** 10;

/** The first number of a month; those of a month are from it up to that of the next. */
export const firstOf = (month: string): number => Number(month.replace('-', '')) * inAMonth;

/** The month of a row. */
export function monthOfRow(id: number): string {
  const digits = String(Math.floor(id / inAMonth));
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}
