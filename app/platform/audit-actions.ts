/**
 * Everything the audit trail can tell of, by kind: every action belongs to exactly one. The words of each are in the
 * namespace `audit` of the locales.
 */
export const auditKinds = {
  records: [
    'queue-opened',
    'queue-searched',
    'team-opened',
    'requests-covered',
    'request-opened',
    'request-changed',
    'answers-corrected',
    'staff-note-written',
    'document-opened',
    'document-removed',
    'note-draft-kept',
    'data-downloaded',
    'account-erased',
    'audit-opened',
  ],
  'getting-in': [
    'account-opened',
    'code-accepted',
    'signed-in',
    'code-refused',
    'second-step-refused',
    'passkey-refused',
    'shown-again',
    'signed-out',
    'session-ended',
  ],
  credentials: [
    'passkey-added',
    'passkey-removed',
    'authenticator-set',
    'recovery-codes-made',
    'recovery-code-used',
    'email-change-asked',
    'email-change-refused',
    'email-changed',
  ],
  staff: [
    'staff-list-opened',
    'staff-invited',
    'invitation-withdrawn',
    'invitation-taken-up',
    'staff-renamed',
    'staff-disabled',
    'staff-enabled',
    'staff-reset',
    'employer-noted',
    'employer-removed',
  ],
  directory: [
    'entry-checked',
    'reports-handled',
    'entry-suspended',
    'entry-restored',
    'link-check-asked',
    'links-checked',
  ],
  diaries: [
    'diary-opened',
    'availability-changed',
    'team-rules-changed',
    'calendar-address-made',
    'calendar-address-ended',
  ],
  concerns: ['concern-opened', 'concern-changed'],
  voices: ['words-opened', 'words-published', 'words-left-out', 'words-taken-down'],
  messages: ['messages-sent-again', 'messages-put-aside'],
  machine: ['demo-seeded', 'keys-rotated', 'backup-made'],
} as const;

export type AuditKind = keyof typeof auditKinds;
export type AuditAction = (typeof auditKinds)[AuditKind][number];

/** What the audit trail can be narrowed to. */
export const kinds = Object.keys(auditKinds) as AuditKind[];
