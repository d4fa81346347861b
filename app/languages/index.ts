export { callsIn } from './calls';
export { LanguageLinks } from './language-links';
export {
  isSummaryLanguage,
  languages,
  original,
  summaryAddress,
  summaryLanguages,
  type Language,
} from './languages';
export { differences } from './same-shape';
export type { Original, Translation } from './summary';
