import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { professions, settings } from '~/platform/content/vocabulary';
import { nations } from '~/platform/time/working-days';
import { ErrorBox } from '~/platform/ui/error-box';
import { Choices, SubmitButton, type Field } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { datesAsked, type Answers } from './answers';
import { DateQuestions } from './date-questions';
import type { Happening } from './happening';
import type { Page } from './pages';
import type { Worry } from './worry';

/** The questions of the private tool, each as it stands on its own page or with all others on one. */

export interface QuestionProps {
  answers: Answers;
  /** Names of questions and ids of dates to put right. */
  problems: readonly string[];
  happenings: readonly Happening[];
  worries: readonly Worry[];
  /** The question is the heading of its page. */
  asHeading?: boolean;
}

type Named = 'nation' | 'profession' | 'setting' | 'happened' | 'worries';

const errorKeys = {
  nation: 'next-steps:errors.nation',
  profession: 'next-steps:errors.profession',
  setting: 'next-steps:errors.setting',
  happened: 'next-steps:errors.happened',
} as const;

const isError = (name: string): name is keyof typeof errorKeys => name in errorKeys;

function fieldFor(question: Named, { answers, problems }: QuestionProps): Field {
  return {
    id: question,
    name: question === 'worries' ? 'worry' : question,
    errors: isError(question) && problems.includes(question) ? [errorKeys[question]] : undefined,
    initialValue: answers[question] ?? undefined,
  };
}

function About({ name, ...props }: QuestionProps & { name: 'nation' | 'profession' | 'setting' }) {
  const { t } = useTranslation('next-steps');
  const options = {
    nation: () => nations.map((value) => ({ value, label: t(`nations.${value}`) })),
    profession: () => professions.map((value) => ({ value, label: t(`professions.${value}`) })),
    setting: () => settings.map((value) => ({ value, label: t(`settings.${value}`) })),
  };
  return (
    <Choices
      kind="radios"
      field={fieldFor(name, props)}
      label={t(`questions.${name}.label`)}
      hint={t(`questions.${name}.hint`)}
      asHeading={props.asHeading}
      options={options[name]()}
    />
  );
}

function Happened({
  below,
  ...props
}: QuestionProps & { below?: (happening: Happening) => ReactNode }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  return (
    <Choices
      kind="checkboxes"
      field={fieldFor('happened', props)}
      label={t('questions.happened.label')}
      hint={t('questions.happened.hint')}
      asHeading={props.asHeading}
      options={props.happenings.map((happening) => ({
        value: happening.id,
        label: happening.label[locale],
        hint: happening.hint[locale],
        below: below?.(happening),
      }))}
    />
  );
}

function Dates({ answers, problems, happenings, asHeading }: QuestionProps) {
  const { t } = useTranslation('next-steps');
  const Heading = asHeading ? 'h1' : 'h2';
  return (
    <>
      <Heading>{t('questions.dates.label')}</Heading>
      <p>{t('questions.dates.hint')}</p>
      <DateQuestions
        questions={datesAsked(happenings, answers.happened)}
        typed={answers.dates}
        unreadable={problems}
      />
    </>
  );
}

function Worries(props: QuestionProps) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  return (
    <Choices
      kind="checkboxes"
      field={fieldFor('worries', props)}
      label={t('questions.worries.label')}
      hint={t('questions.worries.hint')}
      asHeading={props.asHeading}
      options={props.worries.map(({ id, label }) => ({ value: id, label: label[locale] }))}
    />
  );
}

/** The questions of one page. */
export function QuestionsOn({ page, ...props }: QuestionProps & { page: Page }) {
  if (page === 'happened') return <Happened {...props} />;
  if (page === 'dates') return <Dates {...props} />;
  if (page === 'worries') return <Worries {...props} />;
  return <About name={page} {...props} />;
}

/** The form with every question at once; the dates of a happening stand under it, folded away. */
export function AllQuestions(props: QuestionProps) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const datesOf = ({ dates }: Happening) => {
    if (dates.length === 0) return null;
    const open = dates.some(({ id }) => props.answers.dates[id]);
    return (
      <details open={open}>
        <summary>{t('questions.dates.here')}</summary>
        <div>
          <DateQuestions
            questions={dates}
            typed={props.answers.dates}
            unreadable={props.problems}
          />
        </div>
      </details>
    );
  };
  return (
    <form
      id="answer-form"
      method="post"
      action={localPath(locale, '/what-happens-next')}
      noValidate
    >
      <input type="hidden" name="page" value="all" />
      <About name="nation" {...props} />
      <About name="profession" {...props} />
      <About name="setting" {...props} />
      <Happened {...props} below={datesOf} />
      <Worries {...props} />
      <SubmitButton>{t('show')}</SubmitButton>
    </form>
  );
}

/** What has to be put right, each line leading to its question. */
export function ProblemList({
  problems,
  happenings,
}: Pick<QuestionProps, 'problems' | 'happenings'>) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  if (problems.length === 0) return null;
  const dates = happenings.flatMap((happening) => happening.dates);
  return (
    <ErrorBox>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {problems.map((name) => (
          <li key={name}>
            {isError(name) ? (
              <a href={`#${name}`}>{t(`errors.${name}`)}</a>
            ) : (
              <a href={`#${name}-day`}>
                {dates.find(({ id }) => id === name)?.label[locale]} {t('errors.date')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </ErrorBox>
  );
}
