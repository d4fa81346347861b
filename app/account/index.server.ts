export {
  createAccount,
  emailOf,
  findAccount,
  findAccountByEmail,
  findAccounts,
  nameOf,
  totpSecretOf,
  type Account,
  type NewAccount,
} from './accounts.server';
export { ownEmail } from './employer-address.server';
export { identify, purgeSessions, sessionThatEnded } from './session.server';
export { leave } from './sign-in.server';
export { purgeDevices } from './devices.server';
export { newEmailHashesOf, purgeEmailChanges } from './email-change.server';
export { forgetPutBack, keepUnsent, purgeUnsentForms } from './unsent-forms.server';
export { accountKept, eraseAccountRow, lastUsedAt, unusedAccounts } from './erase.server';
export { everythingAboutAccount } from './held.server';
export { purgeCodes } from './codes.server';
export { purgeChallenges } from './challenges.server';
export { newTotpSecret } from './second-step.server';
export {
  inviteStaff,
  openInvitations,
  purgeInvitations,
  withdrawInvitation,
} from './invitations.server';
export {
  changeStaff,
  listStaff,
  openStaffList,
  renameStaff,
  type StaffChange,
  type StaffMember,
  type StaffRefusal,
} from './staff.server';
export { sealedCookie } from './sealed-cookie.server';
