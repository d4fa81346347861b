/** A value from outside, if it is one of those known; undefined for anything else. */
export const oneOf = <Value extends string>(
  known: readonly Value[],
  value: unknown,
): Value | undefined => known.find((each) => each === value);
