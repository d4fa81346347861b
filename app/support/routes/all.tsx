import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { BackLink, LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findOrganisations, urgentContacts } from '../directory.server';
import { linesOf, needs, type Line, type Need, type Organisation } from '../organisation';
import { UrgentHelp } from '../urgent-help';
import { writtenOut } from '../written-out';

/** What stands on the list of one organisation. */
interface Entry extends Pick<Organisation, 'id' | 'name' | 'web'> {
  bestFor: string;
  lines: Pick<Line, 'number' | 'keyword' | 'kind' | 'confirmed' | 'nations'>[];
  /** What else it helps with. */
  also: Need[];
}

/** The whole directory for paper: everybody once, under what they help with most. */
export function loader({ context: { locale } }: LoaderFunctionArgs) {
  const all = findOrganisations({}, locale);
  const entryOf = (organisation: Organisation): Entry => ({
    id: organisation.id,
    name: organisation.name,
    web: organisation.web,
    bestFor: organisation.words[locale].bestFor,
    lines: linesOf(organisation).lines.map(({ number, keyword, kind, confirmed, nations }) => ({
      number,
      keyword,
      kind,
      confirmed,
      nations,
    })),
    also: organisation.needs.slice(1),
  });
  return {
    title: translator(locale, 'shortlist')('all.title'),
    urgent: urgentContacts(),
    count: all.length,
    groups: needs
      .map((need) => ({ need, entries: all.filter((each) => each.needs[0] === need).map(entryOf) }))
      .filter(({ entries }) => entries.length > 0),
  };
}

export default function WholeList() {
  const { t } = useTranslation(['shortlist', 'support']);
  const { urgent, count, groups } = useLoaderData<typeof loader>();
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <BackLink to="/support">{t('back')}</BackLink>
      <h1>{t('all.title')}</h1>
      <p className="lead">{t('all.what', { count })}</p>
      <p className="no-print">{t('all.print')}</p>
      <div className="whole-list">
        {groups.map(({ need, entries }) => (
          <section key={need} aria-labelledby={need}>
            <h2 id={need}>{t(`support:needs.${need}`)}</h2>
            <ul>
              {entries.map((entry) => (
                <li key={entry.id}>
                  <ShortEntry entry={entry} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Onward to="three" />
    </>
  );
}

function ShortEntry({ entry: { id, name, web, bestFor, lines, also } }: { entry: Entry }) {
  const { t } = useTranslation(['shortlist', 'support']);
  const { locale } = usePage();
  return (
    <>
      <h3>
        <LocalLink to={`/support/${id}`}>{name[locale]}</LocalLink>
      </h3>
      <p>{bestFor}</p>
      {(lines.length > 0 || web) && (
        <p>
          {lines.map(({ number, keyword, kind, confirmed, nations }) => (
            <span key={number} className="line">
              <strong>
                {kind === 'phone'
                  ? number
                  : keyword
                    ? t('support:textWord', { keyword, number })
                    : t('support:text', { number })}
              </strong>
              {nations && ` ${nations.map((nation) => t(`support:nations.${nation}`)).join(', ')}`}
              {!confirmed && ` (${t('all.notConfirmed')})`}{' '}
            </span>
          ))}
          {web && <a href={web}>{writtenOut(web)}</a>}
        </p>
      )}
      {also.length > 0 && (
        <p className="quiet">
          {t('all.also', { needs: also.map((need) => t(`support:needs.${need}`)).join(', ') })}
        </p>
      )}
    </>
  );
}
