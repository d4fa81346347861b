import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { datesAsked, type Answers } from './answers';
import type { Happening } from './happening';
import { HiddenAnswers } from './hidden-answers';
import { pagesFor, type Page } from './pages';
import type { Worry } from './worry';

/** What the reader answered, each with a way to change it. */
export function YourAnswers({
  answers,
  happenings,
  worries,
}: {
  answers: Answers;
  happenings: readonly Happening[];
  worries: readonly Worry[];
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const labels = (all: readonly (Happening | Worry)[], ids: string[]) =>
    all.filter(({ id }) => ids.includes(id)).map(({ label }) => label[locale]);
  const asked = datesAsked(happenings, answers.happened);
  const said: Record<Page, string[]> = {
    nation: answers.nation ? [t(`nations.${answers.nation}`)] : [],
    profession: answers.profession ? [t(`professions.${answers.profession}`)] : [],
    setting: answers.setting ? [t(`settings.${answers.setting}`)] : [],
    happened: labels(happenings, answers.happened),
    dates: asked.flatMap(({ id, label }) => {
      const typed = answers.dates[id];
      return typed ? [`${label[locale]} ${typed.day} ${typed.month} ${typed.year}`] : [];
    }),
    worries: labels(worries, answers.worries),
  };
  return (
    <section className="no-print" aria-labelledby="answers">
      <h2 id="answers">{t('result.answers')}</h2>
      <form id="answer-form" method="post" action={localPath(locale, '/what-happens-next')}>
        <HiddenAnswers answers={answers} />
        <dl className="nhsuk-summary-list">
          {pagesFor(answers, happenings).map((page) => (
            <div className="nhsuk-summary-list__row" key={page}>
              <dt className="nhsuk-summary-list__key">{t(`questions.${page}.label`)}</dt>
              <dd className="nhsuk-summary-list__value">
                {said[page].length === 0 && t('result.none')}
                {said[page].map((line) => (
                  <span className="line" key={line}>
                    {line}{' '}
                  </span>
                ))}
              </dd>
              <dd className="nhsuk-summary-list__actions">
                <button className="link-button" name="go" value={`change-${page}`}>
                  {t('result.change')}{' '}
                  <span className="nhsuk-u-visually-hidden">{t(`questions.${page}.label`)}</span>
                </button>
              </dd>
            </div>
          ))}
        </dl>
      </form>
      <p>
        <LocalLink to="/what-happens-next">{t('result.again')}</LocalLink>
      </p>
    </section>
  );
}
