export { makeEditions } from './editions.server';
export { inventVoices } from './invented.server';
export { countWaits } from './standard.server';
export { purgeVoices } from './voices.server';
export {
  decideAbout,
  purgePublishedWords,
  readPublished,
  readWaiting,
  takeDown,
} from './words.server';
