import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createAccount } from './account/index.server';
import { accountOf } from './account/sign-in.server';
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

  it('invites staff, and gives the first lead and everyone after a code to pass on', async () => {
    const add = ['staff', 'add', 'first.lead@example.test', '--name', 'Daniel', '--role', 'lead'];
    const { lines, worked } = await runTask(add);
    expect(worked).toBe(true);
    expect(lines).toMatch(/(\w{4}-){3}\w{4}$/);
    const notAnAddress = ['staff', 'add', 'ruth@', '--name', 'Ruth', '--role', 'editor'];
    expect((await runTask(notAnAddress)).worked).toBe(false);
    const withoutTeam = ['staff', 'add', 'ruth@example.test', '--name', 'R', '--role', 'adviser'];
    expect((await runTask(withoutTeam)).worked).toBe(false);
    accountOf('first.lead@example.test', 'en');
    expect((await runTask(['staff', 'list'])).lines).toBe(
      'first.lead@example.test, Daniel, lead, not set up yet',
    );
    expect(await runTask(add)).toEqual({
      worked: false,
      lines: 'Somebody who works here has that address already.',
    });
  });

  it('disables, enables and resets staff, and finds no practitioner by these', async () => {
    const gwen = { email: 'gwen@example.test', role: 'adviser', team: 'wales' } as const;
    createAccount({ ...gwen, name: 'Gwen', locale: 'en' });
    createAccount({ email: 'amina@example.test', role: 'practitioner', locale: 'en' });
    const task = async (verb: string, email: string = gwen.email) =>
      (await runTask(['staff', verb, email])).lines;
    expect(await task('disable')).toContain('signed out everywhere');
    expect((await runTask(['staff', 'list'])).lines).toContain(
      'gwen@example.test, Gwen, adviser (wales), not set up yet, disabled',
    );
    expect(await task('enable')).toContain('Run "staff reset"');
    expect(await task('reset')).toMatch(/(\w{4}-){3}\w{4}$/);
    for (const verb of ['disable', 'enable', 'reset']) {
      expect(await task(verb, 'amina@example.test')).toBe(await task(verb, 'nobody@example.test'));
    }
  });

  it('is shown the tasks there are when none is meant', async () => {
    const { lines, worked } = await runTask(['audit']);
    expect(worked).toBe(false);
    expect(lines).toContain('audit verify');
    expect(lines).toContain('links check');
  });

  it('adds made-up requests to try the portal out with, as many as asked for', async () => {
    const said: string[] = [];
    const seeded = await runTask(['demo', 'seed', '--scale', '30', '--seed', '5'], (line) =>
      said.push(line),
    );
    expect(seeded).toMatchObject({ worked: true });
    expect(seeded.lines).toContain('Added 30 requests and 300 events, with seed 5.');
    expect(said).toEqual(['30 of 30 requests']);
    for (const wrong of [[], ['--scale', '0'], ['--scale', 'many'], ['--scale', '10000000']])
      expect((await runTask(['demo', 'seed', ...wrong])).worked).toBe(false);
  });
});
