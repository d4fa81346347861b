/** Chance that can be repeated: for what is made up, and for tests that say which seed they had. */

/** A number from 0 up to 1, like Math.random; the same row for the same seed (mulberry32). */
export type Dice = () => number;

/** Dice that fall the same for the same seed, a whole number. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of some things, each as likely as the others. */
export const pick = <T>(dice: Dice, from: readonly T[]): T =>
  from[Math.floor(dice() * from.length)]!;
