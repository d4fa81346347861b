import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TOTP, Secret } from 'otpauth';

/** The built portal, running as people run it, with a data folder of its own. */
export interface RunningPortal {
  url: string;
  dataDir: string;
  /** The process that was started. */
  pid: number;
  /** Everything it has printed, logs included. */
  output: () => string;
  /** A staff code that has not been used yet. */
  staffCode: (email: string) => Promise<string>;
  mailbox: () => Promise<MailboxMessage[]>;
  /** As a power cut would: nothing is brought to its end. Its data stays until it is stopped. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface MailboxMessage {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; contentType: string; content: string }[];
  sentAt: string;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A portal as it runs for real: its limits are the real ones, people reach it over https, and its mail goes to a port
 * where nobody listens. The keys are made up for the test.
 */
export const forReal: Readonly<Record<string, string>> = {
  PORTAL_MODE: 'production',
  PORTAL_BASE_URL: 'https://portal.example.test',
  PORTAL_KEYS: `test:${randomBytes(32).toString('base64')}`,
  PORTAL_LOOKUP_KEY: randomBytes(32).toString('hex'),
  PORTAL_VIDEO_URL: 'https://meet.example.test/',
  PORTAL_SMTP_URL: 'smtp://127.0.0.1:9',
  PORTAL_MAIL_FROM: 'no-reply@portal.example.test',
};

/**
 * Starts the built portal and waits until it says that it is ready. A data folder named in the environment is
 * left where it is: several can run on one.
 */
export async function startPortal(
  environment: Record<string, string> = {},
): Promise<RunningPortal> {
  const port = await freePort();
  const ownFolder = environment.PORTAL_DATA_DIR === undefined;
  const dataDir =
    environment.PORTAL_DATA_DIR ?? mkdtempSync(path.join(tmpdir(), 'portal-running-'));
  const child = spawn(process.execPath, ['bin/serve.mjs'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      // Many portals are started here, and few of their pages read.
      PORTAL_FILL_AT_START: 'no',
      PORT: String(port),
      PORTAL_DATA_DIR: dataDir,
      ...environment,
    },
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('TOTP secret') || output.includes('the portal is ready')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The portal stopped (${code}): ${output}`)));
  });
  await ready;
  const url = `http://localhost:${port}`;
  const used = new Map<string, number>();
  return {
    url,
    dataDir,
    pid: child.pid!,
    output: () => output,
    async staffCode(email) {
      const secret = /TOTP secret\): (\w+)/.exec(output)?.[1];
      if (!secret) throw new Error('The portal has not printed a TOTP secret');
      // A code works once, so a second sign-in of the same person takes the next one, which is let in early.
      const now = Math.floor(Date.now() / 30_000);
      const step = Math.max(now, (used.get(email) ?? now - 1) + 1);
      if (step > now + 1)
        throw new Error(`${email} has no code left: sign them in once, and keep them`);
      used.set(email, step);
      return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: step * 30_000 });
    },
    mailbox: async () => (await fetch(`${url}/dev/mailbox.json`)).json(),
    kill: () => stopped(child, 'SIGKILL'),
    async stop() {
      await stopped(child, 'SIGTERM');
      if (ownFolder) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function stopped(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
