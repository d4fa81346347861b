export {
  guideSlugs,
  listGuides,
  readGuide,
  readStandingPage,
  standingPageSlugs,
} from './guides.server';
export { factsMarked } from './markdown.server';
