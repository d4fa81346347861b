export { eraseUnusedAccounts } from './erase.server';
