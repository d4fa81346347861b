import { once } from 'node:events';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { config } from './config.server';
import { describeError, log } from './log.server';
import { second } from './time/clock';

/** Asks a ClamAV daemon, where there is one, whether there is a virus in a file (clamd(8), INSTREAM). */

/**
 * - `unchecked`: no daemon is configured, or it could not be reached, or it did not look at all of it.
 */
export type ScanResult = 'clean' | 'infected' | 'unchecked';

/** How long the daemon may be silent, and how long it may take in all. In milliseconds. */
const silentAtMost = 20 * second;
const inAll = 60 * second;

/** Whether there is a daemon to ask. */
export const canScan = (): boolean => config().clamav !== undefined;

/**
 * Shows the daemon a file, piece by piece.
 * @param chunks read as the daemon takes them; what they throw is thrown on.
 */
export async function scan(chunks: Iterable<Buffer>): Promise<ScanResult> {
  const where = config().clamav;
  if (!where) return 'unchecked';
  const pieces = new Pieces(chunks);
  try {
    const reply = await ask(where, pieces);
    // `stream: OK` or `stream: Name-Of-Virus FOUND`; anything else is a refusal to look.
    if (/^stream: OK$/.test(reply)) return 'clean';
    if (/^stream: .+ FOUND$/.test(reply)) return 'infected';
    log.warn('the virus scanner did not look at a file');
  } catch (error) {
    if (pieces.failure) throw pieces.failure.error;
    log.warn(describeError(error), 'the virus scanner could not be asked');
  }
  return 'unchecked';
}

/** Pieces of a file, and whether it was they that failed: a broken file is no fault of the scanner's. */
class Pieces {
  failure: { error: unknown } | null = null;

  constructor(private readonly chunks: Iterable<Buffer>) {}

  *[Symbol.iterator](): Generator<Buffer> {
    try {
      yield* this.chunks;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

async function ask(where: net.NetConnectOpts, pieces: Iterable<Buffer>): Promise<string> {
  const socket = net.connect(where);
  const giveUp = () => socket.destroy(new Error('The virus scanner takes too long'));
  const timer = setTimeout(giveUp, inAll);
  socket.setTimeout(silentAtMost, giveUp);
  try {
    const reply = text(socket);
    // Awaited below; until then nobody listens.
    reply.catch(() => {});
    await once(socket, 'connect');
    await write(socket, Buffer.from('zINSTREAM\0'));
    for (const piece of pieces) {
      if (piece.length > 0) await write(socket, Buffer.concat([lengthOf(piece), piece]));
    }
    await write(socket, lengthOf(Buffer.alloc(0)));
    return (await reply).replace(/\0$/, '');
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

const lengthOf = ({ length }: Buffer): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
};

/** Writes, and waits until it has left: a file is never whole in memory for the scanner's sake. */
const write = (socket: net.Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
