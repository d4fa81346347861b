import { useTranslation } from 'react-i18next';
import { StateTag, type QueueLine } from '~/meetings/index';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Cell, StackedRow, StackedTable } from './stacked-table';

/** Lines of the queue. */
export function QueueTable({ lines, label }: { lines: QueueLine[]; label: string }) {
  const { t } = useTranslation('queue');
  const columns = ['name', 'next', 'when', 'adviser'] as const;
  return (
    <StackedTable labelledBy={label} columns={columns.map((column) => t(`columns.${column}`))}>
      {lines.map((line) => (
        <Line key={line.reference} line={line} />
      ))}
    </StackedTable>
  );
}

function Line({ line }: { line: QueueLine }) {
  const { t } = useTranslation('queue');
  const { reference, name, because, state, next, adviserName, undelivered } = line;
  return (
    <StackedRow
      head={
        <>
          <LocalLink to={`/adviser/requests/${reference}`}>
            {name === null ? t(`noName.${because!}`) : <span dir="auto">{name}</span>}
          </LocalLink>
          <br />
          <span className="quiet small">{reference}</span>
          {undelivered && (
            <>
              <br />
              <strong className="nhsuk-tag nhsuk-tag--red">{t('undelivered')}</strong>
            </>
          )}
        </>
      }
    >
      <Cell label={t('columns.next')}>
        <span>{t(`next.${next}`)}</span>
        <br />
        <StateTag state={state} />
      </Cell>
      <Cell label={t('columns.when')}>
        <When line={line} />
      </Cell>
      <Cell label={t('columns.adviser')}>
        {adviserName === null ? t('nobody') : <span dir="auto">{adviserName}</span>}
      </Cell>
    </StackedRow>
  );
}

/** By when something is to be done, or since when it is waited for; and the meeting, when there is one. */
function When({ line }: { line: QueueLine }) {
  const { t } = useTranslation('queue');
  const { locale } = usePage();
  const { answerBy, overdue, meetsAt, next, updatedAt } = line;
  const on = (date: string) => dateInWords(date, locale, { weekday: false });
  return (
    <>
      {answerBy !== null &&
        (overdue ? (
          <p>
            <strong>{t('when.overdue', { date: on(answerBy) })}</strong>
          </p>
        ) : (
          <p>{t('when.answerBy', { date: on(answerBy) })}</p>
        ))}
      {meetsAt !== null && <p>{t('when.meeting', { when: momentInWords(meetsAt, locale) })}</p>}
      {next === 'wait' && <p>{t('when.since', { date: on(today(updatedAt)) })}</p>}
      {next === 'ended' && <p>{t('when.ended', { date: on(today(updatedAt)) })}</p>}
    </>
  );
}
