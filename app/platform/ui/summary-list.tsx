import { Fragment, type ReactNode } from 'react';
import { LocalLink } from './links';

/** What somebody answered, question by question, in nhsuk-frontend's markup. */

/** One line of the list: a question in few words, and what the person answered. */
export interface SummaryLine {
  label: string;
  value: ReactNode;
}

/** The lines of one question. */
export interface Summary {
  id: string;
  lines: SummaryLine[];
  /** Where its answer is changed, without language; null when it cannot be. */
  to: string | null;
}

/** What people wrote is shown as they wrote it, in whatever direction their language runs. */
export const written = (text: string) => (
  <span className="their-words" dir="auto">
    {text}
  </span>
);

export const listed = (items: string[]) => (
  <ul>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);

/** @param change the word of the links by which answers are changed; without it there are none. */
export function SummaryList({ summaries, change }: { summaries: Summary[]; change?: string }) {
  return (
    <dl className="nhsuk-summary-list">
      {summaries.map(({ id, lines, to }) => (
        <Fragment key={id}>
          {lines.map(({ label, value }, index) => (
            <div className="nhsuk-summary-list__row" key={label}>
              <dt className="nhsuk-summary-list__key">{label}</dt>
              <dd className="nhsuk-summary-list__value">{value}</dd>
              {change && (
                <dd className="nhsuk-summary-list__actions">
                  {index === 0 && to && (
                    <LocalLink to={to}>
                      {change}
                      <span className="nhsuk-u-visually-hidden"> {label}</span>
                    </LocalLink>
                  )}
                </dd>
              )}
            </div>
          ))}
        </Fragment>
      ))}
    </dl>
  );
}
