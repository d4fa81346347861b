import { spawn, type ChildProcess } from 'node:child_process';

/** `npm run portal -- …` on the built portal, with the same data as a portal that serves. */
export interface RunningTask {
  child: ChildProcess;
  /** Everything it has printed so far. */
  output: () => string;
  /** Resolves with its exit code, or null when it was killed. */
  ended: Promise<number | null>;
}

export const startTask = (dataDir: string, ...words: string[]): RunningTask =>
  startTaskWith({ PORTAL_DATA_DIR: dataDir }, ...words);

/** The same, on a portal that is configured otherwise. */
export function startTaskWith(
  environment: Readonly<Record<string, string>>,
  ...words: string[]
): RunningTask {
  const child = spawn(process.execPath, ['bin/portal.mjs', ...words], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
  });
  let output = '';
  const hear = (chunk: Buffer) => void (output += chunk);
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

/** Runs a task to its end. @returns what it printed. @throws when it did not work. */
export async function runTask(dataDir: string, ...words: string[]): Promise<string> {
  const task = startTask(dataDir, ...words);
  const code = await task.ended;
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${task.output()}`);
  return task.output();
}
