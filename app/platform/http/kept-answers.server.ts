import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppLoadContext } from '@remix-run/node';
import { visitor } from '../access';
import { config } from '../config.server';
import { localeOf } from '../locale';
import { describeError, log } from '../log.server';
import { clock, minute } from '../time/clock';
import {
  askEachTime,
  mergedHeaders,
  openHeaders,
  publicHeaders,
  transportHeaders,
} from './headers';
import type { OneRoute } from './one-route.server';
import { pageMemory } from './page-memory.server';
import type { RouteEntry } from './route-entry';
import { isKeepable, routeFinder } from './routing.server';

/** The answer of a kept page, before anybody gets it. */
export interface Made {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

interface Parts {
  table: RouteEntry[];
  remix: OneRoute;
  /** Folder of the built browser files. */
  clientFolder: string;
}

/** What is the same for every reader, on its way into the memory of finished pages (docs/decisions/0002). */
export class KeptAnswers {
  /** What is being made now, by edition and address. */
  readonly #making = new Map<string, Promise<Made>>();
  readonly #remix: OneRoute;
  readonly #findRoute: ReturnType<typeof routeFinder>;
  readonly #files: ReadonlyMap<string, string>;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ table, remix, clientFolder }: Parts) {
    const { mode, baseUrl } = config();
    this.#remix = remix;
    this.#findRoute = routeFinder(table, mode);
    this.#files = new Map(listBuiltFiles(clientFolder));
    const secure = baseUrl.startsWith('https:');
    this.#headers = { ...publicHeaders, ...(secure && transportHeaders) };
  }

  /** Whoever asks for an answer while it is being made waits for that one: it is made, and compressed, once. */
  make(address: string, entry: RouteEntry, context: AppLoadContext): Promise<Made> {
    // Somebody who asks after a change does not get what was begun before it.
    const key = `${pageMemory.edition} ${address}`;
    const begun = this.#making.get(key);
    if (begun) return begun;
    const made = this.#makeNow(address, entry, context).finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    return made;
  }

  /** Makes an answer and keeps it for the next reader, if its address is a path or asks what is kept of its page. */
  async #makeNow(address: string, entry: RouteEntry, context: AppLoadContext): Promise<Made> {
    const { edition } = pageMemory;
    const asked = new Request(config().baseUrl + address);
    const answer = await this.#remix.handler(entry)(asked, context);
    const body = Buffer.from(await answer.arrayBuffer());
    const headers = mergedHeaders({ 'Content-Language': context.locale }, answer.headers);
    if (answer.status === 200 && isKeepable(entry, address)) {
      const lasting = {
        ...this.#headers,
        'Cache-Control': askEachTime,
        ...(entry.open && openHeaders),
      };
      const until = entry.kept === 'for-a-minute' ? clock.now() + minute : undefined;
      await pageMemory.keep(address, body, mergedHeaders(lasting, headers), { until, edition });
    }
    return { status: answer.status, headers, body };
  }

  /**
   * Keeps a built file. Those under /assets have their content in their name, so a browser may keep them for good.
   * @returns whether there is such a file.
   */
  async keepFile(address: string): Promise<boolean> {
    const file = this.#files.get(address);
    if (!file) return false;
    const forGood = address.startsWith('/assets/');
    await pageMemory.keep(address, await readFile(file), {
      ...this.#headers,
      'Cache-Control': forGood ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      'Content-Type': contentTypes[path.extname(file)]!,
    });
    return true;
  }

  /**
   * Makes pages before anybody asks for them, and the built files, one after the other: who asks meanwhile goes first.
   * @param addresses with language.
   */
  async fill(addresses: Iterable<string>): Promise<void> {
    for (const address of this.#files.keys()) await this.keepFile(address);
    for (const address of addresses) {
      const entry = this.#findRoute(address);
      if (!entry) throw new Error(`${address} is not an address of the portal`);
      const context = {
        actor: visitor,
        locale: localeOf(address),
        requestId: randomUUID(),
        clientNetwork: 'unknown',
        kept: true,
      };
      await this.make(address, entry, context).catch((error: unknown) => {
        log.error({ route: entry.path, ...describeError(error) }, 'a page could not be made');
      });
    }
  }
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The built files a page refers to, by address: the stylesheet and its pictures, the one script and
 * what stands in `public/`.
 * Remix also builds a browser module for every page; none is ever loaded, so none is served.
 */
function listBuiltFiles(clientFolder: string): [string, string][] {
  const assets = readdirSync(path.join(clientFolder, 'assets'))
    .filter((name) => /\.(css|svg)$/.test(name) || name.startsWith('entry.client-'))
    .map((name) => `/assets/${name}`);
  const others = readdirSync(clientFolder)
    .filter((name) => path.extname(name) in contentTypes)
    .map((name) => `/${name}`);
  return [...assets, ...others].map((address) => [address, path.join(clientFolder, address)]);
}
