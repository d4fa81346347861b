import { pageOf, readQuery, type Query } from './query';

/** Answers of the open data, for programs: JSON, also when something is wrong. */

/** A page of what `find` finds; 400 with what is allowed when the address asks for something else. */
export function pageAnswer<Item>(
  request: Request,
  find: (query: Query) => readonly Item[],
  show: (item: Item) => unknown = (item) => item,
): Response {
  const read = readQuery(new URL(request.url).searchParams);
  if ('problems' in read) return problem(400, read.problems.join(' '));
  return Response.json(pageOf(find(read.query), read.query, show));
}

/** One thing, or 404. */
export const itemAnswer = (item: object | undefined): Response =>
  item ? Response.json(item) : problem(404, 'There is nothing with this id.');

const problem = (status: number, error: string): Response => Response.json({ error }, { status });
