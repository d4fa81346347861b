export { prepareSearch } from './search.server';
