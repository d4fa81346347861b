import { useTranslation } from 'react-i18next';
import type { State } from './life';

const colours: Partial<Record<State, string>> = {
  received: 'blue',
  acknowledged: 'yellow',
  review: 'yellow',
  answered: 'green',
};

/** Where a concern stands, in words; the colour only repeats them. */
export function ConcernTag({ state }: { state: State }) {
  const { t } = useTranslation('concerns');
  return (
    <strong className={`nhsuk-tag nhsuk-tag--${colours[state] ?? 'grey'}`}>
      {t(`states.${state}`)}
    </strong>
  );
}
