export { readSynonyms } from './search.server';
