export { browserInWords } from './browser';
export { emailAddress } from './email-address';
