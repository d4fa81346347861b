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
export { identify, purgeSessions } from './session.server';
export { purgeCodes } from './codes.server';
export { purgeChallenges } from './challenges.server';
export { newTotpSecret } from './second-step.server';
