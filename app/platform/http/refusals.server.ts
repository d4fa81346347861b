import { log } from '../log.server';

/**
 * How often readers of public pages were refused, by reason. Nothing is logged of one reader, so what is logged is a
 * count of all, once a minute: enough to see an attack, too little to see anybody.
 */
const counts = new Map<string, number>();

export function countRefusal(reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

/** Logs the counts since the last time, if there are any. */
export function logRefusals(): void {
  if (counts.size === 0) return;
  log.warn({ refusals: Object.fromEntries(counts) }, 'readers were refused');
  counts.clear();
}
