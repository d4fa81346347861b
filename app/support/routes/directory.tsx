import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { findOrganisations, listedOrganisations, urgentContacts } from '../directory.server';
import { PhoneLink } from '../call-link';
import { FilterForm } from '../filter-form';
import { asQuery, readFilters, readPage, type Filters } from '../filters';
import { useHoursInWords } from '../hours-in-words';
import type { Opening } from '../opening-hours';
import { openingsAt } from '../openings.server';
import { linesOf, needs, serves, type Organisation } from '../organisation';
import { mostOnList, readShortlist, shortlistQuery } from '../shortlist';
import { UrgentHelp } from '../urgent-help';

/** How many stand on a page. */
const perPage = 20;

/** What a card shows. */
interface Card extends Pick<Organisation, 'id' | 'name'> {
  bestFor: string;
  membership: Organisation['for']['membership'];
  /** The first number somebody confirmed, for where the reader is. */
  number: string | null;
  /** Of that number. */
  opening: Opening | null;
}

export async function loader({ request, context: { locale } }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams;
  const filters = readFilters(params);
  const { nation } = filters;
  const openings = await openingsAt();
  const listed = listedOrganisations();
  const found = findOrganisations(filters, locale, listed).filter(
    (organisation) => !filters.open || openings.isOpen(organisation, nation),
  );
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const page = readPage(params);
  if (page > pages) throw new Response(null, { status: 404 });
  return {
    title: translator(locale, 'support')('title'),
    filters,
    list: readShortlist(params.getAll('list'), (id) => listed.has(id)).ids,
    urgent: urgentContacts(),
    count: found.length,
    page,
    pages,
    today: openings.now.date,
    cards: found.slice((page - 1) * perPage, page * perPage).map((organisation): Card => {
      const { id, name, words, for: its } = organisation;
      const line = linesOf(organisation).lines.find(
        (each) => each.confirmed && each.kind === 'phone' && serves(each, nation),
      );
      return {
        id,
        name,
        bestFor: words[locale].bestFor,
        membership: its.membership,
        number: line?.number ?? null,
        opening: line ? openings.ofLine(line, organisation) : null,
      };
    }),
  };
}

export default function Directory() {
  const { t } = useTranslation('support');
  const { urgent, cards, count, filters, list, page, pages, today } =
    useLoaderData<typeof loader>();
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <p>
        <NextLink to="/support/match">{t('matchLink')}</NextLink>
      </p>
      <OnList list={list} />
      {!filtered && <Needs list={list} />}
      <FilterForm filters={filters} list={list} />
      <h2 id="found">{t('found', { count })}</h2>
      {filtered && (
        <p>
          <LocalLink to={`/support${asQuery({}, 1, list)}`}>{t('clear')}</LocalLink>
        </p>
      )}
      {count === 0 && <p>{t('nothing')}</p>}
      <ul className="cards">
        {cards.map((card) => (
          <li key={card.id} id={card.id}>
            <OrganisationCard card={card} today={today} />
            <PutOnList card={card} list={list} here={(ids) => asQuery(filters, page, ids)} />
          </li>
        ))}
      </ul>
      <Pages filters={filters} list={list} page={page} pages={pages} />
      <OpenDataLink />
    </>
  );
}

/** The needs as plain links: one press for who would rather not choose from lists. */
function Needs({ list }: { list: readonly string[] }) {
  const { t } = useTranslation('support');
  return (
    <nav aria-labelledby="needs" className="no-print">
      <h2 id="needs">{t('byNeed')}</h2>
      <ul className="chips">
        {needs.map((need) => (
          <li key={need}>
            <LocalLink to={`/support${asQuery({ need }, 1, list)}`}>{t(`needs.${need}`)}</LocalLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function OrganisationCard({ card, today }: { card: Card; today: string }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  const words = useHoursInWords();
  const { id, name, bestFor, membership, number, opening } = card;
  return (
    <>
      <h3>
        <LocalLink to={`/support/${id}`}>{name[locale]}</LocalLink>
      </h3>
      <p>{bestFor}</p>
      {number && (
        <p>
          <PhoneLink number={number} />
          {opening && <span className="quiet"> {words.opening(opening, today)}</span>}
        </p>
      )}
      {membership !== 'open' && <p className="quiet">{t(`membership.${membership}`)}</p>}
    </>
  );
}

/** How many the reader has put on their list, with the way to it. */
function OnList({ list }: { list: readonly string[] }) {
  const { t } = useTranslation('shortlist');
  return (
    <p className="no-print">
      {list.length > 0 && (
        <>
          {t('onList', { count: list.length })}{' '}
          <LocalLink to={`/support/shortlist${shortlistQuery(list)}`}>{t('seeList')}</LocalLink>
          {' · '}
        </>
      )}
      <LocalLink to="/support/all">{t('printAll')}</LocalLink>
    </p>
  );
}

/**
 * Puts an organisation on the reader's list by an address that holds one id more.
 * @param here this page's query with other ids.
 */
function PutOnList({
  card: { id, name },
  list,
  here,
}: {
  card: Card;
  list: readonly string[];
  here: (ids: readonly string[]) => string;
}) {
  const { t } = useTranslation('shortlist');
  const { locale } = usePage();
  if (list.includes(id)) return <p className="quiet no-print">{t('isOn')}</p>;
  if (list.length >= mostOnList) return null;
  return (
    <p className="no-print">
      <LocalLink to={`/support${here([...list, id])}#${id}`}>
        {t('putOn')}
        <span className="nhsuk-u-visually-hidden">: {name[locale]}</span>
      </LocalLink>
    </p>
  );
}

function Pages({
  filters,
  list,
  page,
  pages,
}: {
  filters: Filters;
  list: readonly string[];
  page: number;
  pages: number;
}) {
  const { t } = useTranslation('support');
  if (pages === 1) return null;
  const to = (number: number) => `/support${asQuery(filters, number, list)}#found`;
  return (
    <nav className="pages no-print" aria-label={t('pages.label')}>
      {page > 1 && <LocalLink to={to(page - 1)}>{t('pages.before')}</LocalLink>}{' '}
      <span>{t('pages.where', { page, pages })}</span>{' '}
      {page < pages && <LocalLink to={to(page + 1)}>{t('pages.after')}</LocalLink>}
    </nav>
  );
}

function OpenDataLink() {
  const { t } = useTranslation('open-data');
  return (
    <p className="quiet small no-print">
      <LocalLink to="/support/data">{t('link')}</LocalLink>
    </p>
  );
}
