import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Clamd, virus } from '../../tests/support/clamd';
import { config, parseConfig } from './config.server';
import { canScan, scan } from './virus-scan.server';

const clamd = new Clamd();
beforeAll(async () => {
  config().clamav = parseConfig({ PORTAL_CLAMAV: clamd.address }).clamav;
  await clamd.start();
});
beforeEach(() => {
  clamd.manner = 'looks';
});
afterAll(() => clamd.stop());

const pieces = [Buffer.alloc(300_000, 'a'), Buffer.alloc(0), Buffer.from(' letter')];

it('a file is shown whole to the scanner, which finds nothing in it', async () => {
  expect(canScan()).toBe(true);
  expect(await scan(pieces)).toBe('clean');
  expect(clamd.seen.at(-1)!.equals(Buffer.concat(pieces))).toBe(true);
});

it('a virus is found, also across two pieces', async () => {
  const [first, second] = [virus.slice(0, 9), virus.slice(9)].map((part) => Buffer.from(part));
  expect(await scan([...pieces, first!, second!])).toBe('infected');
});

it('a scanner that does not look, or goes away, has checked nothing', async () => {
  for (const manner of ['refuses', 'hangs-up'] as const) {
    clamd.manner = manner;
    expect(await scan(pieces), manner).toBe('unchecked');
  }
});

it('a file that does not open is not the scanner’s fault', async () => {
  function* broken(): Generator<Buffer> {
    yield pieces[0]!;
    throw new Error('a piece is missing');
  }
  await expect(scan(broken())).rejects.toThrow('a piece is missing');
});
