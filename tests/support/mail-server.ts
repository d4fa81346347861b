import net, { type AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** Real mail servers on this machine, from a library of the field, and wires that break in ways a library does not. */

export interface Received {
  from: string;
  to: string[];
  /** As it came over the wire. */
  raw: string;
  /** As an independent parser reads it. */
  mail: Email;
}

export interface MailServer {
  port: number;
  received: Received[];
  stop: () => Promise<void>;
}

const listening = (server: net.Server, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });

/** An answer of a server that does not say yes. */
export const reply = (responseCode: number): Error =>
  Object.assign(new Error('somebody@example.test is not wanted'), { responseCode });

/**
 * A mail server that takes everything, except as `options` say.
 * @param host an address of this machine.
 * @param before awaited when a message has come, before the server says that it has it.
 */
export async function startMailServer(
  options: SMTPServerOptions = {},
  host = '127.0.0.1',
  before: (message: Received) => Promise<void> = async () => {},
): Promise<MailServer> {
  const received: Received[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const take = async () => {
          const { mailFrom, rcptTo } = session.envelope;
          const message: Received = {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: raw.toString(),
            mail: await PostalMime.parse(raw),
          };
          received.push(message);
          await before(message);
        };
        take().then(() => done(), done);
      });
    },
    ...options,
  });
  // A client that breaks off is what some tests are about.
  smtp.on('error', () => {});
  const port = await listening(smtp.server, host);
  return { port, received, stop: () => new Promise((resolve) => smtp.close(() => resolve())) };
}

/**
 * A server that says line by line what it is told to.
 * @param answer what to say to a line of the client's, or to being connected to (an empty line); null breaks the
 * connection, and undefined says nothing.
 */
export async function startWire(
  answer: (line: string) => string | null | undefined,
): Promise<Pick<MailServer, 'port' | 'stop'>> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const say = (line: string) => {
      const said = answer(line);
      if (said === null) socket.destroy();
      else if (said !== undefined) socket.write(`${said}\r\n`);
    };
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) say(line);
    });
    say('');
  });
  const port = await listening(server, '127.0.0.1');
  return {
    port,
    stop: () => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
