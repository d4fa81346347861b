import { useTranslation } from 'react-i18next';
import type { Change } from '../life';
import type { Refused } from './refusal.server';

/** What somebody wrote for a change that can no longer be made: its form is gone, the words are not. */
export function LostWords({ refused, allowed }: { refused: Refused; allowed: Change[] }) {
  const { t } = useTranslation('meetings');
  const { asked } = refused;
  if (!('words' in asked) || !asked.words || allowed.includes(asked.change)) return null;
  return (
    <>
      <p>{t('meeting.youWrote')}</p>
      <p className="their-words" dir="auto">
        {asked.words}
      </p>
    </>
  );
}
