import { changes } from '~/meetings/index';
import type { AuditAction } from '~/platform/audit-actions';

/** What the audit trail can be narrowed to: every action belongs to exactly one kind. */
export const auditKinds = {
  records: [
    'request-opened',
    'request-changed',
    'answers-corrected',
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
    'email-changed',
  ],
  staff: [
    'staff-invited',
    'invitation-withdrawn',
    'invitation-taken-up',
    'staff-disabled',
    'staff-enabled',
    'staff-reset',
  ],
  directory: [
    'entry-checked',
    'reports-handled',
    'entry-suspended',
    'entry-restored',
    'link-check-asked',
    'links-checked',
  ],
  machine: ['keys-rotated', 'backup-made'],
} as const satisfies Record<string, readonly AuditAction[]>;

/** Details that have words: how somebody got in, and what became of a request. */
export const tellingDetails = [
  ...changes,
  'code',
  'passkey',
  'authenticator',
  'recovery-code',
  'closed',
  'another-account',
  'used-up',
] as const;

export type AuditKind = keyof typeof auditKinds;
export const kinds = Object.keys(auditKinds) as AuditKind[];
