import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { closedOn, pages, type Page, type Voice } from './answers';
import { HiddenAnswers } from './question-page';
import { optionWords, questionWords, type Translate } from './words-of';

/** Everything that would be sent, before it is. */
export function CheckPage({
  voice,
  token,
  error,
}: {
  voice: Voice;
  token: string;
  /** Why it was not sent. */
  error?: 'empty' | 'tooMany';
}) {
  const { t } = useTranslation('voices');
  const { locale } = usePage();
  return (
    <>
      {error && (
        <ErrorBox>
          <p>{t(`errors.${error}`)}</p>
        </ErrorBox>
      )}
      <form id="answer-form" method="post" action={localPath(locale, '/voices/share')} noValidate>
        <HiddenAnswers voice={voice} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="page" value="check" />
        <h1>{t('check.title')}</h1>
        <p>{t('check.what')}</p>
        <dl className="nhsuk-summary-list">
          {pages.map((page) => (
            <Answered key={page} page={page} voice={voice} />
          ))}
        </dl>
        <p className="notice">{t('check.last')}</p>
        <div className="actions">
          <SubmitButton name="go" value="send">
            {t('check.send')}
          </SubmitButton>
          <SubmitButton look="secondary" name="go" value="back">
            {t('back')}
          </SubmitButton>
        </div>
      </form>
    </>
  );
}

/** A page of the questions: what was answered, and the way back to it. */
function Answered({ page, voice }: { page: Page; voice: Voice }) {
  const { t } = useTranslation('voices');
  const title = page === 'about-you' ? t('aboutYou.title') : t(`topics.${page}.title`);
  const words = page === 'about-you' ? undefined : voice.words[page];
  const lines = closedOn(page).flatMap((name) => {
    const option = voice.chosen[name];
    return option === undefined ? [] : [{ name, option }];
  });
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{title}</dt>
      <dd className="nhsuk-summary-list__value">
        {lines.length === 0 && !words && <span className="quiet">{t('check.none')}</span>}
        {lines.map(({ name, option }) => (
          <p key={name}>
            <span className="quiet">{questionWords(t as Translate, name)}</span>
            <br />
            {optionWords(t as Translate, name, option)}
          </p>
        ))}
        {words && (
          <p>
            <span className="quiet">{t('check.words')}</span>
            <br />
            <span dir="auto">{words}</span>
          </p>
        )}
      </dd>
      <dd className="nhsuk-summary-list__actions">
        <button type="submit" className="link-button" name="go" value={`change-${page}`}>
          {t('check.change')}
          <span className="nhsuk-u-visually-hidden"> {t('check.changeWhat', { what: title })}</span>
        </button>
      </dd>
    </div>
  );
}
