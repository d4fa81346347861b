// Part of npm run bench, run with tsx: one database that grows from 1,000 requests to 1,000,000, of ten events each.
// At each size, each question is asked of the same code that the pages ask.
//
// What grows with what: 22 advisers have all of them. Up to 100,000, more is asked for in the same three years: what
// has ended, whose words are there for a year; what is open, one in twenty; what is found by a name. That many are
// 1,500 a year for each adviser, far more than anybody can do, and 5,000 open. From there it is the past that grows,
// to thirty years of it: requests that have ended and whose words have been erased, and the trail of what was done.
import { count, eq, inArray } from 'drizzle-orm';
import { removeFolder } from './own-portal';
import { quick, report, type Figure } from './figures';
import { curvesOf, figuresAt, growthOf, type Question } from './growth';
import { growTo } from './many-requests';
import { demoStaff } from './people';
import { requests } from '#db/schema';
import { seedDemo } from '~/demo.server';
import { firstFilter, placeFrom, queueGroups } from '~/meetings/index';
import {
  countQueue,
  openRequest,
  readQueue,
  searchQueue,
  slotsToOffer,
} from '~/meetings/index.server';
import { openStates } from '~/meetings/life';
import { timesToTake } from '~/meetings/times/times.server';
import { ownerOf } from '~/platform/access';
import { closeDatabase, database, migrateDatabase } from '~/platform/database.server';

const sizes = quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000];
const growing = { of: 'requests', budget: 30, rounds: 20 };
/** These are made up one by one, and most of the others are copies of them. */
const firstMade = 1000;
/** From this size on, nothing is asked for more often: there is only more that was asked for long ago. */
const mostLately = 100_000;
const mostOpen = mostLately / 20;

const isOpenNow = inArray(requests.state, [...openStates]);

function howManyAreOpen(): number {
  return database().select({ count: count() }).from(requests).where(isOpenNow).get()!.count;
}

/** Makes the database as large as that. What is open is made up one by one: its times must not overlap. */
async function growUntil(size: number): Promise<void> {
  if (size === firstMade) return void (await seedDemo(size, 1, () => {}));
  const open = Math.min(size / 20, mostOpen);
  // Of so few at a time, most are open.
  for (let seed = 2; howManyAreOpen() < open; seed += 1) await seedDemo(100, seed, () => {});
  closeDatabase();
  growTo({ size, from: firstMade, when: size > mostLately ? 'long-ago' : 'lately' });
}

/** The page so many pages on in what has ended, or the last there is. */
function placeOfPage(number: number, lead: ReturnType<typeof demoStaff>) {
  const ended = { ...firstFilter, group: 'ended' } as const;
  let page = readQueue(lead, ended);
  for (let at = 1; at < number && page.older; at += 1)
    page = readQueue(lead, ended, { after: placeFrom(page.older) });
  return placeFrom(page.older ?? page.newer);
}

const ownerIdOf = (reference: string): string =>
  database().select().from(requests).where(eq(requests.reference, reference)).get()!.accountId;

function questions(): Question[] {
  const adviser = demoStaff('adviser.north@example.test');
  const lead = demoStaff('lead@example.test');
  const after = placeOfPage(200, lead);
  const { reference } = readQueue(adviser, { ...firstFilter, group: 'open' }).lines[0]!;
  const owner = ownerOf(ownerIdOf(reference));
  return [
    ...queueGroups.map(
      (group): Question => [
        `the first page of "${group}", an adviser`,
        () => readQueue(adviser, { ...firstFilter, group }),
      ],
    ),
    ['the first page of what is to do, a lead', () => readQueue(lead, firstFilter)],
    ['the count of every list, an adviser', () => countQueue(adviser, firstFilter)],
    ['the count of every list, a lead', () => countQueue(lead, firstFilter)],
    [
      'page 200 of what has ended',
      () => readQueue(lead, { ...firstFilter, group: 'ended' }, { after }),
    ],
    ['a search by reference', () => searchQueue(adviser, reference)],
    ['a search by one name that many have', () => searchQueue(adviser, 'Khan')],
    ['a search by two names', () => searchQueue(adviser, 'Amina Khan')],
    ['a request', () => openRequest(adviser, reference)],
    ['free times of one adviser', () => slotsToOffer(adviser, reference)],
    ['free times of a team', () => timesToTake(owner, reference)],
  ];
}

const figures: Figure[] = [];
try {
  migrateDatabase();
  for (const size of sizes) {
    await growUntil(size);
    // A program that has just begun is slow at everything: the first answers are nobody's.
    if (size === firstMade) await figuresAt(size, questions(), growing);
    figures.push(...(await figuresAt(size, questions(), growing)));
  }
  report([...figures, ...growthOf(curvesOf(growing.of, figures))]);
} finally {
  closeDatabase();
  removeFolder();
}
