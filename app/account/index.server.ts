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
export { identify, purgeSessions, sessionThatEnded } from './session.server';
export { purgeDevices } from './devices.server';
export { purgeEmailChanges } from './email-change.server';
export { purgeCodes } from './codes.server';
export { newTotpSecret } from './second-step.server';
