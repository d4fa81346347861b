import { afterEach, expect, it } from 'vitest';
import { changeRequest } from '~/meetings/index.server';
import { clock } from '~/platform/time/clock';
import { readCsv } from '../../tests/support/csv';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import { insightCsv, standardCsv } from './csv';
import { figuresOf } from './edition';
import { countWaits, readAims, readStandard } from './standard.server';

/** The service standard is published month by month, once a month is over. */

const { now } = clock;
const at = (instant: string) => {
  clock.now = () => Date.parse(instant);
};
afterEach(() => {
  clock.now = now;
});

const monthOf = (measure: string, month: string) =>
  readStandard()
    .find((its) => its.measure === measure)!
    .months.find((its) => its.month === month);

it('shows a month when it is over, follows those who still wait, and hides a month of a few', async () => {
  const adviser = person('adviser', 'north');
  at('2026-11-09T10:00:00Z');
  const references: string[] = [];
  for (let count = 0; count < 11; count += 1) references.push(await send(person('practitioner')));
  at('2026-11-11T10:00:00Z');
  for (const reference of references.slice(0, 6)) {
    await changeRequest(adviser, reference, { change: 'message', words: 'I will ring you.' });
  }
  at('2026-11-30T10:00:00Z');
  await countWaits();
  expect(monthOf('first-reply', '2026-11')).toBe(undefined);
  at('2026-12-01T10:00:00Z');
  await countWaits();
  expect(monthOf('first-reply', '2026-11')).toEqual({
    month: '2026-11',
    asked: 11,
    median: { days: 2, orMore: false },
    ninetieth: { days: 16, orMore: true },
    leftOut: 0,
  });
  expect(monthOf('meeting', '2026-11')).toMatchObject({ median: { days: 22, orMore: true } });
  // Nothing is said of months before the first that is shown.
  expect(monthOf('first-reply', '2026-10')).toBe(undefined);
  for (const reference of references.slice(6)) {
    await changeRequest(adviser, reference, { change: 'message', words: 'I am sorry.' });
  }
  await countWaits();
  expect(monthOf('first-reply', '2026-11')).toMatchObject({
    ninetieth: { days: 16, orMore: false },
  });
  // Nobody raised a concern yet.
  expect(readStandard().at(-1)).toEqual({ measure: 'concern-reply', months: [] });
  expect(readAims()).toEqual([
    { team: 'north', days: 3 },
    { team: 'wales', days: 3 },
  ]);

  const [heading, ...rows] = readCsv(standardCsv(readStandard()));
  expect(heading).toContain('ninetieth_percentile');
  const november = rows.find(
    ([measure, month]) => measure === 'first-reply' && month === '2026-11',
  );
  expect(november).toEqual(['first-reply', '2026-11', 'working-days', '11', '2', '16', '0']);
  at('2027-01-01T10:00:00Z');
  await countWaits();
  const december = readCsv(standardCsv(readStandard())).find(([, month]) => month === '2026-12');
  expect(december!.slice(3)).toEqual(['hidden', 'hidden', 'hidden', '0']);
});

it('a table of figures has each that is published, and a word for each that is not', () => {
  const voices = Array.from({ length: 40 }, (_, index) => ({
    'told-kindly': index < 20 ? 'yes' : index < 37 ? 'partly' : 'no',
  }));
  const figures = figuresOf(voices);
  const rows = readCsv(insightCsv([{ fromMonth: '2026-10', toMonth: '2026-12', figures }]));
  expect(rows[0]).toHaveLength(10);
  expect(rows.slice(1).map((row) => [row[3], row[7], row[9]])).toEqual([
    ['told-kindly', 'all', '40'],
    ['told-kindly', 'yes', '20'],
    ['told-kindly', 'partly', 'hidden'],
    ['told-kindly', 'no', 'hidden'],
  ]);
});
