import { useTranslation } from 'react-i18next';
import { SubmitButton } from '~/platform/ui/form';
import type { NotedAction } from './note';

/** Says that something agreed is done. @param page the address, in the reader's language, that takes the form. */
export function FinishButton({
  page,
  action: { id, words },
}: {
  page: string;
  action: NotedAction;
}) {
  const { t } = useTranslation('record');
  return (
    <form method="post" action={page}>
      <input type="hidden" name="action" value={id} />
      <SubmitButton look="secondary" name="change" value="finish-action">
        {t('note.finish')}
        <span className="nhsuk-u-visually-hidden">: {words}</span>
      </SubmitButton>
    </form>
  );
}
