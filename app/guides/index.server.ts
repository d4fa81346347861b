export { glossary, glossaryIds, readGlossaryEntry } from './glossary.server';
export {
  guideSlugs,
  listGuides,
  readGuide,
  readGuideFile,
  readStandingPage,
  standingPageSlugs,
} from './guides.server';
