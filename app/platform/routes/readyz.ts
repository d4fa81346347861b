import { databaseAnswers } from '../database.server';

/** Readiness: the process can do its work. */
export function loader() {
  const database = databaseAnswers();
  return Response.json(
    { status: database ? 'ready' : 'not ready', database },
    { status: database ? 200 : 503 },
  );
}
