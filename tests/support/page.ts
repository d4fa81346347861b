import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import * as entry from '~/entry.server';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { localPath, type Locale } from '~/platform/locale';
import { clock, hour } from '~/platform/time/clock';
import * as root from '~/root';
import remixOptions from '../../remix.config.js';

type RouteModule = ServerBuild['routes'][string]['module'];

/** A page as it is opened. */
export interface Opening {
  /** The file of `app/.../routes/` that answers. */
  module: unknown;
  /** Its address in routes.ts, `meetings/:reference`. */
  pattern: string;
  /** The address that is opened, without language. */
  address: string;
  reader: Person;
  locale?: Locale;
}

/**
 * A page as its reader is shown it: its own loader, its own words, in this process, so that a test can move the clock.
 * @returns its text, without tags. @throws when the page says that something is wrong.
 */
export async function readPage(opening: Opening): Promise<string> {
  const { module, pattern, address, reader, locale = 'en' } = opening;
  const handle = createRequestHandler(
    buildOf(module as RouteModule, localPath(locale, `/${pattern}`)),
  );
  const answer = await handle(new Request(config().baseUrl + localPath(locale, address)), {
    actor: { ...reader, signedOutAt: clock.now() + hour, endsAt: clock.now() + hour },
    locale,
    requestId: 'test',
    clientNetwork: '127.0.0.0',
    kept: false,
  });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
  return textOf(html);
}

const textOf = (html: string): string =>
  html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll(/\s+/g, ' ');

/** The page alone, in the frame of every page. */
function buildOf(module: RouteModule, path: string): ServerBuild {
  const part = { hasAction: false, hasLoader: true, hasErrorBoundary: false, module: '' };
  const ids = { root: { id: 'root', path: '' }, page: { id: 'page', parentId: 'root', path } };
  return {
    mode: 'test',
    entry: { module: entry as unknown as ServerBuild['entry']['module'] },
    routes: {
      root: { ...ids.root, module: root as RouteModule },
      page: { ...ids.page, module },
    },
    assets: {
      entry: { module: '/entry.js', imports: [] },
      routes: { root: { ...part, ...ids.root }, page: { ...part, ...ids.page } },
      url: '',
      version: '',
    } as unknown as ServerBuild['assets'],
    publicPath: '/',
    assetsBuildDirectory: '',
    future: remixOptions.future as ServerBuild['future'],
    isSpaMode: false,
  };
}
