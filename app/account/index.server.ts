export {
  createAccount,
  disableAccount,
  emailOf,
  findAccount,
  findAccountByEmail,
  nameOf,
  totpSecretOf,
  type Account,
  type NewAccount,
} from './accounts.server';
export { endSession, identify, purgeSessions } from './session.server';
export { accountKept, eraseAccountRow, lastUsedAt, unusedAccounts } from './erase.server';
export { everythingAboutAccount } from './held.server';
export { purgeCodes } from './codes.server';
export { newTotpSecret } from './second-step.server';
