import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { clock } from '../time/clock';
import { mergedHeaders } from './headers';

/**
 * Finished answers: rendered once, compressed once, then served by a map look-up in front of everything else.
 * A public page is a function of its address and the build, so nothing here goes stale while the process runs,
 * but for pages that are kept until a moment, and for what an editor changes: then all is forgotten.
 * Only addresses of the route table that answered 200, and the built files, are kept, which bounds the memory.
 */

interface Encoding {
  body: Buffer;
  headers: OutgoingHttpHeaders;
}

interface Page {
  etag: string;
  /** The instant from which it is made anew. */
  until: number;
  encodings: { br: Encoding; gzip: Encoding; identity: Encoding };
  notModified: OutgoingHttpHeaders;
}

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

export class PageMemory {
  readonly #pages = new Map<string, Page>();
  #edition = 0;

  /** Rises whenever all is forgotten. */
  get edition(): number {
    return this.#edition;
  }

  /**
   * Keeps a finished answer under its address.
   * @param headers everything but what follows from the bytes: tag, length and encoding are added.
   * @param until the instant from which it is made anew (milliseconds since 1970); never, when left out.
   * @param edition the edition in which it was begun: one made before all was forgotten is not kept.
   */
  async keep(
    path: string,
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    { until = Infinity, edition = this.#edition }: { until?: number; edition?: number } = {},
  ): Promise<void> {
    const etag = entityTag(body);
    const common = mergedHeaders(headers, { ETag: etag, Vary: 'Accept-Encoding' });
    const encoded = (bytes: Buffer, name?: string): Encoding => ({
      body: bytes,
      headers: {
        ...common,
        'Content-Length': bytes.length,
        ...(name && { 'Content-Encoding': name }),
      },
    });
    // The smallest takes long to make, which only pays for what stays.
    const quality = until === Infinity ? constants.BROTLI_MAX_QUALITY : 5;
    const effort = { params: { [constants.BROTLI_PARAM_QUALITY]: quality } };
    const page: Page = {
      etag,
      until,
      notModified: common,
      encodings: {
        br: encoded(await brotli(body, effort), 'br'),
        gzip: encoded(await deflate(body, { level: 9 }), 'gzip'),
        identity: encoded(body),
      },
    };
    if (edition === this.#edition) this.#pages.set(path, page);
  }

  /** Forgets every page: the next reader gets it as it is now. */
  forget(): void {
    this.#edition += 1;
    this.#pages.clear();
  }

  /** Answers from memory when it can. @returns false when the page is not kept. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const page = this.#pages.get(request.url!);
    if (!page || (page.until < Infinity && page.until <= clock.now())) return false;
    if (alreadyHas(request, page.etag)) {
      response.writeHead(304, page.notModified).end();
      return true;
    }
    const { body, headers } = page.encodings[encodingFor(request.headers['accept-encoding'])];
    response.writeHead(200, headers);
    response.end(method === 'HEAD' ? undefined : body);
    return true;
  }
}

/** The pages of this process. */
export const pageMemory = new PageMemory();

/** The tag by which somebody who has these bytes can ask whether they are still the same. */
export const entityTag = (body: Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** Whether somebody says that they have the bytes with this tag already. */
export const alreadyHas = ({ headers }: IncomingMessage, tag: string): boolean =>
  headers['if-none-match']?.includes(tag) ?? false;

/** The best encoding a client takes (RFC 9110, 12.5.3): a weight of 0 refuses one. */
function encodingFor(accepted: string | string[] | undefined): keyof Page['encodings'] {
  const taken = String(accepted ?? '')
    .split(',')
    .filter((choice) => !/;\s*q=0(\.0*)?\s*$/.test(choice))
    .map((choice) => choice.split(';', 1)[0]!.trim());
  if (taken.includes('br')) return 'br';
  return taken.includes('gzip') ? 'gzip' : 'identity';
}
