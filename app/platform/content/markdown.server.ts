import { parse } from 'yaml';
import type { z } from 'zod';
import { ContentError, fit, readContent } from './files.server';

/** A Markdown file in two parts. */
export interface Written<FrontMatter> {
  about: FrontMatter;
  markdown: string;
}

/**
 * Reads a Markdown file of `content/`.
 * @param schema what stands in its front matter.
 * @throws {ContentError} when the file is missing or its front matter does not fit.
 */
export function readMarkdown<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Written<z.output<Schema>> {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readContent(file));
  if (!parts) throw new ContentError(file, 'has no front matter between lines of ---');
  return { about: fit(file, schema, parse(parts[1]!)), markdown: parts[2]! };
}
