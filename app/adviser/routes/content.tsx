import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { byConcern, concerns, type Concern, type LinkCheckState } from '~/support/index';
import { linkCheckState, readEntries, startLinkCheck } from '~/support/index.server';

/** What a line shows of an entry. */
interface Line {
  id: string;
  name: string;
  checked: string;
  openReports: number;
  /** The day of the latest report that is open. */
  reportedOn: string | null;
}

export function loader({ context: { actor, locale } }: LoaderFunctionArgs) {
  const { entries, linksCheckedAt } = readEntries(signedIn(actor));
  const named = entries.toSorted((a, b) =>
    a.organisation.name[locale].localeCompare(b.organisation.name[locale], locale),
  );
  const lineOf = ({ organisation, checked, openReports, reportedAt }: (typeof named)[number]) => ({
    id: organisation.id,
    name: organisation.name[locale],
    checked,
    openReports,
    reportedOn: reportedAt === null ? null : today(reportedAt),
  });
  const found = byConcern(named, today(clock.now()));
  return {
    title: translator(locale, 'entries')('list.title'),
    sections: concerns.map((concern) => ({ concern, lines: found[concern].map(lineOf) })),
    all: named.map(lineOf),
    linksCheckedOn: linksCheckedAt === null ? null : today(linksCheckedAt),
    linkCheck: linkCheckState(),
  };
}

/** The one thing to ask for here: whether the websites are still there. */
export function action({ context: { actor, locale } }: ActionFunctionArgs) {
  startLinkCheck(signedIn(actor));
  return redirect(localPath(locale, '/adviser/content#dead-link'), 303);
}

export default function Content() {
  const { t } = useTranslation('entries');
  const { sections, all, linksCheckedOn, linkCheck } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{t('list.title')}</h1>
      <p className="lead">{t('list.what')}</p>
      <nav aria-label={t('list.jump')}>
        <ul>
          {sections.map(({ concern, lines }) => (
            <li key={concern}>
              <a href={`#${concern}`}>{t(`concerns.${concern}`)}</a> ({lines.length})
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ concern, lines }) => (
        <section key={concern} aria-labelledby={concern}>
          <h2 id={concern}>
            {t(`concerns.${concern}`)} ({lines.length})
          </h2>
          {concern === 'dead-link' && <LinkCheck checkedOn={linksCheckedOn} state={linkCheck} />}
          {lines.length === 0 ? (
            <p>{t(`empty.${concern}`)}</p>
          ) : (
            <Lines lines={lines}>{(line) => <More line={line} concern={concern} />}</Lines>
          )}
        </section>
      ))}
      <details>
        <summary>
          {t('list.all')} ({all.length})
        </summary>
        <div>
          <Lines lines={all} />
        </div>
      </details>
      <Onward to="guides" />
    </div>
  );
}

function LinkCheck({ checkedOn, state }: { checkedOn: string | null; state: LinkCheckState }) {
  const { t } = useTranslation('entries');
  const { locale } = usePage();
  if (state === 'running') return <p className="notice">{t('list.linksRunning')}</p>;
  return (
    <form method="post" action={localPath(locale, '/adviser/content')}>
      {state === 'not-allowed' && <p className="notice">{t('list.linksNotAllowed')}</p>}
      <p>
        {checkedOn
          ? t('list.links', { date: dateInWords(checkedOn, locale, { weekday: false }) })
          : t('list.linksNever')}
      </p>
      <SubmitButton look="secondary" name="intent" value="follow-links">
        {t('list.linksAsk')}
      </SubmitButton>
    </form>
  );
}

function Lines({ lines, children }: { lines: Line[]; children?: (line: Line) => ReactNode }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.id}>
          <LocalLink to={`/adviser/content/${line.id}`}>{line.name}</LocalLink>
          {children?.(line)}
        </li>
      ))}
    </ul>
  );
}

/** What makes one line more pressing than the next, where that is known. */
function More({ line, concern }: { line: Line; concern: Concern }) {
  const { t } = useTranslation('entries');
  const { locale } = usePage();
  const { openReports, reportedOn, checked } = line;
  const inWords = (date: string) => dateInWords(date, locale, { weekday: false });
  if (concern === 'reported') {
    const date = inWords(reportedOn!);
    return <span className="quiet">: {t('list.reports', { count: openReports, date })}</span>;
  }
  if (concern === 'unchecked') {
    return <span className="quiet">: {t('list.checked', { date: inWords(checked) })}</span>;
  }
  return null;
}
