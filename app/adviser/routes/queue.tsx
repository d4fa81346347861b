import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { mostCounted, placeFrom, queueGroups, sentStates, whose } from '~/meetings/index';
import { colleaguesOf, countQueue, readQueue, searchQueue } from '~/meetings/index.server';
import { signedIn, teams } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorSummary, Select, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { GoneFromView } from '../gone-from-view';
import { filterFrom, queryOf, queueAddress } from '../queue-address';
import { QueueTable } from '../queue-table';
import { mostViews } from '../saved-views';
import { readViews, removeView, saveView } from '../saved-views.server';

/** The queue: what needs doing now first, other lists of it, and finding one request. */

const viewSchema = z.object({
  view: z
    .string({ error: 'queue:errors.viewMissing' })
    .trim()
    .min(1, 'queue:errors.viewMissing')
    .max(60, 'queue:errors.viewLong'),
});

const deeds = ['search', 'save-view', 'remove-view'] as const;
const outcomes = ['saved', 'removed'] as const;

export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const query = new URL(request.url).searchParams;
  const filter = filterFrom(query);
  const place = { after: placeFrom(query.get('after')), before: placeFrom(query.get('before')) };
  return {
    title: translator(context.locale, 'adviser')('queue.title'),
    filter,
    isLead: actor.role === 'lead',
    page: readQueue(actor, filter, place),
    counts: countQueue(actor, filter),
    colleagues: colleaguesOf(actor),
    views: readViews(actor),
    done: oneOf(outcomes, query.get('done')) ?? null,
  };
}

export async function action({ request, context: { actor: asking, locale } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const form = await request.formData();
  const filter = filterFrom(new URL(request.url).searchParams);
  const here = (done: (typeof outcomes)[number]) => {
    const query = new URLSearchParams(queryOf(filter));
    query.set('done', done);
    return redirect(localPath(locale, `/adviser?${query}`));
  };
  switch (oneOf(deeds, form.get('deed'))) {
    case 'search': {
      const words = textOf(form, 'words').slice(0, 200);
      if (words === '') {
        const wrong: SubmissionResult = { error: { words: ['queue:errors.wordsMissing'] } };
        return data({ wrong, found: null }, { status: 400 });
      }
      const searched = searchQueue(actor, words, placeFrom(textOf(form, 'after')));
      if (searched.is === 'reference')
        return redirect(localPath(locale, `/adviser/requests/${searched.reference}`), 303);
      return { wrong: null, found: { words, ...searched } };
    }
    case 'save-view': {
      const submission = parseWithZod(form, { schema: viewSchema });
      if (submission.status !== 'success')
        return data({ wrong: submission.reply(), found: null }, { status: 400 });
      if (saveView(actor, submission.value.view, filter)) return here('saved');
      const wrong = submission.reply({ fieldErrors: { view: ['queue:errors.tooManyViews'] } });
      return data({ wrong, found: null }, { status: 400 });
    }
    case 'remove-view':
      removeView(actor, textOf(form, 'view'));
      return here('removed');
    default:
      throw new Response(null, { status: 400 });
  }
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Answered = { wrong: SubmissionResult | null; found: Found | null } | undefined;
interface Found extends Omit<Loaded['page'], 'newer'> {
  words: string;
}

export default function Queue() {
  const { t } = useTranslation(['queue', 'adviser']);
  const { done } = useLoaderData<typeof loader>();
  const { wrong, found } = (useActionData<typeof action>() as Answered) ?? {};
  const [form, fields] = useForm<{ words: string; view: string }>({
    id: 'queue',
    lastResult: wrong,
  });
  return (
    <>
      <GoneFromView />
      <ErrorSummary form={form} fields={[fields.words, fields.view]} />
      {done && (
        <p className="notice" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      <h1>{t('adviser:queue.title')}</h1>
      {found ? <FoundRequests found={found} /> : <List />}
      <Search field={fields.words} words={found?.words} />
      <Views field={fields.view} />
    </>
  );
}

/** One list, with the first thing to do as the first link, and the way to the others. */
function List() {
  const { t } = useTranslation('queue');
  const { filter, page, counts } = useLoaderData<typeof loader>();
  const { lines, older, newer } = page;
  const first = lines[0];
  const isFirstPage = newer === null;
  return (
    <>
      <p className="actions">
        {first && isFirstPage && filter.group !== 'ended' && (
          <NextLink to={`/adviser/requests/${first.reference}`}>
            {t('first', { name: first.name ?? first.reference })}
          </NextLink>
        )}{' '}
        <a href="#search">{t('search.title')}</a>
      </p>
      <Groups />
      <Filters />
      <h2 id="list">{t(`groups.${filter.group}`)}</h2>
      <p className="quiet">{t(`about.${filter.group}`)}</p>
      {lines.length === 0 ? (
        <p>
          {t(`empty.${filter.group}`)}{' '}
          {queryOf({ ...filter, group: 'to-do' }) !== '' && (
            <LocalLink to={queueAddress({ group: filter.group, who: 'everybody' })}>
              {t('emptyFilter')}
            </LocalLink>
          )}
        </p>
      ) : (
        <>
          <p>{countInWords(t, filter.group, counts[filter.group])}</p>
          <QueueTable lines={lines} label="list" />
        </>
      )}
      {(newer ?? older) && (
        <nav className="actions" aria-label={t('pages')}>
          {newer && <LocalLink to={queueAddress(filter, { before: newer })}>{t('back')}</LocalLink>}
          {newer && <LocalLink to={queueAddress(filter)}>{t('toFirst')}</LocalLink>}
          {older && (
            <LocalLink to={queueAddress(filter, { after: older })}>{t('forward')}</LocalLink>
          )}
        </nav>
      )}
    </>
  );
}

type Say = ReturnType<typeof useTranslation<'queue'>>['t'];

const countInWords = (t: Say, group: string, count: number): string =>
  group === 'ended' && count > mostCounted
    ? t('countMore', { count: mostCounted })
    : t('count', { count });

const number = (t: Say, group: string, count: number): string =>
  group === 'ended' && count > mostCounted
    ? t('numberMore', { number: mostCounted })
    : t('number', { number: count });

function Groups() {
  const { t } = useTranslation('queue');
  const { locale } = usePage();
  const { filter, counts, views } = useLoaderData<typeof loader>();
  return (
    <nav aria-label={t('groups.label')}>
      <ul className="lists">
        {queueGroups.map((group) => (
          <li key={group}>
            <a
              href={localPath(locale, queueAddress({ ...filter, group }))}
              aria-current={group === filter.group ? 'page' : undefined}
            >
              {t(`groups.${group}`)} {number(t, group, counts[group])}
            </a>
          </li>
        ))}
      </ul>
      {views.length > 0 && (
        <>
          <h2 className="nhsuk-u-visually-hidden">{t('views.title')}</h2>
          <ul className="lists">
            {views.map(({ id, name, filter: kept }) => (
              <li key={id}>
                <LocalLink to={queueAddress(kept)}>
                  <span dir="auto">{name}</span>
                </LocalLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

function Filters() {
  const { t } = useTranslation(['queue', 'meetings', 'staff']);
  const { locale } = usePage();
  const { filter, colleagues, isLead } = useLoaderData<typeof loader>();
  const fieldOf = (name: 'who' | 'state' | 'team') => ({
    id: name,
    name,
    errors: undefined,
    initialValue: filter[name] ?? '',
  });
  const narrowed = queryOf({ ...filter, group: 'to-do' }) !== '';
  return (
    <details open={narrowed}>
      <summary>{t('filter.title')}</summary>
      <form method="get" action={localPath(locale, '/adviser')}>
        <input type="hidden" name="group" value={filter.group} />
        <Select
          field={fieldOf('who')}
          label={t('filter.who')}
          options={[
            ...whose.map((value) => ({ value: value as string, label: t(`filter.${value}`) })),
            ...colleagues.map(({ id, name }) => ({ value: id, label: name ?? id })),
          ]}
        />
        <Select
          field={fieldOf('state')}
          label={t('filter.state')}
          options={[
            { value: '', label: t('filter.anyState') },
            ...sentStates.map((state) => ({
              value: state as string,
              label: t(`meetings:states.${state}`),
            })),
          ]}
        />
        {isLead && (
          <Select
            field={fieldOf('team')}
            label={t('filter.team')}
            options={[
              { value: '', label: t('filter.anyTeam') },
              ...teams.map((team) => ({ value: team as string, label: t(`staff:teams.${team}`) })),
            ]}
          />
        )}
        <SubmitButton look="secondary">{t('filter.show')}</SubmitButton>
      </form>
    </details>
  );
}

interface ShownField {
  id: string;
  name: string;
  errors: string[] | undefined;
}

/** Conform's own object of a field has nothing that can be spread. */
const emptyOf = ({ id, name, errors }: ShownField, initialValue = '') => ({
  id,
  name,
  errors,
  initialValue,
});

function Search({ field, words }: { field: ShownField; words?: string }) {
  const { t } = useTranslation('queue');
  return (
    <section aria-labelledby="search">
      <h2 id="search">{t('search.title')}</h2>
      <QueueForm deed="search" id="answer-form">
        <TextField
          field={emptyOf(field, words)}
          label={t('search.label')}
          hint={t('search.hint')}
          autoComplete="off"
          maxLength={200}
        />
        <SubmitButton look="secondary">{t('search.button')}</SubmitButton>
      </QueueForm>
    </section>
  );
}

/** What a search found. More of it is asked for with another form: the words never stand in an address. */
function FoundRequests({ found: { lines, older, words } }: { found: Found }) {
  const { t } = useTranslation('queue');
  return (
    <>
      <p>
        <LocalLink to="/adviser" className="nhsuk-back-link">
          {t('search.back')}
        </LocalLink>
      </p>
      <h2 id="list">{t('search.found')}</h2>
      {lines.length === 0 ? (
        <p role="status">{t('search.nothing')}</p>
      ) : (
        <>
          <p role="status">
            {older
              ? t('search.first', { count: lines.length })
              : t('count', { count: lines.length })}
          </p>
          <QueueTable lines={lines} label="list" />
        </>
      )}
      {older && (
        <QueueForm deed="search">
          <input type="hidden" name="words" value={words} />
          <input type="hidden" name="after" value={older} />
          <SubmitButton look="secondary">{t('search.more')}</SubmitButton>
        </QueueForm>
      )}
    </>
  );
}

/** The acting person's own views: kept, listed, taken out. */
function Views({ field }: { field: ShownField }) {
  const { t } = useTranslation('queue');
  const { views } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="views">
      <h2 id="views">{t('views.title')}</h2>
      <p>{t('views.what')}</p>
      {views.length > 0 && (
        <ul className="cards">
          {views.map(({ id, name, filter: kept }) => (
            <li key={id}>
              <p>
                <LocalLink to={queueAddress(kept)}>
                  <span dir="auto">{name}</span>
                </LocalLink>
              </p>
              <QueueForm deed="remove-view">
                <SubmitButton name="view" value={id} look="secondary">
                  {t('views.remove', { name })}
                </SubmitButton>
              </QueueForm>
            </li>
          ))}
        </ul>
      )}
      {views.length < mostViews ? (
        <QueueForm deed="save-view">
          <TextField field={emptyOf(field)} label={t('views.label')} width="20" />
          <SubmitButton look="secondary">{t('views.save')}</SubmitButton>
        </QueueForm>
      ) : (
        <p>{t('views.full', { most: mostViews })}</p>
      )}
    </section>
  );
}

/** A form of this page, sent to where the page stands. */
function QueueForm({
  deed,
  id,
  children,
}: {
  deed: (typeof deeds)[number];
  id?: string;
  children: React.ReactNode;
}) {
  const { locale } = usePage();
  const { filter } = useLoaderData<typeof loader>();
  return (
    <form id={id} method="post" action={localPath(locale, queueAddress(filter))} noValidate>
      <input type="hidden" name="deed" value={deed} />
      {children}
    </form>
  );
}
