import { matchRoutes } from '@remix-run/react';
import type { RouteEntry } from './route-entry';

/** Finds the line of the route table that answers an address, with its language prefix. */
export function routeFinder(table: RouteEntry[], mode: 'demo' | 'production') {
  const routes = table
    .filter((entry) => !entry.demo || mode === 'demo')
    .flatMap((entry) => [
      { path: entry.path, entry },
      ...(entry.machine ? [] : [{ path: `/cy${entry.path === '/' ? '' : entry.path}`, entry }]),
    ]);
  return (pathname: string): RouteEntry | undefined =>
    matchRoutes(routes, pathname)?.at(-1)?.route.entry;
}

/** The methods an address answers, or undefined when the method is one of them. */
export function methodsRefused(entry: RouteEntry, method: string): string | undefined {
  const allowed = [
    ...(entry.form === 'only' ? [] : ['GET', 'HEAD']),
    ...(entry.form ? ['POST'] : []),
  ];
  return allowed.includes(method) ? undefined : allowed.join(', ');
}
