import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { forReal, startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Several processes that answer at one address: nobody who uses the portal can tell. */

/** A connection of its own each time: connections go to the processes in turn. */
const inTurn = { connection: 'close' };

/** The processes that answer. */
const workersOf = ({ pid }: RunningPortal): number[] =>
  spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);

/** Enough to come to each process more than once. */
const manyTimes = <Result>(once: () => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 12 }, once));

describe('two processes that answer', () => {
  let portal: RunningPortal;
  beforeAll(async () => {
    portal = await startPortal({ PORTAL_WORKERS: '2' });
  });
  afterAll(() => portal.stop());

  it('are two, beside the one that does the jobs', () => {
    expect(workersOf(portal)).toHaveLength(2);
  });

  it('both know who has signed in with one of them, and who has signed out', async () => {
    const amina = await new Visitor(portal, inTurn).signIn('amina.demo@example.test');
    const hers = async () => (await amina.ask('/account')).status;
    expect(await manyTimes(hers)).toEqual(Array(12).fill(200));
    const { cookies } = amina;
    const kept = new Map(cookies);
    await amina.send('/sign-out', {});
    for (const [name, value] of kept) cookies.set(name, value);
    expect(await manyTimes(hers)).toEqual(Array(12).fill(303));
  });

  it('both show what an editor took down as gone, with the next reading', async () => {
    const reader = new Visitor(portal, inTurn);
    const editor = await new Visitor(portal, inTurn).signIn('editor@example.test');
    const statuses = () => manyTimes(async () => (await reader.ask('/support/acas')).status);
    const change = (fields: Record<string, string>) => editor.send('/adviser/content/acas', fields);
    expect(await statuses()).toEqual(Array(12).fill(200));
    await change({ change: 'suspend', reason: 'The number is not answered.' });
    expect(await statuses()).toEqual(Array(12).fill(410));
    await change({ change: 'restore', reason: 'It is answered again.' });
    expect(await statuses()).toEqual(Array(12).fill(200));
  });

  it('are again two when one of them is killed, and the portal answers all the while', async () => {
    const reader = new Visitor(portal, inTurn);
    const [first, second] = workersOf(portal);
    process.kill(first!, 'SIGKILL');
    await vi.waitFor(() => expect(workersOf(portal)).not.toContain(first));
    expect((await reader.ask('/guides')).status).toBe(200);
    await vi.waitFor(
      () => {
        expect(workersOf(portal)).toHaveLength(2);
        expect(workersOf(portal)).toContain(second);
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(await manyTimes(async () => (await reader.ask('/guides')).status)).toEqual(
      Array(12).fill(200),
    );
    expect(portal.output()).toContain('a process that answers ended');
  });
});

it('count limits together', async () => {
  const portal = await startPortal({ ...forReal, PORTAL_WORKERS: '2' });
  try {
    const search = async () => {
      const answer = await fetch(`${portal.url}/search?q=sacked`, { headers: inTurn });
      return answer.status;
    };
    // A window of a minute may end meanwhile, and give everything back: then it is begun again.
    let statuses: number[];
    let begun: number;
    do {
      begun = Math.floor(Date.now() / 60_000);
      statuses = await Promise.all(Array.from({ length: 70 }, search));
    } while (Math.floor(Date.now() / 60_000) !== begun);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  } finally {
    await portal.stop();
  }
});

describe('processes that answer, and the one that started them,', () => {
  it('end together when the portal is asked to stop', async () => {
    const portal = await startPortal({ PORTAL_WORKERS: '2' });
    const workers = workersOf(portal);
    expect(workers).toHaveLength(2);
    await portal.stop();
    for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow();
  });

  it('end together when the one that started them is killed', async () => {
    const portal = await startPortal({ PORTAL_WORKERS: '2' });
    const workers = workersOf(portal);
    await portal.kill();
    await vi.waitFor(
      () => {
        for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow();
      },
      { timeout: 20_000 },
    );
    await portal.stop();
  });

  it('say so, and end, when the address is taken', async () => {
    const first = await startPortal();
    const port = new URL(first.url).port;
    await expect(startPortal({ PORTAL_WORKERS: '2', PORT: port })).rejects.toThrow(/EADDRINUSE/);
    await first.stop();
  });
});
