import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { DateQuestions } from '../date-questions';
import { readDates } from '../dates-form';
import { ProcedureTimeline } from '../procedure-timeline';
import { coveredProcedure } from '../procedures.server';
import { findOddities, nextStep, workOutTimeline, type Oddity } from '../timeline';

/**
 * The private tool. Dates come by POST, are used once to make the page, and are gone: nothing is stored, set
 * as a cookie, put in an address or logged.
 */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'next-steps')('title'),
    procedure: coveredProcedure(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const procedure = coveredProcedure();
  const form = await request.formData();
  const { known, typed, unreadable } = readDates(form, procedure);
  if (unreadable.length > 0) {
    return data({ typed, unreadable, result: null }, { status: 400 });
  }
  const now = today(clock.now());
  const timeline = workOutTimeline(procedure, known, await bankHolidays(procedure.nation), now);
  return data({
    typed,
    unreadable,
    result: {
      timeline,
      known,
      next: nextStep(timeline),
      oddities: findOddities(procedure, known, now),
      today: now,
      forPrint: form.get('view') === 'print',
    },
  });
}

type ActionData = Awaited<ReturnType<typeof action>>['data'];
type Result = NonNullable<ActionData['result']>;

export default function WhatHappensNext() {
  const actionData = useActionData<typeof action>() as ActionData | undefined;
  if (actionData?.result) return <WhatComes {...actionData} result={actionData.result} />;
  return <Questions {...actionData} />;
}

function Questions({ typed, unreadable = [] }: Partial<ActionData>) {
  const { t } = useTranslation('next-steps');
  const { procedure } = useLoaderData<typeof loader>();
  const { locale } = usePage();
  return (
    <div className="reading">
      {unreadable.length > 0 && <Unreadable questions={unreadable} />}
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <p className="panel">{t('private')}</p>
      <h2>{procedure.title[locale]}</h2>
      <p>{procedure.about[locale]}</p>
      <p>{t('only')}</p>
      <form method="post" action={localPath(locale, '/what-happens-next')} noValidate>
        <DateQuestions questions={procedure.questions} typed={typed} unreadable={unreadable} />
        <SubmitButton>{t('show')}</SubmitButton>
      </form>
    </div>
  );
}

function Unreadable({ questions }: { questions: string[] }) {
  const { t } = useTranslation('next-steps');
  const { procedure } = useLoaderData<typeof loader>();
  const { locale } = usePage();
  return (
    <ErrorBox>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {procedure.questions
          .filter(({ id }) => questions.includes(id))
          .map(({ id, label }) => (
            <li key={id}>
              <a href={`#${id}-day`}>
                {label[locale]} {t('unreadable')}
              </a>
            </li>
          ))}
      </ul>
    </ErrorBox>
  );
}

function WhatComes({ result, typed }: ActionData & { result: Result }) {
  const { t } = useTranslation('next-steps');
  const { procedure } = useLoaderData<typeof loader>();
  const { locale } = usePage();
  const { timeline, oddities, next } = result;
  const received = timeline.filter(
    ({ step, basis }) => basis === 'known' && step.receive.length > 0,
  );
  const toReceive = received.length > 0 ? received : timeline.slice(0, 1);
  const rights = timeline.flatMap(({ step }) => step.rights);
  return (
    <div className="reading">
      <h1>{t('result.title')}</h1>
      <p className="lead">{procedure.title[locale]}</p>
      <p className="quiet">{t('result.made', { date: dateInWords(result.today, locale) })}</p>
      {oddities.map((oddity) => (
        <p className="notice" key={oddity.kind + oddity.question}>
          <OddityWords oddity={oddity} />
        </p>
      ))}
      {next && (
        <section className="panel" aria-labelledby="now">
          <h2 id="now">{t('result.next')}</h2>
          <p>
            <strong>{next.step.title[locale]}</strong>
          </p>
          <p>{next.step.what[locale]}</p>
          {next.date && (
            <p className="when">
              {t(next.step.deadlineFor === 'you' ? 'when.yours' : 'when.by', {
                date: dateInWords(next.date, locale),
              })}
            </p>
          )}
        </section>
      )}
      <Take result={result} typed={typed} />
      <h2>{t('result.timeline')}</h2>
      <p>{t('result.caution')}</p>
      <ProcedureTimeline procedure={procedure} timeline={timeline} />
      <h2>{t('result.received')}</h2>
      <ul>
        {toReceive
          .flatMap(({ step }) => step.receive)
          .map((item) => (
            <li key={item.en}>
              <span aria-hidden="true">☐ </span>
              {item[locale]}
            </li>
          ))}
      </ul>
      <h2>{t('result.rights')}</h2>
      <ul>
        {rights.map((right) => (
          <li key={right.en}>{right[locale]}</li>
        ))}
      </ul>
      <p>
        <LocalLink to={`/guides/${procedure.guide}`}>{t('result.guide')}</LocalLink>
      </p>
      <h2>{t('result.sources')}</h2>
      <Sources timeline={timeline} open={result.forPrint} />
      <p className="no-print">
        <NextLink to="/support/match">{t('result.contacts')}</NextLink>
      </p>
      <details className="no-print">
        <summary>{t('result.change')}</summary>
        <div>
          <form method="post" action={localPath(locale, '/what-happens-next')} noValidate>
            <DateQuestions questions={procedure.questions} typed={typed} />
            <SubmitButton>{t('show')}</SubmitButton>
          </form>
        </div>
      </details>
    </div>
  );
}

/** Ways to keep the result: the dates travel again by POST, because nothing here was kept. */
function Take({ result, typed }: { result: Result; typed: ActionData['typed'] }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  if (result.forPrint) return <p className="no-print">{t('result.printNow')}</p>;
  const hidden = Object.entries(typed).flatMap(([question, parts]) =>
    Object.entries(parts).map(([part, value]) => (
      <input key={question + part} type="hidden" name={`${question}-${part}`} value={value} />
    )),
  );
  const anyDates = result.timeline.some(({ basis }) => basis === 'worked-out');
  return (
    <div className="actions">
      <form method="post" action={localPath(locale, '/what-happens-next')}>
        {hidden}
        <SubmitButton look="secondary" name="view" value="print">
          {t('result.print')}
        </SubmitButton>
      </form>
      {anyDates && (
        <form method="post" action={localPath(locale, '/what-happens-next/calendar')}>
          {hidden}
          <SubmitButton look="secondary" name="titles" value="plain">
            {t('result.calendar')}
          </SubmitButton>{' '}
          <SubmitButton look="secondary" name="titles" value="neutral">
            {t('result.calendarNeutral')}
          </SubmitButton>
        </form>
      )}
    </div>
  );
}

function OddityWords({ oddity }: { oddity: Oddity }) {
  const { t } = useTranslation('next-steps');
  const { procedure } = useLoaderData<typeof loader>();
  const { locale } = usePage();
  const words = (id: string) =>
    procedure.questions.find((question) => question.id === id)!.label[locale];
  return oddity.kind === 'future'
    ? t('oddities.future', { question: words(oddity.question) })
    : t('oddities.order', { question: words(oddity.question), before: words(oddity.before) });
}

function Sources({ timeline, open }: { timeline: Result['timeline']; open: boolean }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const facts = new Map(timeline.flatMap(({ step }) => step.facts).map((fact) => [fact.id, fact]));
  return (
    <details open={open}>
      <summary>{t('result.facts', { count: facts.size })}</summary>
      <div>
        <ul className="small">
          {[...facts.values()].map(({ id, statement, source, checked, confidence }) => (
            <li key={id}>
              {statement[locale]} <a href={source.url}>{source.title}</a>, {source.date}.{' '}
              {t('result.checked', { date: dateInWords(checked, locale, { weekday: false }) })}{' '}
              {(confidence === 'unconfirmed' || confidence === 'low') && (
                <strong>{t('unconfirmed')}</strong>
              )}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
