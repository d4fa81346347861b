import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * Finished answers: rendered once, compressed once, then served by a map look-up in front of everything else.
 * A public page is a function of its address and the build, so nothing here goes stale while the process runs.
 * Only addresses of the route table that answered 200, and the built files, are kept, which bounds the memory.
 */

interface Encoding {
  body: Buffer;
  headers: OutgoingHttpHeaders;
}

interface Page {
  etag: string;
  encodings: { br: Encoding; gzip: Encoding; identity: Encoding };
  notModified: OutgoingHttpHeaders;
}

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

export class PageMemory {
  readonly #pages = new Map<string, Page>();

  /**
   * Keeps a finished answer under its address.
   * @param headers everything but what follows from the bytes: tag, length and encoding are added.
   */
  async keep(path: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<void> {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const common = { ...headers, ETag: etag, Vary: 'Accept-Encoding' };
    const encoded = (bytes: Buffer, name?: string): Encoding => ({
      body: bytes,
      headers: {
        ...common,
        'Content-Length': bytes.length,
        ...(name && { 'Content-Encoding': name }),
      },
    });
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    this.#pages.set(path, {
      etag,
      notModified: common,
      encodings: {
        br: encoded(await brotli(body, best), 'br'),
        gzip: encoded(await deflate(body, { level: 9 }), 'gzip'),
        identity: encoded(body),
      },
    });
  }

  /** Answers from memory when it can. @returns false when the page is not kept. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const page = this.#pages.get(request.url!);
    if (!page) return false;
    if (request.headers['if-none-match']?.includes(page.etag)) {
      response.writeHead(304, page.notModified).end();
      return true;
    }
    const { body, headers } = page.encodings[encodingFor(request.headers['accept-encoding'])];
    response.writeHead(200, headers);
    response.end(method === 'HEAD' ? undefined : body);
    return true;
  }
}

/** The best encoding a client takes (RFC 9110, 12.5.3): a weight of 0 refuses one. */
function encodingFor(accepted: string | string[] | undefined): keyof Page['encodings'] {
  const taken = String(accepted ?? '')
    .split(',')
    .filter((choice) => !/;\s*q=0(\.0*)?\s*$/.test(choice))
    .map((choice) => choice.split(';', 1)[0]!.trim());
  if (taken.includes('br')) return 'br';
  return taken.includes('gzip') ? 'gzip' : 'identity';
}
