import type { LoaderFunctionArgs } from '@remix-run/node';
import { translator } from '~/platform/i18n';
import { listedOrganisations } from '../directory.server';
import { withLatestChecks } from '../entries.server';
import { readShortlist } from '../shortlist';
import { vCardOf } from '../vcard';

/** Everybody on a reader's list, in one file for an address book. */
export function loader({ request, context: { locale } }: LoaderFunctionArgs) {
  const all = listedOrganisations();
  const asked = new URL(request.url).searchParams.getAll('id');
  const { ids } = readShortlist(asked, (id) => all.has(id));
  if (ids.length === 0) throw new Response(null, { status: 404 });
  const chosen = withLatestChecks(ids.map((id) => all.get(id)!));
  const t = translator(locale, 'support');
  return new Response(chosen.map((each) => vCardOf(each, locale, t)).join(''), {
    headers: {
      'Content-Type': 'text/vcard; charset=utf-8',
      'Content-Disposition': 'attachment; filename="contacts.vcf"',
    },
  });
}
