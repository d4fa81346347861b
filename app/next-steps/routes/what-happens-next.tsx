import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { noAnswers, readAnswers, type Answers } from '../answers';
import { happenings, worries } from '../happenings.server';
import { HiddenAnswers } from '../hidden-answers';
import { planFor } from '../plan.server';
import { AllQuestions, ProblemList, QuestionsOn } from '../questions';
import { WhatComesNext } from '../result';
import { loadAnswers } from '../saved-answers';
import { readTurn, type Turn } from '../turn';

/**
 * The private tool. Answers come by POST, are used once to make the page, and are gone: nothing is stored, set
 * as a cookie, put in an address or logged. From page to page they travel in the form itself.
 */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'next-steps')('title'),
    happenings: happenings(),
    worries: worries(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData().catch(() => null);
  // What says that it is a form with a file, and is not.
  if (!form) return data({ show: 'start', wrongFile: true } as const, { status: 400 });
  const offered = { happenings: happenings(), worries: worries() };
  const file = form.get('file');
  const loaded = file instanceof File ? loadAnswers(await file.text(), offered) : null;
  if (file && !loaded) return data({ show: 'start', wrongFile: true } as const, { status: 400 });
  const answers = loaded ?? readAnswers(form, offered);
  const turn = readTurn(form, answers, offered.happenings);
  if (turn.show !== 'result') {
    return data({ ...turn, answers }, { status: turn.problems.length > 0 ? 400 : 200 });
  }
  const plan = await planFor(
    { ...answers, nation: answers.nation! },
    today(clock.now()),
    context.locale,
  );
  return data({ show: 'result', answers, plan, forPrint: turn.forPrint } as const);
}

type ActionData = Awaited<ReturnType<typeof action>>['data'];

export default function WhatHappensNext() {
  const { t } = useTranslation('next-steps');
  const content = useLoaderData<typeof loader>();
  const turn = useActionData<typeof action>() as ActionData | undefined;
  if (turn?.show === 'result') return <WhatComesNext {...turn} {...content} />;
  if (turn?.show === 'all') {
    return (
      <div className="reading">
        <ProblemList problems={turn.problems} {...content} />
        <h1>{t('allTitle')}</h1>
        <AllQuestions answers={turn.answers} problems={turn.problems} {...content} />
      </div>
    );
  }
  if (turn?.show === 'page') return <OneQuestion turn={turn} answers={turn.answers} />;
  return <Start wrongFile={turn?.show === 'start'} />;
}

function Start({ wrongFile }: { wrongFile: boolean }) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const content = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      {wrongFile && (
        <ErrorBox>
          <p>
            <a href="#file">{t('load.wrong')}</a>
          </p>
        </ErrorBox>
      )}
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <p className="panel">{t('private')}</p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, '/what-happens-next')}
        noValidate
      >
        <input type="hidden" name="page" value="nation" />
        <QuestionsOn page="nation" answers={noAnswers} problems={[]} {...content} />
        <SubmitButton>{t('continue')}</SubmitButton>
      </form>
      <p>
        <LocalLink to="/what-happens-next/all">{t('allLink')}</LocalLink>
      </p>
      <details open={wrongFile}>
        <summary>{t('load.title')}</summary>
        <div>
          <p>{t('load.what')}</p>
          <form
            method="post"
            encType="multipart/form-data"
            action={localPath(locale, '/what-happens-next')}
          >
            <label className="nhsuk-label" htmlFor="file">
              {t('load.label')}
            </label>
            <p>
              <input id="file" name="file" type="file" accept=".json,application/json" required />
            </p>
            <SubmitButton look="secondary">{t('load.button')}</SubmitButton>
          </form>
        </div>
      </details>
    </div>
  );
}

/** One page of questions; everything answered on the others travels hidden. */
function OneQuestion({
  turn,
  answers,
}: {
  turn: Extract<Turn, { show: 'page' }>;
  answers: Answers;
}) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const content = useLoaderData<typeof loader>();
  const { page, number, count, changing, problems } = turn;
  return (
    <div className="reading">
      <ProblemList problems={problems} {...content} />
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, '/what-happens-next')}
        noValidate
      >
        <HiddenAnswers answers={answers} but={page} />
        <input type="hidden" name="page" value={page} />
        {changing && <input type="hidden" name="changing" value="yes" />}
        <p className="quiet">{t('step', { number, count })}</p>
        <QuestionsOn page={page} answers={answers} problems={problems} asHeading {...content} />
        <div className="actions">
          <SubmitButton>{t(number === count ? 'show' : 'continue')}</SubmitButton>
          {number > 1 && (
            <SubmitButton look="secondary" name="go" value="back">
              {t('back')}
            </SubmitButton>
          )}
        </div>
      </form>
      <p className="quiet">{t('private')}</p>
    </div>
  );
}
