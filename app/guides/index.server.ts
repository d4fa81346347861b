export { glossary, glossaryIds, readGlossaryEntry } from './glossary.server';
export {
  guideSlugs,
  listGuides,
  readGuide,
  readGuideFile,
  readStandingPage,
  standingPageSlugs,
} from './guides.server';
export { renderMarkdown, type Rendered } from './markdown.server';
