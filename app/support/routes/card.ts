import type { LoaderFunctionArgs } from '@remix-run/node';
import { translator } from '~/platform/i18n';
import { listedOrganisation } from '../directory.server';
import { withLatestChecks } from '../entries.server';
import { vCardOf } from '../vcard';

/** One organisation as a file for an address book. */
export function loader({ params, context: { locale } }: LoaderFunctionArgs) {
  const organisation = listedOrganisation(params.id);
  return new Response(
    vCardOf(withLatestChecks([organisation])[0]!, locale, translator(locale, 'support')),
    {
      headers: {
        'Content-Type': 'text/vcard; charset=utf-8',
        'Content-Disposition': `attachment; filename="${organisation.id}.vcf"`,
      },
    },
  );
}
