import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { databaseEdition } from '../database.server';
import { clock } from '../time/clock';
import { mergedHeaders } from './headers';
import { rawHeader } from './raw-header';

/**
 * Finished answers: made once, compressed once, then served by a map look-up in front of everything else.
 * A public page is a function of its address and the build, so nothing here goes stale while the process runs,
 * but for pages that are kept until a moment, and for what an editor changes: then all is forgotten.
 * Addresses of the route table that answered 200 and the built files stay, which bounds them; of answers to questions
 * (a filtered list) those that were asked for lately stay.
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

/** What answers to questions may take up together, in bytes: some two hundred filtered lists. */
const spaceForQuestions = 24 * 1024 * 1024;

/**
 * How long the edition is taken to be what it was, in milliseconds: to ask for it costs a tenth of an answer. Whoever
 * made a change hears of it later than that, and so asks later.
 */
const lookAgainAfter = 1;

export class PageMemory {
  readonly #pages = new Map<string, Page>();
  readonly #questions = new LRUCache<string, Page>({
    maxSize: spaceForQuestions,
    sizeCalculation: ({ encodings }) =>
      Object.values(encodings).reduce((sum, { body }) => sum + body.length, 0),
  });
  readonly #readEdition: () => number;
  #edition: number | undefined;
  #lookedAt = -Infinity;

  /**
   * @param readEdition the edition of what pages say, in which every process agrees: when it rises, all is forgotten.
   */
  constructor(readEdition: () => number) {
    this.#readEdition = readEdition;
  }

  /** The edition of what is kept. */
  get edition(): number | undefined {
    this.#keepUp();
    return this.#edition;
  }

  /** Forgets all when another edition has begun. */
  #keepUp(): void {
    const now = performance.now();
    if (now - this.#lookedAt < lookAgainAfter) return;
    this.#lookedAt = now;
    const edition = this.#readEdition();
    if (edition === this.#edition) return;
    this.#edition = edition;
    this.#pages.clear();
    this.#questions.clear();
  }

  /**
   * Keeps a finished answer under its address. One with a question in it gives way when others are asked more.
   * @param headers everything but what follows from the bytes: tag, length and encoding are added.
   * @param until the instant from which it is made anew (milliseconds since 1970); never, when left out.
   * @param edition the edition in which it was begun: one made before all was forgotten is not kept.
   */
  async keep(
    address: string,
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    { until = Infinity, edition = this.edition }: { until?: number; edition?: number } = {},
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
    if (edition !== this.edition) return;
    if (address.includes('?')) this.#questions.set(address, page);
    else this.#pages.set(address, page);
  }

  /** Answers from memory when it can. @returns false when the page is not kept. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    this.#keepUp();
    const address = request.url!;
    const page = this.#pages.get(address) ?? this.#questions.get(address);
    if (!page || (page.until < Infinity && page.until <= clock.now())) return false;
    if (alreadyHas(request, page.etag)) {
      response.writeHead(304, page.notModified).end();
      return true;
    }
    const { body, headers } = page.encodings[encodingFor(rawHeader(request, 'accept-encoding'))];
    response.writeHead(200, headers);
    response.end(method === 'HEAD' ? undefined : body);
    return true;
  }
}

/** The pages of this process. */
export const pageMemory = new PageMemory(databaseEdition);

/** The tag by which somebody who has these bytes can ask whether they are still the same. */
export const entityTag = (body: Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** Whether somebody says that they have the bytes with this tag already. */
export const alreadyHas = (request: IncomingMessage, tag: string): boolean =>
  rawHeader(request, 'if-none-match')?.includes(tag) ?? false;

/** What almost every browser says. */
const everyday = new Set(['gzip, deflate, br, zstd', 'gzip, deflate, br']);

/** The best encoding a client takes (RFC 9110, 12.5.3): a weight of 0 refuses one. */
function encodingFor(accepted = ''): keyof Page['encodings'] {
  if (everyday.has(accepted)) return 'br';
  const taken = accepted
    .split(',')
    .filter((choice) => !/;\s*q=0(\.0*)?\s*$/.test(choice))
    .map((choice) => choice.split(';', 1)[0]!.trim());
  if (taken.includes('br')) return 'br';
  return taken.includes('gzip') ? 'gzip' : 'identity';
}
