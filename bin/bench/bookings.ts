// Part of npm run bench, run with tsx: how many bookings a second the portal keeps for good, beside how many times a
// second this machine commits one row for good, in turns in the same run. A booking is the whole act behind the
// button: state, event, diary, both messages with their calendar files, and the audit trail.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { and, eq } from 'drizzle-orm';
import { folder, removeFolder } from './own-portal';
import { median, quick, report, type Figure } from './figures';
import { signedIn } from './people';
import { requests } from '#db/schema';
import { seedDemo } from '~/demo.server';
import { changeRequest, slotsToOffer, type Asked } from '~/meetings/index.server';
import { advisersOf, openOffers, type RequestRow } from '~/meetings/requests.server';
import { ownerOf, type Person } from '~/platform/access';
import {
  closeDatabase,
  database,
  emptyWriteAheadLog,
  migrateDatabase,
} from '~/platform/database.server';

const rounds = quick ? 3 : 9;
/** Bookings in a round, and commits of one row. */
const each = quick ? 20 : 40;

/** A booking that only has to be pressed for. */
interface Press {
  actor: Person;
  reference: string;
  asked: Asked;
}

/** Commits of one row in a database that does nothing else: no index, no trigger, nothing written over. */
function rawCommits(): { commit: () => void; close: () => void } {
  const connection = new Database(path.join(folder, 'raw.sqlite'));
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.exec('create table raw (id integer primary key, words text not null)');
  const insert = connection.prepare('insert into raw (words) values (?)');
  const write = connection.transaction(() => insert.run('one row'));
  return { commit: () => void write.immediate(), close: () => connection.close() };
}

/** Requests that wait for any adviser. Of so few at a time, most that are made up are open. */
async function waiting(many: number): Promise<RequestRow[]> {
  for (let seed = 1; ; seed += 1) {
    await seedDemo(100, seed, () => {});
    const rows = database()
      .select()
      .from(requests)
      .where(and(eq(requests.state, 'submitted'), eq(requests.separateAdviser, false)))
      .all();
    if (rows.length >= many) return rows.slice(0, many);
  }
}

type Turns = (row: RequestRow) => Person;
type Ready = (row: RequestRow, adviser: Person) => Promise<Press | null>;

/** Goes round the advisers of each team, so that all diaries fill up alike. */
function takingTurns(): Turns {
  let turn = 0;
  return ({ team }) => {
    const advisers = advisersOf(database(), team!);
    turn += 1;
    return signedIn(advisers[turn % advisers.length]!);
  };
}

/** Both agreed on a time when they spoke: the adviser enters it. */
async function readyToConfirm(row: RequestRow, adviser: Person): Promise<Press | null> {
  const [slot] = await slotsToOffer(adviser, row.reference);
  if (!slot) return null;
  const asked = { change: 'confirm', startsAt: slot.startsAt } as const;
  return { actor: adviser, reference: row.reference, asked };
}

/** An adviser has offered a time: the practitioner accepts it. */
async function readyToAccept(row: RequestRow, adviser: Person): Promise<Press | null> {
  const [slot] = await slotsToOffer(adviser, row.reference);
  if (!slot) return null;
  await changeRequest(adviser, row.reference, {
    change: 'offer-times',
    startsAt: [slot.startsAt],
  });
  const [offer] = openOffers(database(), row);
  const asked = { change: 'accept', offerId: offer!.id } as const;
  return { actor: ownerOf(row.accountId), reference: row.reference, asked };
}

async function press({ actor, reference, asked }: Press): Promise<void> {
  const outcome = await changeRequest(actor, reference, asked);
  if (!outcome.done) throw new Error(`A booking was refused: ${outcome.because}`);
}

/** How often a second one row is committed. */
function rawRate(commit: () => void): number {
  const began = performance.now();
  for (let done = 0; done < each; done += 1) commit();
  return (each * 1000) / (performance.now() - began);
}

/** The next booking that can be made ready: a diary that is full gives none. */
async function nextReady(ready: Ready, rows: RequestRow[], adviserFor: Turns): Promise<Press> {
  for (let row = rows.pop(); row; row = rows.pop()) {
    const made = await ready(row, adviserFor(row));
    if (made) return made;
  }
  throw new Error('Too few requests are waiting');
}

/** How often a second somebody presses for a booking. Making it ready is not timed. */
async function bookingRate(ready: Ready, rows: RequestRow[], adviserFor: Turns): Promise<number> {
  let spent = 0;
  for (let done = 0; done < each; done += 1) {
    const made = await nextReady(ready, rows, adviserFor);
    const began = performance.now();
    await press(made);
    spent += performance.now() - began;
  }
  return (each * 1000) / spent;
}

/**
 * Commits in the write-ahead log: frames that say how large the database is after them, and belong to the log as it
 * is now (sqlite.org/fileformat2.html, 4).
 */
function commitsInLog(): number {
  const log = readFileSync(path.join(folder, 'portal.sqlite-wal'));
  if (log.length === 0) return 0;
  const frame = 24 + log.readUInt32BE(8);
  const salt = log.readBigUInt64BE(16);
  let commits = 0;
  for (let at = 32; at + frame <= log.length; at += frame) {
    if (log.readBigUInt64BE(at + 8) === salt && log.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}

/** How many commits one booking makes: each waits for the disk. */
async function commitsOf(made: Press): Promise<number> {
  emptyWriteAheadLog();
  await press(made);
  return commitsInLog();
}

const a = (name: string, rates: number[]): Figure => ({
  name: `bookings: ${name}`,
  value: Math.round(median(rates)),
  unit: 'a second',
});

try {
  migrateDatabase();
  const raw = rawCommits();
  const adviserFor = takingTurns();
  const rows = await waiting(2 * (rounds + 1) * each + 40);
  const rates = { raw: [] as number[], accept: [] as number[], confirm: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const rawNow = rawRate(raw.commit);
    const accept = await bookingRate(readyToAccept, rows, adviserFor);
    const confirm = await bookingRate(readyToConfirm, rows, adviserFor);
    // The first round warms up.
    if (round === 0) continue;
    rates.raw.push(rawNow);
    rates.accept.push(accept);
    rates.confirm.push(confirm);
  }
  const commits = await commitsOf(await nextReady(readyToAccept, rows, adviserFor));
  raw.close();
  const beside = (some: number[]) => Number((median(some) / median(rates.raw)).toFixed(3));
  report([
    a('commits of one row', rates.raw),
    a('accepted offers', rates.accept),
    a('confirmed times', rates.confirm),
    {
      name: 'bookings: accepted offers, beside commits of one row',
      value: beside(rates.accept),
      unit: 'ratio',
      atLeast: 0.5,
    },
    {
      name: 'bookings: confirmed times, beside commits of one row',
      value: beside(rates.confirm),
      unit: 'ratio',
      atLeast: 0.5,
    },
    { name: 'bookings: commits of one booking', value: commits, unit: 'commits', atMost: 1 },
  ]);
} finally {
  closeDatabase();
  removeFolder();
}
