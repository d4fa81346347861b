import { expect, it } from 'vitest';
import { auditActions } from '~/platform/audit-actions';
import { auditKinds } from './audit-kinds';

it('finds every action of the audit trail under one kind', () => {
  expect(Object.values(auditKinds).flat().sort()).toEqual([...auditActions].sort());
});
