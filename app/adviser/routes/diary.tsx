import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isRealDate, weekOf } from '~/diary/index';
import { readAgenda } from '~/diary/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { dateInWords, timeInWords, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { Select, SubmitButton } from '~/platform/ui/form';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { diariesKeptBy } from '../availability.server';
import { withMethods, type ShownDay, type ShownEntry } from '../diary.server';

/** A date of the address, if it is one, and not so far away that nobody could mean it. */
function dateAsked(query: URLSearchParams, name: 'week' | 'day'): string | null {
  const asked = query.get(name) ?? '';
  return isRealDate(asked) && asked > '2020' && asked < '2100' ? asked : null;
}

/** An adviser's week, or one of its days. Leads look at colleagues' as well. */
export async function loader({ request, context: { actor: asking, locale } }: LoaderFunctionArgs) {
  const actor = signedIn(asking);
  const query = new URL(request.url).searchParams;
  const now = today(clock.now());
  const day = dateAsked(query, 'day');
  const date = day ?? dateAsked(query, 'week') ?? now;
  const adviserId = query.get('adviser') || actor.accountId;
  const isOwn = adviserId === actor.accountId;
  const { days, name } = await readAgenda(actor, adviserId, day ? [day] : weekOf(date));
  const t = translator(locale, 'diary');
  return {
    title: isOwn ? t('diary.title') : t('diary.titleOf', { name }),
    days: withMethods(actor, days),
    monday: weekOf(date)[0]!,
    day,
    today: now,
    adviser: isOwn ? null : { id: adviserId, name },
    colleagues: diariesKeptBy(actor),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function DiaryPage() {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  const { title, days, monday, day, adviser, colleagues } = useLoaderData<typeof loader>();
  const isEmpty = days.every(({ entries }) => entries.length === 0);
  return (
    <div className="reading">
      <h1>{title}</h1>
      <p className="lead">
        {day
          ? dateInWords(day, locale)
          : t('diary.week', { date: dateInWords(monday, locale, { weekday: false }) })}
      </p>
      <p className="quiet">{t('diary.what')}</p>
      <Ways />
      {!day && isEmpty && <p>{t('diary.emptyWeek')}</p>}
      {days
        .filter((each) => day !== null || isWorthShowing(each))
        .map((each) => (
          <Day key={each.date} day={each} />
        ))}
      <ul className="no-print">
        <li>
          {adviser ? (
            <LocalLink to={`/adviser/availability/${adviser.id}`}>
              {t('diary.availabilityOf', { name: adviser.name })}
            </LocalLink>
          ) : (
            <LocalLink to="/adviser/availability">{t('diary.availability')}</LocalLink>
          )}
        </li>
        {!adviser && (
          <li>
            <LocalLink to="/adviser/availability/calendar">{t('diary.subscribe')}</LocalLink>
          </li>
        )}
      </ul>
      {colleagues.length > 0 && <Whose />}
      <Onward to="desk" />
    </div>
  );
}

/** Weekends are told of when something is on them. */
const isWorthShowing = ({ date, entries }: ShownDay): boolean =>
  entries.length > 0 || ![0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());

const addressOf = ({ adviser }: Pick<Loaded, 'adviser'>, when: string): string =>
  `/adviser/diary?${when}${adviser ? `&adviser=${adviser.id}` : ''}`;

/** The way to other days and weeks. */
function Ways() {
  const { t } = useTranslation('diary');
  const loaded = useLoaderData<typeof loader>();
  const { day, monday, today: now } = loaded;
  const ways = day
    ? ([
        ['previousDay', `day=${addDays(day, -1)}`],
        ['nextDay', `day=${addDays(day, 1)}`],
        ['today', `day=${now}`],
        ['wholeWeek', `week=${monday}`],
      ] as const)
    : ([
        ['previousWeek', `week=${addDays(monday, -7)}`],
        ['nextWeek', `week=${addDays(monday, 7)}`],
        ['thisWeek', `week=${weekOf(now)[0]!}`],
        ['today', `day=${now}`],
      ] as const);
  return (
    <nav aria-label={t('diary.nav')} className="no-print">
      <ul className="chips">
        {ways.map(([which, when]) => (
          <li key={which}>
            <LocalLink to={addressOf(loaded, when)}>{t(`diary.${which}`)}</LocalLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Day({ day }: { day: ShownDay }) {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  const loaded = useLoaderData<typeof loader>();
  const { date, isAway, isBankHoliday, isFull } = day;
  // Where no more meetings fit, time that is left is not free for one.
  const entries = day.entries.filter(({ kind }) => !isFull || kind !== 'free');
  return (
    <section aria-labelledby={`day-${date}`}>
      <h2 id={`day-${date}`}>
        {dateInWords(date, locale)}
        {date === loaded.today && ` ${t('diary.isToday')}`}
      </h2>
      {isBankHoliday && <p>{t('diary.bankHoliday')}</p>}
      {isAway && <p>{t('diary.away')}</p>}
      {entries.length === 0 && !isAway && <p>{t('diary.nothing')}</p>}
      {entries.length > 0 && (
        <ul>
          {entries.map((entry) => (
            <Entry key={`${entry.kind}-${entry.startsAt}`} entry={entry} date={date} />
          ))}
        </ul>
      )}
      {isFull && <p className="quiet">{t('diary.full')}</p>}
      {loaded.day === null && (
        <p className="no-print">
          <LocalLink to={addressOf(loaded, `day=${date}`)}>
            {t('diary.onlyDay')}
            <span className="nhsuk-u-visually-hidden">: {dateInWords(date, locale)}</span>
          </LocalLink>
        </p>
      )}
    </section>
  );
}

function Entry({ entry, date }: { entry: ShownEntry; date: string }) {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  const { kind, startsAt, endsAt, reference, method } = entry;
  // A piece of something longer ends at a midnight, which is the next day's.
  const fillsDay =
    today(startsAt - 1) !== date && today(endsAt) !== date && today(endsAt - 1) === date;
  const when = fillsDay
    ? t('diary.allDay')
    : t('range', { from: timeInWords(startsAt, locale), until: timeInWords(endsAt, locale) });
  const what = method ? t(`diary.methods.${method}`) : t(`diary.kinds.${kind}`);
  const isQuiet = kind === 'free' || kind === 'away' || kind === 'busy';
  return (
    <li>
      {isQuiet ? when : <strong>{when}</strong>}: {what}
      {reference && (
        <>
          {', '}
          <LocalLink to={`/adviser/requests/${reference}`}>{reference}</LocalLink>
        </>
      )}
    </li>
  );
}

/** A lead goes from diary to diary. */
function Whose() {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  const { adviser, colleagues, monday } = useLoaderData<typeof loader>();
  const field = { id: 'adviser', name: 'adviser', errors: undefined, initialValue: adviser?.id };
  return (
    <form method="get" action={localPath(locale, '/adviser/diary')} className="no-print">
      <input type="hidden" name="week" value={monday} />
      <Select
        field={field}
        label={t('diary.whose')}
        options={[
          { value: '', label: t('diary.yours') },
          ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SubmitButton look="secondary">{t('diary.show')}</SubmitButton>
    </form>
  );
}
