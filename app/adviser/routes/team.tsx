import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { countConcerns } from '~/concerns/index.server';
import { StateTag } from '~/meetings/index';
import { readConcerns, readTeams, readUnanswerable } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { queueAddress } from '../queue-address';
import { Cell, StackedRow, StackedTable } from '../stacked-table';

/** The lead's page: who has how much, what nobody has, who asked for another adviser, how soon people are answered. */

export async function loader({ context: { actor: asking, locale } }: LoaderFunctionArgs) {
  const actor = signedIn(asking);
  return {
    title: translator(locale, 'team')('title'),
    teams: await readTeams(actor),
    concerns: readConcerns(actor),
    raised: countConcerns(actor),
    unanswerable: readUnanswerable(actor),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function TeamPage() {
  const { t } = useTranslation('team');
  const { teams } = useLoaderData<typeof loader>();
  return (
    <>
      <h1>{t('title')}</h1>
      <Attention />
      {teams.map((team) => (
        <Team key={team.team ?? 'leads'} team={team} />
      ))}
      <p>
        <LocalLink to="/adviser/team/cover">{t('cover.link')}</LocalLink>
      </p>
      <Onward to="desk" />
    </>
  );
}

/** What a lead looks into first: people who asked for another adviser, and requests nobody of a team may answer. */
function Attention() {
  const { t } = useTranslation(['team', 'staff', 'concerns']);
  const { locale } = usePage();
  const { concerns, raised, unanswerable } = useLoaderData<typeof loader>();
  return (
    <>
      <p>
        <LocalLink to="/adviser/concerns">
          {t('concerns:lead.count', { count: raised.waiting })}
        </LocalLink>
        {raised.overdue > 0 && (
          <strong>. {t('concerns:lead.late', { count: raised.overdue })}</strong>
        )}
      </p>
      <h2>{t('concerns.title')}</h2>
      {concerns.length === 0 ? (
        <p>{t('concerns.none')}</p>
      ) : (
        <>
          <p>{t('concerns.what')}</p>
          <ul className="cards">
            {concerns.map(({ reference, state, at, words, adviserName }) => (
              <li key={reference}>
                <h3>
                  <LocalLink to={`/adviser/requests/${reference}`}>
                    {t('request', { reference })}
                  </LocalLink>
                </h3>
                <p>
                  <StateTag state={state} />
                </p>
                <p>
                  {t('concerns.asked', {
                    when: momentInWords(at, locale),
                    name: adviserName ?? t('nobody'),
                  })}
                </p>
                {words === null ? (
                  <p>{t('concerns.noWords')}</p>
                ) : (
                  <blockquote className="their-words" dir="auto">
                    {words}
                  </blockquote>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {unanswerable.length > 0 && (
        <>
          <h2>{t('unanswerable.title')}</h2>
          <p>{t('unanswerable.what')}</p>
          <ul>
            {unanswerable.map(({ reference, team }) => (
              <li key={reference}>
                <LocalLink to={`/adviser/requests/${reference}`}>
                  {t('request', { reference })}
                </LocalLink>{' '}
                ({t(`staff:teams.${team}`)})
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const columns = ['name', 'open', 'ours', 'overdue', 'week', 'free'] as const;

function Team({
  team: { team, advisers, unassigned, standard },
}: {
  team: Loaded['teams'][number];
}) {
  const { t } = useTranslation(['team', 'staff']);
  const id = `team-${team ?? 'leads'}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{team ? t('team', { team: t(`staff:teams.${team}`) }) : t('leads')}</h2>
      {team && (
        <ul>
          <li>
            <LocalLink to={queueAddress({ group: 'new', who: 'everybody', team })}>
              {t('unassigned', { count: unassigned })}
            </LocalLink>
          </li>
          {standard && <Standard standard={standard} team={team} />}
        </ul>
      )}
      {advisers.length === 0 ? (
        <p>{t('noAdvisers')}</p>
      ) : (
        <StackedTable labelledBy={id} columns={columns.map((column) => t(`columns.${column}`))}>
          {advisers.map((adviser) => (
            <Adviser key={adviser.id} adviser={adviser} />
          ))}
        </StackedTable>
      )}
    </section>
  );
}

/** How many were answered within the service standard, with the way to where it is set. */
function Standard({
  standard: { within, days, inTime, late, waiting },
  team,
}: {
  standard: NonNullable<Loaded['teams'][number]['standard']>;
  team: string;
}) {
  const { t } = useTranslation('team');
  const done = inTime + late;
  return (
    <li>
      {done === 0
        ? t('standard.none', { days })
        : t('standard.figures', {
            days,
            inTime,
            done,
            share: Math.floor((inTime / done) * 100),
            limit: t('standard.within', { count: within }),
          })}{' '}
      {waiting > 0 && `${t('standard.waiting', { count: waiting })} `}
      <LocalLink to={`/adviser/availability/team/${team}`}>{t('standard.rules')}</LocalLink>
    </li>
  );
}

function Adviser({ adviser }: { adviser: Loaded['teams'][number]['advisers'][number] }) {
  const { t } = useTranslation('team');
  const { locale } = usePage();
  const { id, name, here, open, ours, overdue, thisWeek, nextFree, leave, balance } = adviser;
  const on = (date: string) => dateInWords(date, locale, { weekday: false });
  const who = name ?? t('nobody');
  return (
    <StackedRow
      head={
        <>
          <span dir="auto">{who}</span>
          {!here && <p>{t('gone')}</p>}
          {leave && (
            <p>
              {leave.is === 'now'
                ? t('leave.now', { date: on(leave.lastDay) })
                : t('leave.ahead', { date: on(leave.firstDay) })}
            </p>
          )}
        </>
      }
    >
      <Cell label={t('columns.open')}>
        <LocalLink to={queueAddress({ group: 'open', who: id })}>
          {open}
          <span className="nhsuk-u-visually-hidden"> {t('openOf', { name: who })}</span>
        </LocalLink>
        {here && balance !== 'usual' && <p>{t(`balance.${balance}`)}</p>}
        {open > 0 && (
          <p>
            <LocalLink to={`/adviser/team/cover?from=${id}`}>
              {t('give')}
              <span className="nhsuk-u-visually-hidden"> {t('giveOf', { name: who })}</span>
            </LocalLink>
          </p>
        )}
      </Cell>
      <Cell label={t('columns.ours')}>{ours}</Cell>
      <Cell label={t('columns.overdue')}>
        {overdue === 0 ? (
          0
        ) : (
          <LocalLink to={queueAddress({ group: 'overdue', who: id })}>
            <strong>{t('overdue', { count: overdue })}</strong>
          </LocalLink>
        )}
      </Cell>
      <Cell label={t('columns.week')}>{thisWeek}</Cell>
      <Cell label={t('columns.free')}>
        {nextFree === null ? (
          t('noFree')
        ) : (
          <time dateTime={today(nextFree)}>{momentInWords(nextFree, locale)}</time>
        )}
      </Cell>
    </StackedRow>
  );
}
