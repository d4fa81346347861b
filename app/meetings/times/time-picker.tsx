import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateInWords, timeInWords, today } from '~/platform/time/london';
import { describedBy, Group, HintAndErrors, type Field } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { PageOfDays } from './published-days';

interface PickerProps {
  field: Field;
  label: ReactNode;
  hint: ReactNode;
  page: PageOfDays;
  /** The time chosen before; it stays in reach while other days are shown. */
  chosen: number | null;
  /** The page's own address; other days are asked of it. */
  here: string;
  /** Words for choosing none of the times; without them one has to be chosen. */
  other?: ReactNode;
}

/** Free times to choose one of, grouped by day: one group of radios, a heading and a legend for each day. */
export function TimePicker({ field, label, hint, page, chosen, here, other }: PickerProps) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const shown = page.days.flatMap(({ times }) => times);
  const apart = chosen !== null && !shown.includes(chosen) ? chosen : null;
  const first = apart ?? shown[0];
  // A choice that was sent and not taken is still the choice.
  const sent = Number(field.initialValue);
  const picked = shown.includes(sent) ? sent : chosen;
  const radio = (time: number) => (
    <TimeRadio key={time} {...{ field, time, first: time === first, checked: time === picked }} />
  );
  return (
    <Group field={field}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(field, hint)}>
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--l">
          <h1 className="nhsuk-fieldset__heading">{label}</h1>
        </legend>
        <HintAndErrors field={field} hint={hint} />
        {apart !== null && (
          <Day title={t('picker.chosen', { date: dateInWords(today(apart), locale) })}>
            {radio(apart)}
          </Day>
        )}
        {page.days.map(({ date, times }) => (
          <Day key={date} title={dateInWords(date, locale)}>
            {times.map(radio)}
          </Day>
        ))}
        <OtherDays page={page} here={here} />
        {other && (
          <div className="nhsuk-radios">
            <div className="nhsuk-radios__item">
              <input
                className="nhsuk-radios__input"
                id={`${field.id}-other`}
                name={field.name}
                type="radio"
                value="other"
                defaultChecked={field.initialValue === 'other'}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${field.id}-other`}>
                {other}
              </label>
            </div>
          </div>
        )}
      </fieldset>
    </Group>
  );
}

function Day({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="nhsuk-fieldset day">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
        <h2 className="nhsuk-fieldset__heading">{title}</h2>
      </legend>
      <div className="nhsuk-radios day__times">{children}</div>
    </fieldset>
  );
}

function TimeRadio({
  field,
  time,
  first,
  checked,
}: {
  field: Field;
  time: number;
  /** Whether a link to the field leads here. */
  first: boolean;
  checked: boolean;
}) {
  const { locale } = usePage();
  const id = first ? field.id : `${field.id}-${time}`;
  return (
    <div className="nhsuk-radios__item">
      <input
        className="nhsuk-radios__input"
        id={id}
        name={field.name}
        type="radio"
        value={time}
        defaultChecked={checked}
      />
      <label className="nhsuk-label nhsuk-radios__label" htmlFor={id}>
        {timeInWords(time, locale)}
      </label>
    </div>
  );
}

/** Ways to the days before and after. What was chosen and kept stays chosen. */
function OtherDays({ page: { earlier, later }, here }: { page: PageOfDays; here: string }) {
  const { t } = useTranslation('meetings');
  if (!earlier && !later) return null;
  const daysAfter = (date: string) => `${here}${here.includes('?') ? '&' : '?'}after=${date}`;
  return (
    <ul className="other-days">
      {earlier && (
        <li>
          <LocalLink to={daysAfter(earlier)}>{t('picker.earlier')}</LocalLink>
        </li>
      )}
      {later && (
        <li>
          <LocalLink to={daysAfter(later)}>{t('picker.later')}</LocalLink>
        </li>
      )}
    </ul>
  );
}
