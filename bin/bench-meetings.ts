// Part of npm run bench, run with tsx: 100,000 requests with 1,000,000 events, made up into a database of its own.
// Each question is asked of the same code that the pages ask, many times, and its median stands beside the budget.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { eq } from 'drizzle-orm';

const asked = process.argv[process.argv.indexOf('--scale') + 1];
const scale = process.argv.includes('--scale') ? Number(asked) : 100_000;
const rounds = 40;
/** Milliseconds at the median. */
const budget = 30;

const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-'));
process.env.PORTAL_MODE = 'demo';
process.env.PORTAL_DATA_DIR = folder;
process.env.PORTAL_LOG_LEVEL = 'silent';

const { seedDemo } = await import('../app/demo.server');
const { findAccountByEmail } = await import('../app/account/index.server');
const { firstFilter, placeFrom, queueGroups } = await import('../app/meetings/index');
const meetings = await import('../app/meetings/index.server');
const { timesToTake } = await import('../app/meetings/times/times.server');
const { requests } = await import('../db/schema');
const { ownerOf } = await import('../app/platform/access');
const { closeDatabase, database, migrateDatabase } =
  await import('../app/platform/database.server');

type Person = Parameters<typeof meetings.readQueue>[0];

function staff(email: string): Person {
  const account = findAccountByEmail(email)!;
  return {
    kind: 'person',
    accountId: account.id,
    role: account.role,
    team: account.team,
    sessionId: '',
    secondFactor: true,
    verifiedAt: 0,
    signedOutAt: Infinity,
    endsAt: Infinity,
  };
}

const ownerIdOf = (reference: string): string =>
  database().select().from(requests).where(eq(requests.reference, reference)).get()!.accountId;

let worst = 0;

async function measure(name: string, ask: () => unknown): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[rounds / 2]!;
  worst = Math.max(worst, median);
  console.log(
    `  ${name.padEnd(44)} ${median.toFixed(2)} ms, ${(median / budget).toFixed(2)} of the budget`,
  );
}

try {
  migrateDatabase();
  const began = performance.now();
  const made = await seedDemo(scale, 1, () => {});
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `\nMeetings: ${made.requests} requests and ${made.events} events (made in ${seconds.toFixed(0)} s), median of ${rounds}:`,
  );
  const adviser = staff('adviser.north@example.test');
  const lead = staff('lead@example.test');
  for (const group of queueGroups) {
    const filter = { ...firstFilter, group };
    await measure(`the first page of "${group}", an adviser`, () =>
      meetings.readQueue(adviser, filter),
    );
  }
  await measure('the first page of what is to do, a lead', () =>
    meetings.readQueue(lead, firstFilter),
  );
  await measure('the count of every list, an adviser', () =>
    meetings.countQueue(adviser, firstFilter),
  );
  await measure('the count of every list, a lead', () => meetings.countQueue(lead, firstFilter));

  let deep = meetings.readQueue(lead, { ...firstFilter, group: 'ended' });
  for (let page = 1; page < 200 && deep.older; page += 1) {
    const after = placeFrom(deep.older);
    deep = meetings.readQueue(lead, { ...firstFilter, group: 'ended' }, { after });
  }
  const place = placeFrom(deep.older ?? deep.newer);
  await measure('page 200 of what has ended', () =>
    meetings.readQueue(lead, { ...firstFilter, group: 'ended' }, { after: place }),
  );

  const first = meetings.readQueue(adviser, { ...firstFilter, group: 'open' }).lines[0]!;
  await measure('a search by reference', () => meetings.searchQueue(adviser, first.reference));
  await measure('a search by one name that many have', () => meetings.searchQueue(adviser, 'Khan'));
  await measure('a search by two names', () => meetings.searchQueue(adviser, 'Amina Khan'));
  await measure('a request', () => meetings.openRequest(adviser, first.reference));
  await measure('free times of one adviser', () => meetings.slotsToOffer(adviser, first.reference));
  const owner = ownerOf(ownerIdOf(first.reference));
  await measure('free times of a team', () => timesToTake(owner, first.reference));
} finally {
  closeDatabase();
  rmSync(folder, { recursive: true, force: true });
}
if (worst > budget) process.exitCode = 1;
