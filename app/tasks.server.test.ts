import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordAudit } from './platform/audit.server';
import { database, inTransaction } from './platform/database.server';
import { runTask } from './tasks.server';

describe('the operator', () => {
  it('is told that the audit trail is whole, and which row is not as it was written', async () => {
    const untouched = await runTask(['audit', 'verify']);
    expect(untouched.worked).toBe(true);
    expect(untouched.lines).toContain('The audit trail is whole');
    inTransaction((tx) =>
      recordAudit(tx, { actorId: 'mair', action: 'entry-checked', subject: 'acas' }),
    );
    database().run(sql`drop trigger audit_no_update`);
    database().run(sql`update audit set subject = 'mdu'`);
    const { lines, worked } = await runTask(['audit', 'verify']);
    expect(worked).toBe(false);
    expect(lines).toContain('row 1 was changed');
  });

  it('is shown the tasks there are when none is meant', async () => {
    const { lines, worked } = await runTask(['audit']);
    expect(worked).toBe(false);
    expect(lines).toContain('audit verify');
    expect(lines).toContain('links check');
  });
});
