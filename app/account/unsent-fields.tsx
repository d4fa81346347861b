import { usePage } from '~/platform/ui/page-context';
import { fieldsInWords, type UnsentForm } from './unsent-forms';

/** What a form that came too late holds, as its writer filled it in. */
export function UnsentFields({ fields }: Pick<UnsentForm, 'fields'>) {
  const { locale } = usePage();
  const lines = fieldsInWords(fields, locale);
  if (lines.length === 0) return null;
  return (
    <dl className="nhsuk-summary-list">
      {lines.map(({ label, values }) => (
        <div className="nhsuk-summary-list__row" key={label}>
          <dt className="nhsuk-summary-list__key">{label}</dt>
          {values.map((value, index) => (
            <dd className="nhsuk-summary-list__value their-words" dir="auto" key={index}>
              {value}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
