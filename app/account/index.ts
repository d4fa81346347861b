export { browserInWords } from './browser';
export { UnsentFields } from './unsent-fields';
export { pageInWords } from './unsent-forms';
