import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { usePage } from '~/platform/ui/page-context';
import { rest, type ByOption, type GroupLine, type QuestionFigures } from './edition';
import { monthInWords } from './months';
import { optionsOf, type Grouping, type Question } from './questions';
import type { Count } from './suppression';
import { optionWords, questionWords, type Translate } from './words-of';

/** Published figures on a page: charts whose every bar stands beside its number. */

const shareOf = (count: number, all: number): number => Math.round((count / all) * 100);

/** A bar beside a number. It says nothing that the number does not. */
export function Bar({ value, most }: { value: number; most: number }) {
  return (
    <svg
      className="bar"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect width={most > 0 ? (value / most) * 100 : 0} height="10" />
    </svg>
  );
}

/** `January to March 2027`. */
export function usePeriod(): (edition: { fromMonth: string; toMonth: string }) => string {
  const { t } = useTranslation('insight');
  const { locale } = usePage();
  return ({ fromMonth, toMonth }) =>
    fromMonth === toMonth
      ? monthInWords(toMonth, locale)
      : t('period', { from: monthInWords(fromMonth, locale), to: monthInWords(toMonth, locale) });
}

export function Hidden() {
  const { t } = useTranslation('insight');
  return <span className="quiet">{t('hidden')}</span>;
}

/** A table of figures. Where it is wide, it scrolls inside its own box. */
export function FiguresTable({
  id,
  caption,
  head,
  wide,
  children,
}: {
  id: string;
  /** Tells it from every other on the page. */
  caption: ReactNode;
  head: ReactNode[];
  wide?: boolean;
  children: ReactNode;
}) {
  const table = (
    <table className="figures">
      <caption id={id}>{caption}</caption>
      <thead>
        <tr>
          {head.map((each, place) => (
            <th key={place} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
  if (!wide) return table;
  return (
    <div className="scroll" role="region" aria-labelledby={id} tabIndex={0}>
      {table}
    </div>
  );
}

/** The answers to one question: a bar chart that is a table. */
export function Answers({
  question,
  figures,
  underHeading,
}: {
  question: Question;
  figures: QuestionFigures;
  /** The question stands above it already. */
  underHeading?: boolean;
}) {
  const { t } = useTranslation(['insight', 'voices']);
  const { answered, options } = figures;
  return (
    <FiguresTable
      id={question}
      caption={
        <>
          <span className={underHeading ? 'nhsuk-u-visually-hidden' : undefined}>
            {questionWords(t as Translate, question)}
          </span>{' '}
          <span className="quiet">{t('answered', { count: answered })}</span>
        </>
      }
      head={[t('columns.answer'), t('columns.people'), t('columns.share')]}
    >
      {optionsOf(question).map((option) => {
        const count = options[option] ?? null;
        return (
          <tr key={option}>
            <th scope="row">{optionWords(t as Translate, question, option)}</th>
            <td>{count === null ? <Hidden /> : count}</td>
            <td className="figures__bar">
              {count !== null && (
                <>
                  {t('percent', { share: shareOf(count, answered) })}
                  <Bar value={count} most={answered} />
                </>
              )}
            </td>
          </tr>
        );
      })}
    </FiguresTable>
  );
}

const Cell = ({ count, all }: { count: Count | undefined; all: number }) => {
  const { t } = useTranslation('insight');
  return (
    <td>
      {count === null || count === undefined ? (
        <Hidden />
      ) : (
        <>
          {t('countAndPercent', { number: count, share: shareOf(count, all) })}
          <Bar value={count} most={all} />
        </>
      )}
    </td>
  );
};

/** Lines of a table with a column for each answer. */
function ByAnswer({
  id,
  caption,
  first,
  question,
  lines,
}: {
  id: string;
  caption: string;
  /** What a line is. */
  first: string;
  question: Question;
  lines: { key: string; head: string; size: number; options: ByOption }[];
}) {
  const { t } = useTranslation(['insight', 'voices']);
  const options = optionsOf(question);
  return (
    <FiguresTable
      id={id}
      caption={
        <>
          {caption}
          <span className="nhsuk-u-visually-hidden">
            {': '}
            {questionWords(t as Translate, question)}
          </span>
        </>
      }
      wide
      head={[
        first,
        t('columns.all'),
        ...options.map((option) => optionWords(t as Translate, question, option)),
      ]}
    >
      {lines.map(({ key, head, size, options: counts }) => (
        <tr key={key}>
          <th scope="row">{head}</th>
          <td>{size}</td>
          {options.map((option) => (
            <Cell key={option} count={counts[option]} all={size} />
          ))}
        </tr>
      ))}
    </FiguresTable>
  );
}

/** One question, edition by edition. */
export function OverTime({
  question,
  editions,
}: {
  question: Question;
  editions: { fromMonth: string; toMonth: string; figures: QuestionFigures }[];
}) {
  const { t } = useTranslation('insight');
  const period = usePeriod();
  return (
    <ByAnswer
      id={`${question}-time`}
      caption={t('overTime')}
      first={t('columns.when')}
      question={question}
      lines={editions.map((edition) => ({
        key: edition.toMonth,
        head: period(edition),
        size: edition.figures.answered,
        options: edition.figures.options,
      }))}
    />
  );
}

/** One question, group by group. */
export function ByGroup({
  question,
  grouping,
  lines,
}: {
  question: Question;
  grouping: Grouping;
  lines: GroupLine[];
}) {
  const { t } = useTranslation(['insight', 'voices']);
  return (
    <ByAnswer
      id={`${question}-${grouping}`}
      caption={t(`voices:groupings.${grouping}.short`)}
      first={t('columns.group')}
      question={question}
      lines={lines.map(({ group, size, options }) => ({
        key: group,
        head: group === rest ? t('restUnsaid') : optionWords(t as Translate, grouping, group),
        size,
        options,
      }))}
    />
  );
}

/** Who took part, by one grouping. */
export function WhoTookPart({
  grouping,
  lines,
}: {
  grouping: Grouping;
  lines: { group: string; size: number }[];
}) {
  const { t } = useTranslation(['insight', 'voices']);
  const all = lines.reduce((sum, { size }) => sum + size, 0);
  return (
    <FiguresTable
      id={`about-${grouping}`}
      caption={t(`voices:groupings.${grouping}.short`)}
      head={[t('columns.group'), t('columns.people'), t('columns.share')]}
    >
      {lines.map(({ group, size }) => (
        <tr key={group}>
          <th scope="row">
            {group === rest ? t('rest') : optionWords(t as Translate, grouping, group)}
          </th>
          <td>{size}</td>
          <td className="figures__bar">
            {t('percent', { share: shareOf(size, all) })}
            <Bar value={size} most={all} />
          </td>
        </tr>
      ))}
    </FiguresTable>
  );
}

/** Words that a lead has released. */
export function TheirWords({ words }: { words: { id: number; words: string }[] }) {
  return words.map(({ id, words: said }) => (
    <blockquote key={id} className="their-words" dir="auto">
      {said}
    </blockquote>
  ));
}
