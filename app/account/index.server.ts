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
export { forgetPutBack, keepUnsent, purgeUnsentForms } from './unsent-forms.server';
export { purgeCodes } from './codes.server';
export { newTotpSecret } from './second-step.server';
