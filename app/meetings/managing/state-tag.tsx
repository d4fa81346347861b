import { useTranslation } from 'react-i18next';
import type { State } from '../life';

const colours: Partial<Record<State, string>> = {
  submitted: 'blue',
  offered: 'yellow',
  confirmed: 'green',
  held: 'green',
  cancelled: 'red',
  declined: 'red',
};

/** Where a request stands, in words; the colour only repeats them. */
export function StateTag({ state }: { state: State }) {
  const { t } = useTranslation('meetings');
  return (
    <strong className={`nhsuk-tag nhsuk-tag--${colours[state] ?? 'grey'}`}>
      {t(`states.${state}`)}
    </strong>
  );
}
