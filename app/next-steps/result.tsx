import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ContactLines } from '~/support/index';
import type { Answers } from './answers';
import type { Happening } from './happening';
import { HiddenAnswers } from './hidden-answers';
import { Keep } from './keep';
import type { FullPlan } from './plan.server';
import { DatedTimeline, Unconfirmed, When } from './procedure-timeline';
import type { Oddity } from './timeline';
import type { Worry } from './worry';
import { YourAnswers } from './your-answers';

/** What comes next for a reader, from their answers. */

interface ResultProps {
  plan: FullPlan;
  answers: Answers;
  happenings: readonly Happening[];
  worries: readonly Worry[];
  forPrint: boolean;
}

export function WhatComesNext({ plan, answers, happenings, worries, forPrint }: ResultProps) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  return (
    <div className="reading">
      <h1>{t('result.title')}</h1>
      <p className="quiet">
        {t('result.made', {
          date: dateInWords(plan.today, locale, { weekday: false }),
        })}
      </p>
      {plan.oddities.map((oddity) => (
        <p className="notice" key={oddity.kind + oddity.date}>
          <OddityWords oddity={oddity} happenings={happenings} />
        </p>
      ))}
      <Next plan={plan} />
      <CallNow plan={plan} nation={answers.nation} />
      <Keep answers={answers} forPrint={forPrint} anyDates={plan.ahead.length > 0} />
      <WhereYouAre plan={plan} />
      <DatesAhead plan={plan} />
      <Received plan={plan} />
      <Rights plan={plan} />
      <Ask plan={plan} />
      {plan.routes.map(({ procedure, timeline }) => (
        <section key={procedure.id} aria-labelledby={procedure.id}>
          <h2 id={procedure.id}>{t('result.timeline', { procedure: procedure.title[locale] })}</h2>
          <p>{procedure.about[locale]}</p>
          <DatedTimeline procedure={procedure} timeline={timeline} open={forPrint} />
        </section>
      ))}
      {plan.routes.length > 0 && <p className="notice">{t('result.caution')}</p>}
      <h2>{t('result.guides')}</h2>
      <ul>
        {plan.guides.map(({ slug, title, summary }) => (
          <li key={slug}>
            <LocalLink to={`/guides/${slug}`}>{title}</LocalLink>: {summary}
          </li>
        ))}
      </ul>
      <p className="no-print">{t('result.talk')}</p>
      <p className="no-print">
        <NextLink to="/meetings">{t('result.talkLink')}</NextLink>
      </p>
      {forPrint ? (
        <form id="answer-form" method="post" action={localPath(locale, '/what-happens-next')}>
          <HiddenAnswers answers={answers} />
          <input type="hidden" name="go" value="print" />
        </form>
      ) : (
        <YourAnswers answers={answers} happenings={happenings} worries={worries} />
      )}
    </div>
  );
}

/** The first thing to know: the reader's own next deadline, or the next step of each procedure. */
function Next({ plan }: { plan: FullPlan }) {
  const { t } = useTranslation('next-steps');
  const shown = plan.deadlines.length > 0 ? plan.deadlines : plan.next ? [plan.next] : [];
  const [guide] = plan.guides;
  return (
    <>
      {plan.overdue.length > 0 && (
        <section className="notice" aria-labelledby="overdue">
          <h2 id="overdue">{t('result.overdue')}</h2>
          <Lines lines={plan.overdue} />
        </section>
      )}
      {shown.length === 0 && guide && (
        <section className="panel" aria-labelledby="now">
          <h2 id="now">{t('result.noDeadline')}</h2>
          <p>
            <LocalLink to={`/guides/${guide.slug}`}>{guide.title}</LocalLink>
          </p>
          <p>{guide.summary}</p>
        </section>
      )}
      {shown.length > 0 && (
        <section className="panel" aria-labelledby="now">
          <h2 id="now">{t(plan.deadlines.length > 0 ? 'result.deadline' : 'result.noDeadline')}</h2>
          <Lines lines={shown} />
        </section>
      )}
    </>
  );
}

/** Dates with how they were worked out and what to do. */
function Lines({ lines }: { lines: FullPlan['deadlines'] }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  return lines.map(({ route, line }) => (
    <div key={`${route.procedure.id} ${line.step.id}`}>
      <h3>{line.step.title[locale]}</h3>
      {line.step.onlySome && <p>{t('onlySome')}</p>}
      <When dated={line} procedure={route.procedure} />
      <p>{line.step.what[locale]}</p>
      {line.step.unconfirmed && <Unconfirmed />}
    </div>
  ));
}

function NotConfirmed() {
  const { t } = useTranslation('next-steps');
  return (
    <>
      {' '}
      <span className="unconfirmed">{t('notConfirmed')}</span>
    </>
  );
}

function CallNow({ plan: { contacts }, nation }: { plan: FullPlan; nation: Answers['nation'] }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const [first, ...others] = contacts;
  if (!first) return null;
  return (
    <section aria-labelledby="call">
      <h2 id="call">{t('result.contact')}</h2>
      <div className="call">
        <h3>
          <LocalLink to={`/support/${first.id}`}>{first.name[locale]}</LocalLink>
        </h3>
        <p>{first.words[locale].bestFor}</p>
        <ContactLines organisation={first} nation={nation ?? undefined} />
      </div>
      {others.length > 0 && (
        <>
          <h3>{t('result.contacts')}</h3>
          <ul>
            {others.map(({ id, name, words }) => (
              <li key={id}>
                <LocalLink to={`/support/${id}`}>{name[locale]}</LocalLink>: {words[locale].bestFor}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function WhereYouAre({ plan: { routes, uncovered } }: { plan: FullPlan }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  if (routes.length + uncovered.length === 0) return null;
  return (
    <>
      <h2>{t('result.here')}</h2>
      {routes.length > 0 && (
        <dl className="nhsuk-summary-list">
          {routes.map(({ procedure, reached, next }) => (
            <div className="nhsuk-summary-list__row" key={procedure.id}>
              <dt className="nhsuk-summary-list__key">
                <a href={`#${procedure.id}`}>{procedure.title[locale]}</a>
              </dt>
              <dd className="nhsuk-summary-list__value">
                {reached
                  ? t('result.reached', { step: reached.step.title[locale] })
                  : t('result.start')}{' '}
                {next ? t('result.next', { step: next.step.title[locale] }) : t('result.end')}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {uncovered.map(({ id, label }) => (
        <p className="notice" key={id}>
          {t('result.uncovered', { happening: label[locale] })}
        </p>
      ))}
    </>
  );
}

function DatesAhead({ plan: { ahead, routes } }: { plan: FullPlan }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  if (routes.length === 0) return null;
  return (
    <>
      <h2>{t('result.ahead')}</h2>
      {ahead.length === 0 ? (
        <p>{t('result.noDates')}</p>
      ) : (
        <dl className="nhsuk-summary-list">
          {ahead.map(({ route, line: { step, date } }) => (
            <div className="nhsuk-summary-list__row" key={`${route.procedure.id} ${step.id}`}>
              <dt className="nhsuk-summary-list__key">{dateInWords(date!, locale)}</dt>
              <dd className="nhsuk-summary-list__value">
                {step.title[locale]}
                {step.timeUnconfirmed && <NotConfirmed />}
                <span className="line quiet">
                  {t('who', {
                    who: t(`people.${step.deadlineFor === 'you' ? 'you' : step.who}`),
                  })}
                  {step.onlySome && `. ${t('onlySome')}`}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Points under the title of each procedure; without titles when there is one. */
function PerProcedure({ lists, look }: { lists: FullPlan['rights']; look?: 'ticks' }) {
  const { locale } = usePage();
  return lists.map(({ title, points }) => (
    <div key={title.en}>
      {lists.length > 1 && <h3>{title[locale]}</h3>}
      <ul className={look}>
        {points.map((point) => (
          <li key={point.words.en}>
            {look === 'ticks' && <span aria-hidden="true">☐ </span>}
            {point.words[locale]}
            {point.unconfirmed && <NotConfirmed />}
          </li>
        ))}
      </ul>
    </div>
  ));
}

function Received({ plan: { received } }: { plan: FullPlan }) {
  const { t } = useTranslation('next-steps');
  if (received.length === 0) return null;
  return (
    <>
      <h2>{t('result.received')}</h2>
      <p>{t('result.receivedWhat')}</p>
      <PerProcedure lists={received} look="ticks" />
    </>
  );
}

function Rights({ plan: { rights } }: { plan: FullPlan }) {
  const { t } = useTranslation('next-steps');
  if (rights.length === 0) return null;
  return (
    <>
      <h2>{t('result.rights')}</h2>
      <PerProcedure lists={rights} />
    </>
  );
}

function Ask({ plan: { ask } }: { plan: FullPlan }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  if (ask.length === 0) return null;
  return (
    <>
      <h2>{t('result.ask')}</h2>
      <ul>
        {ask.map((question) => (
          <li key={question.en}>{question[locale]}</li>
        ))}
      </ul>
    </>
  );
}

function OddityWords({ oddity, happenings }: { oddity: Oddity; happenings: readonly Happening[] }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const words = (id: string) =>
    happenings.flatMap(({ dates }) => dates).find((date) => date.id === id)!.label[locale];
  const question = words(oddity.date);
  return oddity.kind === 'order'
    ? t('oddities.order', { question, before: words(oddity.before) })
    : t(`oddities.${oddity.kind}`, { question });
}
