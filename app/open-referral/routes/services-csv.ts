import { allOrganisations } from '../directory.server';
import { servicesCsv } from '../services-csv';

/** Every service as a table, to download. */
export const loader = () =>
  new Response(servicesCsv(allOrganisations()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="services.csv"',
    },
  });
