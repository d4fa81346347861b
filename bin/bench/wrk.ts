import { spawn } from 'node:child_process';
import { median, quick } from './figures';

/** Load from a program in C, wrk: one in JavaScript is as slow as what it measures, and flatters the slower side. */

export interface Load {
  /** The whole address. */
  url: string;
  connections: number;
  headers?: Readonly<Record<string, string>>;
  /** A script for wrk, in Lua, that says what is asked. */
  script?: string;
  seconds?: number;
}

export interface Answered {
  /** Answers a second. */
  rate: number;
  /** Milliseconds from question to answer that half, and 99 of 100, do not exceed. */
  p50: number;
  p99: number;
  answers: number;
}

/**
 * Rounds are short and many: a machine shared with others is twice as fast at one moment as at the next, and what is
 * compared must meet the same moments. In seconds.
 */
const roundLasts = 1;
const rounds = quick ? 3 : 11;
const warmUpLasts = quick ? 2 : 4;

/** Asks without end for some seconds. @throws when anything but 2xx or 3xx was answered, or nothing. */
export async function load({ url, connections, headers = {}, ...more }: Load): Promise<Answered> {
  const { script, seconds = roundLasts } = more;
  const said = await run([
    '--threads=1',
    `--connections=${connections}`,
    `--duration=${seconds}s`,
    '--latency',
    '--timeout=10s',
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(script ? ['--script', script] : []),
    url,
  ]);
  const [, wrong] = /Non-2xx or 3xx responses: (\d+)/.exec(said) ?? [];
  const [, errors] = /Socket errors: (.*)/.exec(said) ?? [];
  if (wrong ?? errors) throw new Error(`${url}: ${wrong ?? 0} wrong answers, errors: ${errors}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)![1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(said)![1]!),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(said)![1]!),
    answers: Number(/(\d+) requests in/.exec(said)![1]),
  };
}

/**
 * Several loads in turns, several times over, so that a moment in which the machine is slow is bad luck for all.
 * @returns the rounds of each, in the same order; a first one is not counted: by its end what a server does at its start is done.
 */
export async function inTurns(...loads: readonly Load[]): Promise<Answered[][]> {
  const all: Answered[][] = loads.map(() => []);
  for (const each of loads) await load({ ...each, seconds: warmUpLasts });
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, each] of loads.entries()) all[index]!.push(await load(each));
  }
  return all;
}

export const medianOf = (answered: readonly Answered[], which: 'rate' | 'p50' | 'p99'): number =>
  median(answered.map((each) => each[which]));

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

function milliseconds(said: string): number {
  const [, number, unit] = /^([\d.]+)([a-z]+)$/.exec(said)!;
  return Number(number) * units[unit!]!;
}

function run(options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const wrk = spawn('wrk', options, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    wrk.stdout.on('data', (chunk) => (said += chunk));
    wrk.once('error', reject);
    wrk.once('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`wrk ended with ${code}: ${said}`)),
    );
  });
}
