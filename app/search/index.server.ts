export { prepareSearch, readSynonyms } from './search.server';
