export { browserInWords } from './browser';
export { emailAddress } from './email-address';
export { UnsentFields } from './unsent-fields';
export { pageInWords } from './unsent-forms';
