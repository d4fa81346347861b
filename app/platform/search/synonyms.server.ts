import { readJson } from '../content/files.server';
import { synonymsSchema, type Synonyms } from './synonyms';

/** @throws {ContentError} when the file does not fit. */
export const readSynonyms = (): Synonyms => readJson('synonyms.json', synonymsSchema);
