import { insightCsv } from '../csv';
import { readEditions } from '../editions.server';

/** Every published figure as a table, to download. */
export const loader = () =>
  new Response(insightCsv(readEditions()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="what-people-told-us.csv"',
    },
  });
