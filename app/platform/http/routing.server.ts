import { neutralPath } from '../locale';
import type { LateForms } from '../ui/session-end';
import type { RouteEntry } from './route-entry';

/** What addresses of the portal are made of. */
const plainAddress = /^[\w/.-]*$/;

/**
 * Finds the line of the route table that answers an address, with its language prefix. Of two that fit, the one that
 * names a part is meant before the one that leaves it open: `/meetings/new` before `/meetings/:reference`.
 */
export function routeFinder(table: RouteEntry[], mode: 'demo' | 'production') {
  const patterns = table
    .filter((entry) => !entry.demo || mode === 'demo')
    // Stands behind every letter.
    .map((entry) => ({ entry, order: entry.path.replaceAll(anyPart, '~') }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ entry }) => ({ entry, pattern: patternOf(entry.path) }));
  return (pathname: string): RouteEntry | undefined => {
    // Remix answers a page's data at the same address with `.data`: no page here asks for it.
    // Every address has one way of being written: another would be another page to keep in memory.
    if (!plainAddress.test(pathname) || pathname.endsWith('.data')) return undefined;
    const neutral = neutralPath(pathname);
    const found = patterns.find(({ pattern }) => pattern.test(neutral))?.entry;
    return found?.machine && neutral !== pathname ? undefined : found;
  };
}

const anyPart = /:\w+/g;

/** What fits a path of the table, with any number of slashes behind. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replaceAll('.', String.raw`\.`)
      .replaceAll(anyPart, '[^/]+')
      .replace(/\/$/, '')}/*$`,
  );

/**
 * Whether a form that comes too late is kept for its writer: those of people's work are. Forms about signing in
 * and one's account hold codes and the like, and are short. What is asked for only of somebody who has just shown
 * who they are is not done by a button that does not say what it does.
 */
export const keepsLateForms = ({ path, who, recent, upload }: RouteEntry): boolean =>
  ['practitioner', 'adviser', 'lead', 'editor'].includes(who) &&
  !recent &&
  !upload &&
  !path.startsWith('/account');

/** The same, as pages say it to whoever is writing. */
export const lateFormsOf = (entry: RouteEntry): LateForms | undefined =>
  entry.form ? (keepsLateForms(entry) ? 'kept' : 'lost') : undefined;

/** The methods an address answers, or undefined when the method is one of them. */
export function methodsRefused(entry: RouteEntry, method: string): string | undefined {
  const allowed = [
    ...(entry.form === 'only' ? [] : ['GET', 'HEAD']),
    ...(entry.open ? ['OPTIONS'] : []),
    ...(entry.form ? ['POST'] : []),
  ];
  return allowed.includes(method) ? undefined : allowed.join(', ');
}

/** A choice of a list, or the number of a page: nothing that a reader wrote. */
const plainChoice = /^[\w-]{1,20}$/;

/**
 * Whether the answer at an address is kept in memory: it is when the address is a path, and when all that it asks are
 * choices of which there are few. What somebody searched for in words of their own is kept nowhere.
 */
export function isKeepable(
  { keptChoices }: Pick<RouteEntry, 'keptChoices'>,
  address: string,
): boolean {
  const [, question] = address.split('?', 2);
  if (question === undefined || !keptChoices) return question === undefined;
  return [...new URLSearchParams(question)].every(
    ([name, value]) => value === '' || (keptChoices.includes(name) && plainChoice.test(value)),
  );
}
