/** Everything the audit trail can tell of; the words of each are in the namespace `audit` of the locales. */
export const auditActions = [
  // Getting in.
  'account-opened',
  'code-accepted',
  'signed-in',
  'code-refused',
  'second-step-refused',
  'passkey-refused',
  'shown-again',
  'signed-out',
  'session-ended',
  // What one gets in with.
  'passkey-added',
  'passkey-removed',
  'authenticator-set',
  'recovery-codes-made',
  'recovery-code-used',
  'email-changed',
  // Staff.
  'staff-invited',
  'invitation-withdrawn',
  'invitation-taken-up',
  'staff-disabled',
  'staff-enabled',
  'staff-reset',
  // A person's record.
  'request-opened',
  'request-changed',
  'answers-corrected',
  'data-downloaded',
  'account-erased',
  'audit-opened',
  // The directory.
  'entry-checked',
  'reports-handled',
  'entry-suspended',
  'entry-restored',
  'link-check-asked',
  'links-checked',
  // The machine.
  'keys-rotated',
  'backup-made',
] as const;

export type AuditAction = (typeof auditActions)[number];
