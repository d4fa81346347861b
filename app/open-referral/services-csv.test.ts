import { describe, expect, it } from 'vitest';
import { organisations } from '~/support/index.server';
import { readCsv } from '../../tests/support/csv';
import { columns, servicesCsv } from './services-csv';

const all = [...organisations().values()];
const samaritans = organisations().get('samaritans')!;

/** A row by the names of its columns. */
const rowsOf = (csv: string) => {
  const [heading, ...rows] = readCsv(csv);
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [heading![index], cell])));
};

describe('the table', () => {
  it('has a heading and a row for each organisation, whatever is in its words', () => {
    const [heading, ...rows] = readCsv(servicesCsv(all));
    expect(heading).toEqual(columns);
    expect(rows).toHaveLength(all.length);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(rows.map(([, name]) => name)).toEqual(all.map(({ name }) => name.en));
  });

  it('keeps quotes, commas and lines', () => {
    const words = { ...samaritans.words.en, offers: 'It says “yes", often,\nand listens.' };
    const odd = { ...samaritans, words: { ...samaritans.words, en: words } };
    expect(rowsOf(servicesCsv([odd]))[0]!.description).toContain(words.offers);
  });

  it('keeps a number readable, with its first 0', () => {
    const number = '0800 00 00 00';
    const phone = [{ ...samaritans.phone[0]!, number }];
    const [row] = rowsOf(servicesCsv([{ ...samaritans, phone }]));
    expect(row!.phones).toBe(`${number} (Any time. 24 hours, every day. Hours seen in 2022)`);
  });

  it.each(['=HYPERLINK("https://evil.example")', '+1', '-1+1', '@SUM(A1)', '\t=1'])(
    'gives a spreadsheet nothing to run: %j',
    (cost) => {
      const words = { ...samaritans.words.en, cost };
      const odd = { ...samaritans, words: { ...samaritans.words, en: words } };
      const [row] = rowsOf(servicesCsv([odd]));
      expect(row!.fees).toBe(`'${cost}`);
      expect(row!.name).toBe('Samaritans');
    },
  );

  it('holds no cell today that had to be made harmless', () => {
    for (const row of readCsv(servicesCsv(all))) {
      for (const cell of row) expect(cell).not.toMatch(/^['=+\-@\t]/);
    }
  });

  it('is known as UTF-8 by a spreadsheet', () => {
    expect(servicesCsv([]).startsWith('\uFEFF')).toBe(true);
  });
});
