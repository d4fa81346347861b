import { allOrganisations } from '../directory.server';
import { servicesCsv } from '../services-csv';

export const loader = () =>
  new Response(servicesCsv(allOrganisations()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="services.csv"',
    },
  });
