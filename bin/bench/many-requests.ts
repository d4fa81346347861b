import path from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { folder } from './own-portal';
import { accounts, bookings, events, notes, offers, requests } from '#db/schema';
import { endStates } from '~/meetings/life';
import { inventName } from '~/meetings/invented/invented';
import { newReference } from '~/meetings/reference.server';
import { answersOf, sealAnswers, wordsPlace } from '~/meetings/requests.server';
import { nameWords } from '~/meetings/staff/name-words';
import { nameHash } from '~/meetings/staff/name-words.server';
import { newId, seal, unseal } from '~/platform/crypto.server';
import { diceOf } from '~/platform/dice';
import { placeOf } from '~/platform/sealed-columns.server';
import { day } from '~/platform/time/clock';

/**
 * Makes many requests of few, quickly. A copy has all that the first one has: a practitioner (one for two requests),
 * events, notes, offers, meetings, at another moment of the same day; a name of its own, by which it is found; and
 * every word sealed anew for its own row, so that any page may show it. For each, staff have searched the queue and
 * opened the request, as the audit trail says. Written past the portal, with everything off that makes a database
 * safe: it lasts no longer than the bench.
 */

/** Copies rows of a table, with other values in some columns. `from` calls the row that is copied `its`. */
function copying(table: SQLiteTable, instead: Record<string, string>, from: string): string {
  const names = Object.values(getTableColumns(table)).map(({ name }) => toSnakeCase(name));
  const values = names.map((name) => instead[name] ?? `its.${name}`);
  return `insert into ${getTableName(table)} (${names.join()}) select ${values.join()} from ${from}`;
}

const noHash = `'${'0'.repeat(64)}'`;

/**
 * A line of the audit trail for each copy, before all that are there: staff did it before. Nobody proves this trail, it
 * is there to be searched.
 */
const audited = (action: string, subject: string) =>
  `insert into audit (id, at, actor_id, action, subject, previous_hash, hash)
   select (select min(id) from audit) - row_number() over (), its.updated_at - earlier,
     its.adviser_id, '${action}', ${subject}, ${noHash}, ${noHash}
   from copies join requests its on its.id = copies.old where its.adviser_id is not null`;

/** One round, in order. Which request becomes which, whose and how much earlier is written down first. */
const round = [
  `create temp table people as
     select old, new_id() as new
     from (select distinct account_id as old from originals where number <= @most)`,
  `create temp table copies as
     select originals.id as old, new_id() as new, people.new as owner,
       abs(random() % ${day}) + @since * (1 + abs(random() % 9)) as earlier
     from originals join people on people.old = originals.account_id where number <= @most`,
  copying(
    accounts,
    {
      id: 'people.new',
      email_hash: 'lower(hex(randomblob(32)))',
      sealed_email: 'email_for(people.old, people.new, its.sealed_email)',
    },
    'people join accounts its on its.id = people.old',
  ),
  copying(
    requests,
    {
      id: 'copies.new',
      reference: 'new_reference()',
      account_id: 'owner',
      sealed_answers: 'answers_for(copies.old, copies.new, its.sealed_answers)',
      calendar_uid: `new_id() || '@calendar'`,
      created_at: 'its.created_at - earlier',
      updated_at: 'its.updated_at - earlier',
      submitted_at: 'its.submitted_at - earlier',
    },
    'copies join requests its on its.id = copies.old',
  ),
  copying(
    events,
    {
      id: 'its.id + @lastEvent',
      request_id: 'copies.new',
      actor_id: `iif(its.by = 'practitioner', owner, its.actor_id)`,
      at: 'its.at - earlier',
    },
    'copies cross join events its on its.request_id = copies.old',
  ),
  `create temp table said as
     select original_notes.id as old, new_id() as new
     from original_notes join copies on copies.old = request_id`,
  copying(
    notes,
    {
      id: 'said.new',
      event_id: 'its.event_id + @lastEvent',
      sealed_words: 'words_for(said.old, said.new, its.sealed_words)',
    },
    'said join notes its on its.id = said.old',
  ),
  ...[offers, bookings].map((table) =>
    copying(
      table,
      { id: 'new_id()', request_id: 'copies.new', created_at: 'its.created_at - earlier' },
      `copies cross join ${getTableName(table)} its on its.request_id = copies.old`,
    ),
  ),
  audited('request-opened', 'copies.new'),
  audited('queue-searched', `'queue'`),
  'drop table said',
  'drop table copies',
  'drop table people',
];

/** Names of copies, and the words they are found by, as they come up. */
function namesToGive() {
  const dice = diceOf(1);
  const hashes = new Map<string, string>();
  const hashOf = (word: string) => {
    const hash = hashes.get(word) ?? nameHash(word);
    hashes.set(word, hash);
    return hash;
  };
  const given: { id: string; hash: string }[] = [];
  return {
    /** The answers of a request, for its copy: the same under another name. */
    answersFor(old: string, id: string, sealedAnswers: string): string {
      if (sealedAnswers === '') return '';
      const name = inventName(dice);
      for (const word of nameWords(name)) given.push({ id, hash: hashOf(word) });
      return sealAnswers(id, { ...answersOf({ id: old, sealedAnswers }), name: { name } });
    },
    /** The words since the last time. */
    taken: () => given.splice(0),
  };
}

/** References with no two alike: among a million, drawn at random, there may well be. */
function references(connection: Database.Database): () => string {
  const known = new Set(connection.prepare('select reference from requests').pluck().all());
  return () => {
    for (;;) {
      const reference = newReference();
      if (known.has(reference)) continue;
      known.add(reference);
      return reference;
    }
  };
}

const emailPlace = (row: string) => placeOf(accounts.sealedEmail, row);
const sealedAnew = (place: typeof wordsPlace) => (old: unknown, id: unknown, sealed: unknown) =>
  seal(place(String(id)), unseal(place(String(old)), String(sealed)));

/** How long what is made up goes back (`inventRequests`). */
const threeYears = 3 * 365 * day;

export interface Growth {
  /** How many requests there are in the end. */
  size: number;
  /** How many of the first are there to make copies of. */
  from: number;
  /**
   * More of the same three years; or of the nine times three years before, of which only what stays when words are
   * erased is there.
   */
  when: 'lately' | 'long-ago';
}

/** Writes down what there is to copy: requests that have ended, numbered, and what was written in them. */
const originals = ({ from, when }: Growth): string => `
  create temp table originals as
    select row_number() over (order by rowid) as number, id, account_id
    from (select rowid, * from requests order by rowid limit ${from})
    where state in (${endStates.map((state) => `'${state}'`).join()})
      ${when === 'long-ago' ? `and sealed_answers = ''` : ''};
  create temp table original_notes as
    select notes.id, request_id
    from originals cross join events on events.request_id = originals.id
      cross join notes on event_id = events.id`;

/** A connection that is quick and not safe, with what the copying asks for. */
function unsafeConnection(): Database.Database {
  const connection = new Database(path.join(folder, 'portal.sqlite'));
  for (const setting of ['journal_mode = MEMORY', 'synchronous = OFF', 'foreign_keys = OFF'])
    connection.pragma(setting);
  connection.pragma('temp_store = MEMORY');
  // In KiB: the whole of the largest database.
  connection.pragma('cache_size = -6000000');
  return connection;
}

/** Copies requests that have ended until there are enough. Nothing else may have the database open. */
export function growTo(growth: Growth): void {
  const connection = unsafeConnection();
  try {
    const names = namesToGive();
    connection.function('new_id', newId);
    connection.function('new_reference', references(connection));
    connection.function('answers_for', (old, id, sealed) =>
      names.answersFor(String(old), String(id), String(sealed)),
    );
    connection.function('email_for', sealedAnew(emailPlace));
    connection.function('words_for', sealedAnew(wordsPlace));
    connection.exec(originals(growth));
    const one = (query: string) => Number(connection.prepare(query).pluck().get());
    const word = connection.prepare('insert into request_words values (?, ?)');
    const since = growth.when === 'long-ago' ? threeYears : 0;
    const copyOnce = (most: number) => {
      const values = { most, since, lastEvent: one('select max(id) from events') };
      for (const step of round) {
        const asked = Object.entries(values).filter(([name]) => step.includes(`@${name}`));
        connection.prepare(step).run(Object.fromEntries(asked));
      }
      for (const { id, hash } of names.taken()) word.run(id, hash);
    };
    const all = one('select count(*) from originals');
    const missing = growth.size - one('select count(*) from requests');
    // All at once: what changes is a little of every page, which is to be written once.
    connection.transaction(() => {
      for (let left = missing; left > 0; left -= all) copyOnce(Math.min(left, all));
    })();
  } finally {
    connection.close();
  }
}
