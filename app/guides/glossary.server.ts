import { contentNames, readJson } from '~/platform/content/files.server';
import { glossarySchema, type GlossaryEntry } from './glossary';

export const glossaryIds = (): string[] => contentNames('glossary', '.json');

/** @throws {ContentError} when the file does not fit. */
export const readGlossaryEntry = (id: string): GlossaryEntry =>
  readJson(`glossary/${id}.json`, glossarySchema);

let loaded: ReadonlyMap<string, GlossaryEntry> | undefined;

/** Every word of `content/glossary`, by id. */
export const glossary = (): ReadonlyMap<string, GlossaryEntry> =>
  (loaded ??= new Map(glossaryIds().map((id) => [id, readGlossaryEntry(id)])));
