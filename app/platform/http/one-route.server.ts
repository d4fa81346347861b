import { createRequestHandler as createExpressHandler } from '@remix-run/express';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { pathInRemix, type RouteEntry } from './route-entry';

/**
 * Remix for one line of the route table at a time. Remix looks an address up among all its routes anew several times a
 * request, and makes a React route of each to render one: with two hundred of them that took two fifths of the time of
 * a page (docs/performance.md). The table has been asked already, so Remix is shown the one route that it found.
 */
export class OneRoute {
  readonly #build: ServerBuild;
  readonly #builds = new Map<RouteEntry, ServerBuild>();
  readonly #handlers = new Map<RouteEntry, ReturnType<typeof createRequestHandler>>();
  readonly #expressHandlers = new Map<RouteEntry, ReturnType<typeof createExpressHandler>>();

  constructor(build: ServerBuild) {
    this.#build = build;
  }

  /** Answers a request of the web's own kind. */
  handler(entry: RouteEntry): ReturnType<typeof createRequestHandler> {
    return remembered(this.#handlers, entry, () => createRequestHandler(this.#of(entry)));
  }

  /** Answers a request of Express's kind, with the context that `response.locals` holds. */
  expressHandler(entry: RouteEntry): ReturnType<typeof createExpressHandler> {
    return remembered(this.#expressHandlers, entry, () =>
      createExpressHandler({
        build: this.#of(entry),
        getLoadContext: (_, response) => response.locals.context,
      }),
    );
  }

  /** The build with one route and what is around it. */
  #of(entry: RouteEntry): ServerBuild {
    return remembered(this.#builds, entry, () => {
      const { routes, assets } = this.#build;
      const path = pathInRemix(entry);
      const found = Object.values(routes).find((route) => route?.path === path);
      if (!found) throw new Error(`${entry.path} is not in the build`);
      const ids = [found.id];
      for (let id = found.parentId; id !== undefined; id = routes[id]?.parentId) ids.push(id);
      return {
        ...this.#build,
        routes: only(routes, ids),
        assets: { ...assets, routes: only(assets.routes, ids) },
      };
    });
  }
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

const only = <Value>(all: Record<string, Value>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
