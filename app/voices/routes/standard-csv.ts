import { standardCsv } from '../csv';
import { readStandard } from '../standard.server';

/** How long people waited, as a table, to download. */
export const loader = () =>
  new Response(standardCsv(readStandard()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="service-standard.csv"',
    },
  });
