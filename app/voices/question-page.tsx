import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { ErrorBox } from '~/platform/ui/error-box';
import { Choices, Select, SubmitButton, TextArea, type Field } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import {
  asFields,
  longestWords,
  pages,
  wordsField,
  type Page,
  type Problem,
  type Voice,
} from './answers';
import { groupings, optionsOf, questionsOf, type Topic } from './questions';
import { optionWords, questionWords, type Translate } from './words-of';

/** One page of the feedback. Whatever was answered on the others travels in its form. */

interface PageProps {
  page: Page;
  voice: Voice;
  problems: Problem[];
}

const fieldOf = ({ problems }: PageProps, name: string, value: string | undefined): Field => {
  const wrong = problems.filter(({ field }) => field === name).map(({ error }) => error);
  return { id: name, name, initialValue: value, errors: wrong.length > 0 ? wrong : undefined };
};

/** What was answered, but on one page. */
export function HiddenAnswers({ voice, but }: { voice: Voice; but?: Page }) {
  return asFields(voice, but).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

export function QuestionPage({
  token,
  changing,
  ...props
}: PageProps & {
  token: string;
  /** They came from the check page, and go back there. */
  changing: boolean;
}) {
  const { t } = useTranslation('voices');
  const { locale } = usePage();
  const { page, voice, problems } = props;
  const number = pages.indexOf(page) + 1;
  return (
    <>
      <Problems problems={problems} />
      <form id="answer-form" method="post" action={localPath(locale, '/voices/share')} noValidate>
        <HiddenAnswers voice={voice} but={page} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="page" value={page} />
        {changing && <input type="hidden" name="changing" value="yes" />}
        <p className="quiet">{t('step', { number, count: pages.length })}</p>
        {page === 'about-you' ? <AboutYou {...props} /> : <OneTopic {...props} topic={page} />}
        <div className="actions">
          <SubmitButton>{t(changing ? 'toCheck' : 'continue')}</SubmitButton>
          {number > 1 && !changing && (
            <SubmitButton look="secondary" name="go" value="back">
              {t('back')}
            </SubmitButton>
          )}
          {number < pages.length && !changing && (
            <SubmitButton look="secondary" name="go" value="check">
              {t('sendWhatIHave')}
            </SubmitButton>
          )}
        </div>
      </form>
      <p className="quiet">{t('private')}</p>
    </>
  );
}

function Problems({ problems }: Pick<PageProps, 'problems'>) {
  const { t } = useTranslation('voices');
  if (problems.length === 0) return null;
  return (
    <ErrorBox>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {problems.map(({ field, error }) => (
          <li key={field}>
            <a href={`#${field}`}>{t(error as never)}</a>
          </li>
        ))}
      </ul>
    </ErrorBox>
  );
}

function OneTopic({ topic, ...props }: PageProps & { topic: Topic }) {
  const { t } = useTranslation('voices');
  const { chosen, words } = props.voice;
  return (
    <>
      <h1>{t(`topics.${topic}.title`)}</h1>
      <p>{t(`intro.${topic}`)}</p>
      <p className="quiet">{t('skip')}</p>
      {questionsOf(topic).map((question) => (
        <Choices
          key={question}
          kind="radios"
          field={fieldOf(props, question, chosen[question])}
          label={questionWords(t as Translate, question)}
          options={[
            ...optionsOf(question).map((option) => ({
              value: option,
              label: optionWords(t as Translate, question, option),
            })),
            // A choice once made can be taken back, without script, too.
            { value: '', label: t('leaveOut') },
          ]}
        />
      ))}
      <TextArea
        field={fieldOf(props, wordsField(topic), words[topic])}
        label={t(`topics.${topic}.words`)}
        hint={t('wordsHint')}
        rows={4}
        maxLength={longestWords}
      />
    </>
  );
}

function AboutYou(props: PageProps) {
  const { t } = useTranslation('voices');
  return (
    <>
      <h1>{t('aboutYou.title')}</h1>
      <p className="lead">{t('aboutYou.why')}</p>
      <p>{t('aboutYou.apart')}</p>
      {groupings.map((grouping) => (
        <Select
          key={grouping}
          field={fieldOf(props, grouping, props.voice.chosen[grouping])}
          label={questionWords(t as Translate, grouping)}
          hint={t(`groupings.${grouping}.why`)}
          options={[
            { value: '', label: t('leaveOut') },
            ...optionsOf(grouping).map((option) => ({
              value: option,
              label: optionWords(t as Translate, grouping, option),
            })),
          ]}
        />
      ))}
    </>
  );
}
