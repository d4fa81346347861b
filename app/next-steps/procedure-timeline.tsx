import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import { FactList } from './fact-list';
import { useLimitWords } from './limit-words';
import type { SourcedProcedure, SourcedStep } from './procedures.server';
import type { TimelineStep } from './timeline';

/** A procedure as a picture that is also a list: who does what, by when, in order. */
export function ProcedureTimeline({ procedure }: { procedure: SourcedProcedure }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const words = useLimitWords(procedure);
  return (
    <ol className="timeline">
      {procedure.steps.map((step) => (
        <li key={step.id} className={step.who === 'you' ? 'timeline__yours' : undefined}>
          <h3>{step.title[locale]}</h3>
          <Who step={step} />
          {step.limit && (
            <p className="when">{t('length.limit', { working: words.limit(step.limit) })}</p>
          )}
          {step.limit?.pause && <p className="quiet small">{t('length.conciliation')}</p>}
          {step.usual && <p className="when">{words.usual(step.usual)}</p>}
          {step.opens && (
            <p className="when">{t('length.opens', { working: words.limit(step.opens) })}</p>
          )}
          {step.timeUnconfirmed && (
            <p>
              <span className="unconfirmed">{t('notConfirmed')}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The same with a reader's own dates, what happens at each step and the facts behind it. */
export function DatedTimeline({
  procedure,
  timeline,
  open,
}: {
  procedure: SourcedProcedure;
  timeline: TimelineStep<SourcedStep>[];
  /** The facts behind times unfolded, for paper. */
  open: boolean;
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  return (
    <ol className="timeline">
      {timeline.map((dated) => {
        const { step, happened } = dated;
        const yours = step.who === 'you' ? 'timeline__yours' : undefined;
        return (
          <li key={step.id} className={happened ? 'timeline__past' : yours}>
            <h3>{step.title[locale]}</h3>
            <Who step={step} />
            <When dated={dated} procedure={procedure} />
            <p>{step.what[locale]}</p>
            {step.unconfirmed && <Unconfirmed />}
            {step.facts.length > 0 && (
              <details open={open && timed(step)} className="small">
                <summary>{t('result.fact')}</summary>
                <FactList facts={step.facts} />
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Who({ step }: { step: SourcedStep }) {
  const { t } = useTranslation('next-steps');
  return (
    <p className="quiet">
      {t('who', { who: t(`people.${step.who}`) })}
      {step.onlySome && `. ${t('onlySome')}`}
    </p>
  );
}

const timed = ({ limit, usual, opens }: SourcedStep) => Boolean(limit ?? usual ?? opens);

/** Says that what stands above rests on something nobody could confirm. */
export function Unconfirmed() {
  const { t } = useTranslation('next-steps');
  return (
    <p>
      <span className="unconfirmed">{t('unconfirmed')}</span>
    </p>
  );
}

/** The date of a step, and how it was worked out. */
export function When({
  dated,
  procedure,
}: {
  dated: TimelineStep<SourcedStep>;
  procedure: SourcedProcedure;
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const words = useLimitWords(procedure);
  const inWords = (date: string) => dateInWords(date, locale);
  const { basis, date, start, limitDate, pause, aimFor, past, usual, opens, step } = dated;
  const yours = step.deadlineFor === 'you';
  const working = step.limit && limitDate && words.limit(step.limit);
  return (
    <>
      {basis === 'known' && <p className="when">{t('when.known', { date: inWords(date!) })}</p>}
      {basis === 'known' && working && (
        <p className="quiet small">{t('when.limitWas', { working, date: inWords(limitDate) })}</p>
      )}
      {basis === 'worked-out' && (
        <>
          <p className="when">{t(yours ? 'when.yours' : 'when.by', { date: inWords(date!) })}</p>
          {aimFor && <p>{t('when.aimFor', { date: inWords(aimFor) })}</p>}
          <p className="quiet small">
            {t('when.working', { working, start: inWords(start!) })}{' '}
            {pause === 'ended' && t('when.conciliation')}
          </p>
          {past && <p>{step.ifPast?.[locale] ?? t(yours ? 'when.pastYou' : 'when.pastThem')}</p>}
        </>
      )}
      {basis !== 'known' && usual && (
        <p className="when">
          {t(usual.from === usual.to ? 'when.usualOne' : 'when.usual', {
            from: inWords(usual.from),
            to: inWords(usual.to),
          })}
        </p>
      )}
      {basis !== 'known' && opens && (
        <p className="when">{t('when.opens', { date: inWords(opens) })}</p>
      )}
      {pause === 'running' && basis === 'unknown' && (
        <>
          <p className="when">{t('when.stopped')}</p>
          <p className="quiet small">
            {t('when.stoppedFrom', {
              date: inWords(limitDate!),
              working: words.limit(step.limit!),
            })}
          </p>
        </>
      )}
      {pause !== 'running' && basis === 'unknown' && (step.limit || step.date) && (
        <>
          <p className="quiet">{t('when.unknown')}</p>
          {step.limit && (
            <p className="quiet small">{t('length.limit', { working: words.limit(step.limit) })}</p>
          )}
        </>
      )}
    </>
  );
}
