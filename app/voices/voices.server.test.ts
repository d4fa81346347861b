import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishedWords, voiceEditions, voiceForms, voices, voiceWords } from '#db/schema';
import { readAudit } from '~/platform/audit.server';
import { config } from '~/platform/config.server';
import { randomToken } from '~/platform/crypto.server';
import { database, inTransaction, migrateDatabase } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import type { Chosen } from './answers';
import { closedQuestions, optionsOf } from './questions';
import { makeEditions, readEditions } from './editions.server';
import { inventVoices } from './invented.server';
import { monthOfRow } from './row-numbers';
import { addVoices, answersOf, keepVoice, purgeVoices, wasSent } from './voices.server';
import {
  decideAbout,
  purgePublishedWords,
  readPublished,
  readWaiting,
  takeDown,
} from './words.server';

/** What people told us is kept so that nobody can say whose it was, and published so that nobody can find out. */

const { now } = clock;
const at = (instant: string) => {
  clock.now = () => Date.parse(instant);
};
beforeAll(() => migrateDatabase());
beforeEach(() => {
  at('2026-12-10T09:30:00Z');
  for (const table of [voices, voiceWords, voiceForms, voiceEditions, publishedWords]) {
    database().delete(table).run();
  }
});
afterEach(() => {
  clock.now = now;
});

const rows = () => database().select().from(voices).orderBy(voices.id).all();
const texts = () => database().select().from(voiceWords).orderBy(voiceWords.id).all();

const told = (words = 'Nobody rang me back.') => ({
  chosen: { 'told-how': 'by-phone', ethnicity: 'asian' } as Chosen,
  words: { told: words, fairness: 'It was not fair.' },
});

describe('a voice', () => {
  it('is kept as answers together and words apart, with nothing but the month', () => {
    keepVoice(randomToken(), told());
    const [row] = rows();
    expect(rows()).toHaveLength(1);
    expect(answersOf(row!)).toEqual(told().chosen);
    expect(monthOfRow(row!.id)).toBe('2026-12');
    expect(
      texts()
        .map(({ topic }) => topic)
        .sort(),
    ).toEqual(['fairness', 'told']);
    for (const table of [voices, voiceWords, voiceForms]) {
      const columns = database().all<{ name: string; type: string }>(
        sql`select name, type from pragma_table_info(${(table as never)[Symbol.for('drizzle:Name')]})`,
      );
      expect(
        columns.filter(({ name }) => /account|_at$|locale|_id$|ip|network/.test(name)),
      ).toEqual([]);
    }
  });

  it('counts once, however often its form is sent', () => {
    const token = randomToken();
    expect(wasSent(token)).toBe(false);
    keepVoice(token, told());
    keepVoice(token, told());
    expect(wasSent(token)).toBe(true);
    expect(rows()).toHaveLength(1);
    expect(texts()).toHaveLength(2);
  });

  it('with words alone has no answers, and one with answers alone has no words', () => {
    keepVoice(randomToken(), { chosen: {}, words: { told: 'One thing.' } });
    expect([rows().length, texts().length]).toEqual([0, 1]);
    keepVoice(randomToken(), { chosen: { health: 'a-lot' }, words: {} });
    expect([rows().length, texts().length]).toEqual([1, 1]);
  });

  it('is as long under its seal as any other', () => {
    keepVoice(randomToken(), told());
    keepVoice(randomToken(), { chosen: { health: 'no' }, words: { told: 'No.' } });
    const longest = closedQuestions.map((name) => [
      name,
      optionsOf(name).reduce((a, b) => (a.length > b.length ? a : b)),
    ]);
    const everything = Object.fromEntries(longest) as Chosen;
    keepVoice(randomToken(), { chosen: everything, words: { told: '診'.repeat(600) } });
    expect(new Set(rows().map(({ sealedAnswers }) => sealedAnswers.length)).size).toBe(1);
    expect(new Set(texts().map(({ sealedWords }) => sealedWords.length)).size).toBe(1);
  });

  it('is kept until the end of two years when no edition takes it, and words that nobody read one year', () => {
    keepVoice(randomToken(), told());
    at('2026-12-12T09:00:00Z');
    expect(purgeVoices()).toBe(1); // what was left of the form
    at('2027-12-20T09:00:00Z');
    expect(purgeVoices()).toBe(0);
    at('2028-01-01T09:00:00Z');
    expect(purgeVoices()).toBe(2);
    at('2028-12-31T09:00:00Z');
    expect([purgeVoices(), rows().length]).toEqual([0, 1]);
    at('2029-01-01T09:00:00Z');
    expect([purgeVoices(), rows().length]).toEqual([1, 0]);
  });
});

describe('somebody who has the file of the database', () => {
  const file = () => path.join(config().dataDir, 'portal.sqlite');
  const pageSize = 4096;

  /** Rows in the order in which the bytes of the file have them: by page, and within a page as they lie there. */
  function asTheyLie(values: readonly { id: number; value: string }[]) {
    const bytes = readFileSync(file());
    const found = values.map(({ id, value }) => {
      const place = bytes.indexOf(value);
      expect(place, 'it is in the file').toBeGreaterThan(0);
      return { id, page: Math.floor(place / pageSize), place };
    });
    const pages = new Map<number, typeof found>();
    for (const each of found) pages.set(each.page, [...(pages.get(each.page) ?? []), each]);
    return [...pages.values()].map((each) =>
      each.sort((a, b) => b.place - a.place).map(({ id }) => id),
    );
  }

  it('cannot tell from where the bytes are who came before whom, or what came together', () => {
    at('2026-11-30T12:00:00Z');
    for (let index = 0; index < 7; index += 1) keepVoice(randomToken(), told(`Before ${index}`));
    at('2026-12-01T12:00:00Z');
    const arrived: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      keepVoice(randomToken(), told(`After ${index}`));
      arrived.push(
        rows()
          .map(({ id }) => id)
          .find((id) => !arrived.includes(id) && monthOfRow(id) === '2026-12')!,
      );
    }
    expect(arrived).not.toEqual(arrived.toSorted((a, b) => a - b));
    const answers = rows().map(({ id, sealedAnswers: value }) => ({ id, value }));
    const words = texts().map(({ id, sealedWords: value }) => ({ id, value }));
    for (const page of [...asTheyLie(answers), ...asTheyLie(words)]) {
      // By the numbers that chance drew, and by nothing else.
      expect(page).toEqual(page.toSorted((a, b) => a - b));
    }
    expect(Math.max(...asTheyLie(answers).map((page) => page.length))).toBeGreaterThan(1);
    // The log of writing, which keeps what was written together, is empty.
    expect(statSync(`${file()}-wal`).size).toBe(0);
  });

  it('finds no instant beside a voice: no number of that size is in its tables', () => {
    keepVoice(randomToken(), told());
    const nearby = (value: number) => Math.abs(value - clock.now()) < 400 * day;
    const all = [voices, voiceWords, voiceForms].flatMap((table) =>
      database().select().from(table).all(),
    );
    const numbers = all
      .flatMap((row) => Object.values(row))
      .filter((value) => typeof value === 'number');
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.filter(nearby)).toEqual([]);
  });
});

describe('an edition', () => {
  const many = (count: number, month: string) =>
    inTransaction((tx) =>
      addVoices(
        tx,
        Array.from(
          { length: count },
          (_, index): Chosen => ({
            'told-kindly': (['yes', 'partly', 'no'] as const)[index % 3],
          }),
        ),
        [],
        month,
      ),
    );

  it('is made when a quarter is over, of all its voices, which are erased then', () => {
    many(33, '2026-11');
    many(5, '2027-01');
    at('2026-12-31T23:59:00Z');
    expect(makeEditions()).toBe(0);
    at('2027-01-01T00:00:00Z');
    expect(makeEditions()).toBe(1);
    expect(readEditions()).toMatchObject([
      {
        number: 1,
        fromMonth: '2026-11',
        toMonth: '2026-12',
        figures: { questions: { 'told-kindly': { answered: 33, options: { yes: 11, no: 11 } } } },
      },
    ]);
    expect(rows()).toHaveLength(5);
    expect(makeEditions()).toBe(0);
  });

  it('waits for the next quarter when too few have spoken, and takes these along', () => {
    many(29, '2026-12');
    at('2027-03-31T12:00:00Z');
    expect(makeEditions()).toBe(0);
    many(1, '2027-03');
    at('2027-04-01T12:00:00Z');
    expect(makeEditions()).toBe(1);
    expect(readEditions()).toMatchObject([{ fromMonth: '2026-12', toMonth: '2027-03' }]);
  });

  it('never shares a month with another, also when the portal was off for long', () => {
    many(31, '2026-12');
    many(40, '2027-02');
    many(10, '2027-05');
    many(25, '2027-08');
    at('2027-12-01T12:00:00Z');
    expect(makeEditions()).toBe(3);
    expect(readEditions().map(({ fromMonth, toMonth }) => [fromMonth, toMonth])).toEqual([
      ['2027-04', '2027-09'],
      ['2027-01', '2027-03'],
      ['2026-12', '2026-12'],
    ]);
    expect(rows()).toEqual([]);
  });

  it('stays as it was published', () => {
    many(31, '2026-12');
    at('2027-01-02T12:00:00Z');
    makeEditions();
    const before = readEditions();
    keepVoice(randomToken(), told());
    makeEditions();
    expect(readEditions()).toEqual(before);
  });
});

describe('words', () => {
  const lead = person('lead');
  const waits = (words: string) => keepVoice(randomToken(), { chosen: {}, words: { told: words } });

  it('are read by nobody before a lead, and by nobody but leads', () => {
    waits('A call on a Friday.');
    expect(readPublished()).toEqual([]);
    for (const role of ['practitioner', 'adviser', 'editor'] as const) {
      const other = person(role, role === 'adviser' ? 'north' : undefined);
      expect(() => readWaiting(other)).toThrow();
      expect(() => decideAbout(other, { id: 1, published: null })).toThrow();
      expect(() => takeDown(other, 1)).toThrow();
    }
    expect(readWaiting(lead)).toMatchObject({ waiting: 1, next: { words: 'A call on a Friday.' } });
  });

  it('are published as they are, or with parts taken out and marked; what was written is erased', () => {
    waits('Dr Bloggs rang me at work. It was a shock.');
    const { id } = readWaiting(lead).next!;
    const publish = (published: string) => decideAbout(lead, { id, published });
    expect(publish('She rang me at work. It was a shock.')).toBe('not-theirs');
    expect(publish('It was no shock.')).toBe('not-theirs');
    expect(publish('It was a shock.')).toBe('not-theirs');
    expect(readPublished()).toEqual([]);
    expect(publish('[…] rang me at work. It was a shock.')).toBe('published');
    expect(readPublished()).toMatchObject([
      { topic: 'told', words: '[…] rang me at work. It was a shock.' },
    ]);
    expect(texts()).toEqual([]);
    expect(publish('[…] rang me at work. It was a shock.')).toBe('gone');
  });

  it('are left out, taken down, and each decision is in the trail, without a word of them', () => {
    waits('First text.');
    decideAbout(lead, { id: readWaiting(lead).next!.id, published: null });
    waits('Second text.');
    decideAbout(lead, { id: readWaiting(lead).next!.id, published: 'Second text.' });
    const [published] = readPublished();
    expect(takeDown(lead, published!.id)).toBe(true);
    expect(takeDown(lead, published!.id)).toBe(false);
    expect(readPublished()).toEqual([]);
    const trail = readAudit(
      { actions: ['words-published', 'words-left-out', 'words-taken-down'] },
      3,
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'words-taken-down',
      'words-published',
      'words-left-out',
    ]);
    expect(JSON.stringify(trail)).not.toMatch(/text\./);
  });

  it('that were published go after five years', () => {
    waits('A text.');
    decideAbout(lead, { id: readWaiting(lead).next!.id, published: 'A text.' });
    at('2031-12-31T12:00:00Z');
    expect(purgePublishedWords()).toBe(0);
    at('2032-01-01T12:00:00Z');
    expect(purgePublishedWords()).toBe(1);
  });
});

it('made-up voices make editions one can look at', () => {
  expect(inventVoices(600, 1)).toBeGreaterThan(2);
  const [latest] = readEditions();
  expect(Object.keys(latest!.figures.questions).length).toBeGreaterThan(15);
  expect(Object.keys(latest!.figures.groups).length).toBeGreaterThan(0);
  expect(readPublished().length).toBeGreaterThan(0);
  expect(readWaiting(person('lead')).waiting).toBe(1);
});
