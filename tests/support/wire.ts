import http from 'node:http';

/** What comes over the wire, as it was sent: nothing is followed, unpacked or tidied up. */
export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Read as text when it is asked for. */
  readonly body: string;
}

export interface Asking {
  method?: string;
  path: string;
  headers?: http.OutgoingHttpHeaders;
  body?: string | Buffer;
}

export type Fields = readonly (readonly [name: string, value: string])[];

/** A client that sends what no browser and no `fetch` would, over connections that stay open. */
export class Wire {
  private readonly agent: http.Agent;

  constructor(
    private readonly home: string,
    atOnce = 16,
  ) {
    this.agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  }

  ask({ method = 'GET', path, headers = {}, body }: Asking): Promise<Answer> {
    const { hostname, port } = new URL(this.home);
    return new Promise((resolve, reject) => {
      const options = { agent: this.agent, host: hostname, port, method, path };
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const request = http.request(
        { ...options, headers: { ...length, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      // A connection that was kept too long is closed by the portal just as we write: asked again, on a new one.
      request.on('error', (error: NodeJS.ErrnoException) =>
        request.reusedSocket && error.code === 'ECONNRESET'
          ? resolve(this.ask({ method, path, headers: { ...headers, connection: 'close' }, body }))
          : reject(error),
      );
      request.end(body);
    });
  }

  /** Sends a form as the portal's own pages do. */
  send(
    path: string,
    fields: Fields,
    headers: http.OutgoingHttpHeaders = {},
    method = 'POST',
  ): Promise<Answer> {
    return this.ask({
      method,
      path,
      body: new URLSearchParams(fields as [string, string][]).toString(),
      headers: { origin: this.home, 'content-type': formType, ...headers },
    });
  }

  close() {
    this.agent.destroy();
  }
}

export const formType = 'application/x-www-form-urlencoded';

/** Does the same for each, a few at a time, so that the portal is kept busy and not swamped. */
export async function forAll<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = 16,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
