export { listSummaries, readOriginal, readTranslation } from './summaries.server';
