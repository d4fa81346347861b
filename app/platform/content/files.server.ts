import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { config } from '../config.server';

/** Reading `content/`. A file that does not fit its schema is named, with what is wrong in it. */

export class ContentError extends Error {
  constructor(
    public readonly file: string,
    problem: string,
  ) {
    super(`content/${file}: ${problem}`);
    this.name = 'ContentError';
  }
}

/** Names of the files in a folder of `content/`, without the given ending, sorted. */
export function contentNames(folder: string, ending: '.json' | '.md'): string[] {
  return readdirSync(path.join(config().contentDir, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

export const readContent = (file: string): string =>
  readFileSync(path.join(config().contentDir, file), 'utf8');

/**
 * Fits a value to a schema.
 * @throws {ContentError} with the file and the first things wrong in it.
 */
export function fit<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5);
  throw new ContentError(
    file,
    problems.map(({ path: where, message }) => `${where.join('.')} ${message}`).join('; '),
  );
}

/** Reads and checks one JSON file. */
export function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(readContent(file));
  } catch {
    throw new ContentError(file, 'is not valid JSON');
  }
  return fit(file, schema, value);
}
