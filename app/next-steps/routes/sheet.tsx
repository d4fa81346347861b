import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { config } from '~/platform/config.server';
import { translator } from '~/platform/i18n';
import { changesLanguage, localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { professions, settings } from '~/platform/content/vocabulary';
import { nations } from '~/platform/time/working-days';
import { ErrorBox } from '~/platform/ui/error-box';
import { Choices } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { urgentContacts } from '~/support/index.server';
import { noAnswers, readAnswers } from '../answers';
import { happenings, worries } from '../happenings.server';
import { InformationSheet, Letter } from '../information-sheet';
import { contactsFor } from '../plan.server';
import { HiddenAnswers } from '../hidden-answers';
import { chooseProcedures, questionsToAsk } from '../plan';
import { procedures } from '../procedures.server';

/** Makes a sheet to hand over, and a letter to fill in. What is chosen makes the page and is gone. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'sheets')('title'),
    happenings: happenings(),
  };
}

const questions = ['happened', 'nation', 'profession', 'setting'] as const;

export async function action({ request, context: { locale } }: ActionFunctionArgs) {
  const form = await request.formData();
  const answers = readAnswers(form, {
    happenings: happenings(),
    worries: worries(),
  });
  // Before the sheet is made, another language changes the questions only.
  if (changesLanguage(form) && !form.has('made'))
    return data({ answers, missing: [], sheet: null });
  const missing = questions.filter((question) =>
    question === 'happened' ? answers.happened.length === 0 : answers[question] === null,
  );
  if (missing.length > 0) return data({ answers, missing, sheet: null }, { status: 400 });
  const now = today(clock.now());
  const chosen = chooseProcedures(procedures(), answers, now);
  return data({
    answers,
    missing,
    sheet: {
      procedures: chosen,
      ask: questionsToAsk(chosen, []),
      contacts: contactsFor(answers),
      urgent: urgentContacts(),
      address: config().baseUrl + localPath(locale, '/'),
      today: now,
    },
  });
}

type ActionData = Awaited<ReturnType<typeof action>>['data'];

export default function SheetMaker() {
  const made = useActionData<typeof action>() as ActionData | undefined;
  const { t } = useTranslation('sheets');
  const { locale } = usePage();
  const content = useLoaderData<typeof loader>();
  if (!made?.sheet) return <Maker {...made} />;
  const { sheet, answers } = made;
  const happening = content.happenings.find(({ id }) => id === answers.happened[0])!;
  return (
    <div className="reading">
      <p className="panel no-print">{t('print')}</p>
      <p className="no-print">
        <LocalLink to="/for-organisations/sheet" next>
          {t('again')}
        </LocalLink>
      </p>
      <InformationSheet sheet={sheet} answers={answers} happening={happening} />
      <Letter address={sheet.address} />
      <form id="answer-form" method="post" action={localPath(locale, '/for-organisations/sheet')}>
        <HiddenAnswers answers={answers} />
        <input type="hidden" name="made" value="yes" />
      </form>
    </div>
  );
}

function Maker({ answers = noAnswers, missing = [] }: Partial<Omit<ActionData, 'sheet'>>) {
  const { t } = useTranslation(['sheets', 'next-steps']);
  const { locale } = usePage();
  const content = useLoaderData<typeof loader>();
  const field = (name: (typeof questions)[number]) => ({
    id: name,
    name,
    errors: missing.includes(name) ? [errorKeys[name]] : undefined,
    initialValue: name === 'happened' ? answers.happened[0] : (answers[name] ?? undefined),
  });
  return (
    <div className="reading">
      {missing.length > 0 && (
        <ErrorBox>
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {missing.map((name) => (
              <li key={name}>
                <a href={`#${name}`}>{t(errorKeys[name])}</a>
              </li>
            ))}
          </ul>
        </ErrorBox>
      )}
      <BackLink to="/for-organisations">{t('back')}</BackLink>
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <p className="panel">{t('private')}</p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, '/for-organisations/sheet')}
        noValidate
      >
        <Choices
          kind="radios"
          field={field('happened')}
          label={t('happening')}
          options={content.happenings.map(({ id, sheet }) => ({ value: id, label: sheet[locale] }))}
        />
        <Choices
          kind="radios"
          field={field('nation')}
          label={t('nation')}
          options={nations.map((value) => ({ value, label: t(`next-steps:nations.${value}`) }))}
        />
        <Choices
          kind="radios"
          field={field('profession')}
          label={t('profession')}
          options={professions.map((value) => ({
            value,
            label: t(`next-steps:professions.${value}`),
          }))}
        />
        <Choices
          kind="radios"
          field={field('setting')}
          label={t('setting')}
          options={settings.map((value) => ({ value, label: t(`next-steps:settings.${value}`) }))}
        />
        <div className="actions">
          {(['en', 'cy'] as const).map((language) => (
            <button
              key={language}
              className="nhsuk-button"
              data-next-step
              formAction={localPath(language, '/for-organisations/sheet')}
            >
              {t(language === 'en' ? 'english' : 'welsh')}{' '}
            </button>
          ))}
        </div>
      </form>
    </div>
  );
}

const errorKeys = {
  happened: 'sheets:errors.happening',
  nation: 'sheets:errors.nation',
  profession: 'sheets:errors.profession',
  setting: 'sheets:errors.setting',
} as const;
