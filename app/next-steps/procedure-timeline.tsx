import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { SourcedProcedure, SourcedStep } from './procedures.server';
import type { TimelineStep } from './timeline';

/** A procedure as a picture that is also a list: who does what, by when, in order. */
export function ProcedureTimeline({
  procedure,
  timeline,
}: {
  procedure: SourcedProcedure;
  /** With the reader's own dates, when there are any. */
  timeline?: TimelineStep<SourcedStep>[];
}) {
  return (
    <ol className="timeline">
      {procedure.steps.map((step, index) => (
        <Step key={step.id} step={step} procedure={procedure} dated={timeline?.[index]} />
      ))}
    </ol>
  );
}

function Step({
  step,
  procedure,
  dated,
}: {
  step: SourcedStep;
  procedure: SourcedProcedure;
  dated?: TimelineStep<SourcedStep>;
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const yours = step.who === 'you' ? 'timeline__yours' : '';
  const past = dated?.basis === 'known' ? 'timeline__past' : '';
  return (
    <li className={past || yours || undefined}>
      <h3>{step.title[locale]}</h3>
      <p className="quiet">{t('who', { who: t(`people.${step.who}`) })}</p>
      {dated && <When dated={dated} procedure={procedure} />}
      {!dated && step.limit && <p className="when">{limitInWords()}</p>}
      <p>{step.what[locale]}</p>
      {(step.limit || dated) && step.unconfirmed && (
        <p>
          <span className="unconfirmed">{t('unconfirmed')}</span>
        </p>
      )}
    </li>
  );

  function limitInWords() {
    const { value, unit, after } = step.limit!;
    return t('limit', {
      limit: t(`units.${unit}`, { count: value }),
      after: nameOf(procedure, after, locale),
    });
  }
}

/** The title of the step, or the words of the question, that a limit counts from. */
function nameOf({ steps, questions }: SourcedProcedure, id: string, locale: 'en' | 'cy'): string {
  const step = steps.find((candidate) => candidate.id === id || candidate.date === id);
  return (step?.title ?? questions.find((question) => question.id === id)!.label)[locale];
}

/** The date of a step, and how it was worked out. */
function When({
  dated,
  procedure,
}: {
  dated: TimelineStep<SourcedStep>;
  procedure: SourcedProcedure;
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const { basis, date, from, limitDate, step } = dated;
  if (basis === 'unknown') return <p className="when">{t('when.unknown')}</p>;
  const working = step.limit &&
    from && {
      limit: t(`units.${step.limit.unit}`, { count: step.limit.value }),
      after: nameOf(procedure, from, locale),
    };
  if (basis === 'known') {
    return (
      <>
        <p className="when">{t('when.known', { date: dateInWords(date!, locale) })}</p>
        {working && limitDate && (
          <p className="quiet small">
            {t('when.limitWas', { ...working, date: dateInWords(limitDate, locale) })}
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <p className="when">
        {t(step.deadlineFor === 'you' ? 'when.yours' : 'when.by', {
          date: dateInWords(date!, locale),
        })}
      </p>
      {working && <p className="quiet small">{t('when.working', working)}</p>}
      {dated.past && <p>{t('when.past')}</p>}
    </>
  );
}
