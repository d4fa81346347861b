import { useTranslation } from 'react-i18next';
import { usePage } from '~/platform/ui/page-context';
import type { TypedDate } from './answers';
import type { DateQuestion } from './happening';

const boxes = [
  ['day', '2'],
  ['month', '2'],
  ['year', '4'],
] as const;

/** Dates, three boxes each, with what was typed and what could not be read. */
export function DateQuestions({
  questions,
  typed,
  unreadable,
}: {
  questions: readonly DateQuestion[];
  typed: Record<string, TypedDate>;
  unreadable: readonly string[];
}) {
  return questions.map((question) => (
    <DateBoxes
      key={question.id}
      question={question}
      typed={typed[question.id]}
      wrong={unreadable.includes(question.id)}
    />
  ));
}

function DateBoxes({
  question: { id, label, hint },
  typed,
  wrong,
}: {
  question: DateQuestion;
  typed?: TypedDate;
  wrong: boolean;
}) {
  const { t } = useTranslation(['next-steps', 'common']);
  const { locale } = usePage();
  const error = wrong ? ' nhsuk-input--error' : '';
  return (
    <div className={`nhsuk-form-group${wrong ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset
        className="nhsuk-fieldset"
        aria-describedby={`${id}-hint${wrong ? ` ${id}-error` : ''}`}
      >
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          {label[locale]}
        </legend>
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint[locale]}
        </div>
        {wrong && (
          <span className="nhsuk-error-message" id={`${id}-error`}>
            <span className="nhsuk-u-visually-hidden">{t('common:error')}</span> {t('errors.date')}
          </span>
        )}
        <div className="date-boxes">
          {boxes.map(([part, width]) => (
            <div key={part}>
              <label className="nhsuk-label" htmlFor={`${id}-${part}`}>
                {t(part)}
              </label>
              <input
                className={`nhsuk-input nhsuk-input--width-${width}${error}`}
                id={`${id}-${part}`}
                name={`${id}-${part}`}
                inputMode="numeric"
                autoComplete="off"
                maxLength={10}
                defaultValue={typed?.[part]}
                aria-invalid={wrong || undefined}
              />
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
