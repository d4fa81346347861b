// Part of npm run bench, run with tsx: how soon the portal answers after node was started, how much memory it has after
// many mixed requests, and whether it takes more the longer it runs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { median, quick, report, type Figure } from './figures';
import { load } from './wrk';
import { startPortal, type RunningPortal } from '../../tests/support/running-portal';
import { Visitor } from '../../tests/support/visitor';

const starts = quick ? 3 : 7;
const mixed = path.join(import.meta.dirname, 'mixed.lua');
/** Requests: after so many the memory is looked at; after so many it must not have grown. */
const some = quick ? 20_000 : 100_000;
const many = quick ? 40_000 : 1_000_000;

async function readyAfter(): Promise<number> {
  const begun = performance.now();
  const portal = await startPortal({ PORTAL_FILL_AT_START: 'no' });
  const after = performance.now() - begun;
  await portal.stop();
  return after;
}

/** What is in memory of a process, in megabytes. */
function residentMemory({ pid }: RunningPortal): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}

/** How much more of one there is for each one more of the other: the slope of the line that fits best. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, its]) => its))];
  const along = points.reduce((sum, [at, its]) => sum + (at - x) * (its - y), 0);
  return along / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}

async function soak(): Promise<Figure[]> {
  const portal = await startPortal({ PORTAL_TRUSTED_PROXIES: '1', PORTAL_LOG_LEVEL: 'warn' });
  try {
    const amina = await new Visitor(portal).signIn('amina.demo@example.test');
    process.env.BENCH_COOKIE = [...amina.cookies].map((pair) => pair.join('=')).join('; ');
    const points: [number, number][] = [];
    let answered = 0;
    let afterSome: number | undefined;
    while (answered < many) {
      const { answers } = await load({
        url: portal.url,
        connections: 50,
        script: mixed,
        seconds: quick ? 1 : 3,
      });
      answered += answers;
      points.push([answered, residentMemory(portal)]);
      if (answered >= some) afterSome ??= points.at(-1)![1];
    }
    // Of what is kept on purpose, all is there after the first half.
    const grown = slopeOf(points.slice(Math.floor(points.length / 2))) * 1_000_000;
    return [
      { name: `memory after ${some} mixed requests`, value: afterSome!, unit: 'MB', atMost: 200 },
      ...(quick
        ? []
        : [{ name: 'memory grows in a million requests', value: grown, unit: 'MB', atMost: 10 }]),
    ];
  } finally {
    await portal.stop();
  }
}

const ready: number[] = [];
for (let start = 0; start < starts; start += 1) ready.push(await readyAfter());
report([
  { name: 'ready after node was started', value: median(ready), unit: 'ms', atMost: 1000 },
  ...(await soak()),
]);
