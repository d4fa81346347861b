export {
  guideSlugs,
  listGuides,
  readGuide,
  readStandingPage,
  standingPageSlugs,
} from './guides.server';
