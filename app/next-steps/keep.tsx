import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import type { Answers } from './answers';
import { HiddenAnswers } from './hidden-answers';

/** Ways to keep the result: on paper, in a calendar, in a file on the reader's own device. */
export function Keep({
  answers,
  forPrint,
  anyDates,
}: {
  answers: Answers;
  forPrint: boolean;
  anyDates: boolean;
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  if (forPrint) return <p className="no-print">{t('result.printNow')}</p>;
  const form = (to: string, buttons: [name: string, value: string, words: string][]) => (
    <form method="post" action={localPath(locale, to)}>
      <HiddenAnswers answers={answers} />
      {buttons.map(([name, value, words]) => (
        <SubmitButton key={value} look="secondary" name={name} value={value}>
          {words}
        </SubmitButton>
      ))}
    </form>
  );
  return (
    <section className="no-print" aria-labelledby="keep">
      <h2 id="keep">{t('result.keep')}</h2>
      <div className="actions">
        {form('/what-happens-next', [['go', 'print', t('result.print')]])}
        {anyDates &&
          form('/what-happens-next/calendar', [
            ['titles', 'plain', t('result.calendar')],
            ['titles', 'neutral', t('result.calendarNeutral')],
          ])}
        {form('/what-happens-next/file', [['go', 'file', t('result.file')]])}
      </div>
      <p className="quiet small">{t('result.fileWhat')}</p>
    </section>
  );
}
