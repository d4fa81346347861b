import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What the stand-in takes for a virus. */
export const virus = 'something a scanner would find';

/** How the stand-in behaves. `refuses`: it says that a file is too long for it. */
type Manner = 'looks' | 'refuses' | 'hangs-up';

/** Stands in for a ClamAV daemon: hears a file as `INSTREAM` sends it, and says whether there is a virus in it. */
export class Clamd {
  /** Files it was shown, whole. */
  readonly seen: Buffer[] = [];
  manner: Manner = 'looks';
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'clamd-'));
  private readonly server = net.createServer((socket) => this.hear(socket));

  /** As the configuration names it. */
  readonly address = `unix:${path.join(this.folder, 'clamd.ctl')}`;

  async start(): Promise<this> {
    this.server.listen(this.address.slice('unix:'.length));
    await new Promise((resolve) => this.server.once('listening', resolve));
    return this;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private hear(socket: net.Socket): void {
    let heard = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      if (this.manner === 'hangs-up') return void socket.destroy();
      if (this.manner === 'refuses')
        return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      const file = fileIn(heard);
      if (!file) return;
      this.seen.push(file);
      socket.end(`stream: ${file.includes(virus) ? 'Test-Virus FOUND' : 'OK'}\0`);
    });
  }
}

const command = 'zINSTREAM\0';

/** The file of a whole command; null while more is to come. */
function fileIn(heard: Buffer): Buffer | null {
  const pieces: Buffer[] = [];
  let at = command.length;
  while (heard.length >= at + 4) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
