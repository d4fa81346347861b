/** The one source of "now", in milliseconds since 1970 (UTC), so that tests can move it. */
export const clock = { now: (): number => Date.now() };

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
