import { afterEach, expect, it } from 'vitest';
import { startMailServer } from '../support/mail-server';
import { PortalFile } from '../support/portal-file';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';

/** The power goes after a mail server has a message and before the portal has noted it. */

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});

const keep = <T extends { stop: () => Promise<void> }>(one: T): T => {
  running.push(one);
  return one;
};

it('a message that was taken when the power went is sent again as the same message, and then noted', async () => {
  const portals: RunningPortal[] = [];
  const powerCuts = [() => portals[0]!.kill()];
  let sent = () => {};
  const cut = new Promise<void>((resolve) => (sent = resolve));
  const server = keep(
    await startMailServer({}, '127.0.0.1', async () => {
      await powerCuts.shift()?.();
      sent();
    }),
  );
  const environment = { ...forReal, PORTAL_SMTP_URL: `smtp://127.0.0.1:${server.port}` };

  const portal = keep(await startPortal(environment));
  portals.push(portal);
  const asked = await fetch(`${portal.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email: 'amina@example.test' }),
    headers: { origin: forReal.PORTAL_BASE_URL! },
  });
  expect(asked.status).toBe(302);
  await cut;
  const { dataDir } = portal;
  const file = new PortalFile({ dataDir });
  try {
    expect(file.rows('select 1 from outbox where delivered_at is not null')).toEqual([]);
    // Another attempt may begin once the first one cannot still be under way; nobody waits for that here.
    file.run('update outbox set due_at = 0');
    const back = keep(await startPortal({ ...environment, PORTAL_DATA_DIR: dataDir }));
    await file.settled();
    await back.stop();
    const [{ id, attempts }] = file.rows('select id, attempts from outbox') as [
      { id: string; attempts: number },
    ];
    expect(attempts).toBe(2);
    expect(server.received.map(({ to }) => to)).toEqual([
      ['amina@example.test'],
      ['amina@example.test'],
    ]);
    const ids = server.received.map(({ mail }) => mail.messageId);
    expect(new Set(ids)).toEqual(new Set([`<${id}@portal.example.test>`]));
    // Whoever reads the two has read the same words twice.
    expect(server.received[1]!.mail.text).toBe(server.received[0]!.mail.text);
    expect(file.rows('select 1 from outbox where sealed_message is not null')).toEqual([]);
  } finally {
    file.close();
  }
});

it('says nothing of a reader, a word or a password in its log when the mail server turns a message away', async () => {
  const refusal = Object.assign(new Error('who is amina'), { responseCode: 550 });
  const server = keep(
    await startMailServer({
      authOptional: true,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(null, { user: 'portal' }),
      onRcptTo: (_, __, done) => done(refusal),
    }),
  );
  const portal = keep(
    await startPortal({
      ...forReal,
      PORTAL_LOG_LEVEL: 'debug',
      PORTAL_SMTP_URL: `smtp://portal:pass-word@127.0.0.1:${server.port}`,
    }),
  );
  await fetch(`${portal.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email: 'amina@example.test' }),
    headers: { origin: forReal.PORTAL_BASE_URL! },
  });
  const file = new PortalFile(portal);
  await file.settled();
  file.close();
  await portal.kill();
  expect(portal.output()).toContain('"failure":"refused","status":550');
  expect(portal.output()).not.toMatch(/amina|pass-word|Your code/);
});
