import pino from 'pino';
import { config } from './config.server';

/**
 * Structured logs. What may be written is what a caller passes by name here: never a body, a query string,
 * a header, an address or a word somebody typed.
 */
export const log = pino({
  level: config().logLevel,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
});

/**
 * What a log may hold of an unexpected error: its type, its code and where it happened. The message is left
 * out, because a parser's message can repeat what it was given.
 */
export function describeError(error: unknown): { type: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const at = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, code: (error as NodeJS.ErrnoException).code, at: at.slice(0, 12) };
}
