export { glossary, glossaryIds, readGlossaryEntry } from './glossary.server';
export {
  guideSlugs,
  listGuides,
  readGuide,
  readStandingPage,
  standingPageSlugs,
} from './guides.server';
