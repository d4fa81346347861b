import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { ErrorBox } from '~/platform/ui/error-box';
import { ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { AnswerList } from '../answer-list';
import { changeRequest } from '../changes.server';
import { fieldsOf, QuestionFields } from '../question-fields';
import {
  chosenSlot,
  firstUnanswered,
  isStep,
  schemas,
  stepAfter,
  stepBefore,
  stepsFor,
  type Step,
} from '../questions';
import { readDraft, saveAnswer } from '../requests.server';
import { timesToTake } from '../times.server';

/** Whether the person came from "check your answers" to change one, and goes back there. */
const changesOneAnswer = (request: Request): boolean =>
  new URL(request.url).searchParams.get('from') === 'check';

/** One question of a request, or, as the step `check`, all the answers before they are sent. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { step } = params;
  const t = translator(context.locale, 'meetings');
  if (step !== 'check' && !isStep(step)) throw new Response(null, { status: 404 });
  const actor = signedIn(context.actor);
  const draft = readDraft(actor);
  if (!draft) throw redirect(localPath(context.locale, '/meetings/new'));
  if (step === 'check') {
    const missing = firstUnanswered(draft.answers);
    if (missing) throw redirect(localPath(context.locale, `/meetings/new/${missing}`));
    return {
      title: t('check.title'),
      step: 'check' as const,
      answers: draft.answers,
      from: null,
      times: [],
    };
  }
  const from = changesOneAnswer(request) ? 'check' : null;
  const times = step === 'slot' ? (await timesToTake(actor)).map(({ startsAt }) => startsAt) : [];
  return { title: t(`questions.${step}.title`), step, answers: draft.answers, from, times };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const { step } = params;
  if (step === 'check') return send(actor, context.locale);
  if (!isStep(step)) throw new Response(null, { status: 404 });
  const form = await request.formData();
  const submission = parseWithZod(form, { schema: schemas[step] });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  if (!saveAnswer(actor, context.locale, step, submission.value as never)) {
    return redirect(localPath(context.locale, '/meetings/new'));
  }
  const next = changesOneAnswer(request)
    ? 'check'
    : stepAfter(step, readDraft(actor)?.answers ?? {});
  return redirect(localPath(context.locale, `/meetings/new/${next}`));
}

async function send(actor: ReturnType<typeof signedIn>, locale: 'en' | 'cy') {
  const draft = readDraft(actor);
  // Sent already (a second press of the button): the list shows it.
  if (!draft) return redirect(localPath(locale, '/meetings'));
  const wait = spendAllowance('request-of-account', actor.accountId);
  if (wait > 0) {
    const headers = { 'Retry-After': String(wait) };
    return data({ tooMany: true }, { status: 429, headers });
  }
  const startsAt = chosenSlot(draft.answers);
  const outcome = await changeRequest(
    actor,
    draft.reference,
    startsAt === null ? { change: 'submit' } : { change: 'take', startsAt },
  );
  const next = outcome.done ? `/meetings/${draft.reference}?sent=1` : '/meetings/new/check';
  return redirect(localPath(locale, next));
}

export default function Question() {
  const { step } = useLoaderData<typeof loader>();
  return step === 'check' ? <Check /> : <OneQuestion step={step} key={step} />;
}

function OneQuestion({ step }: { step: Step }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { answers, from, times } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, metadata] = useForm<Record<string, string>>({
    id: step,
    lastResult,
    defaultValue: answers[step] as Record<string, string> | undefined,
  });
  const fields = Object.fromEntries(
    fieldsOf(step).map((name) => [name, metadata[name] as FieldMetadata<unknown>]),
  );
  const here = `/meetings/new/${step}${from ? `?from=${from}` : ''}`;
  const before = stepBefore(step, answers);
  const back =
    from === 'check' ? '/meetings/new/check' : before ? `/meetings/new/${before}` : '/meetings/new';
  return (
    <div className="reading">
      <BackLink to={back}>{t('question.back')}</BackLink>
      <ErrorSummary form={form} fields={Object.values(fields)} />
      <p className="quiet">
        {t('question.progress', {
          number: stepsFor(answers).indexOf(step) + 1,
          count: stepsFor(answers).length,
        })}
      </p>
      <form method="post" action={localPath(locale, here)} noValidate>
        <QuestionFields step={step} fields={fields} times={times} />
        <SubmitButton>{t('question.continue')}</SubmitButton>
      </form>
      <p>
        <LocalLink to="/meetings">{t('question.later')}</LocalLink>
      </p>
    </div>
  );
}

function Check() {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { answers } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="reading">
      {refused && (
        <ErrorBox>
          <p>{t('check.tooMany')}</p>
        </ErrorBox>
      )}
      <BackLink to={`/meetings/new/${stepBefore('check', answers)}`}>{t('question.back')}</BackLink>
      <h1>{t('check.title')}</h1>
      <p>{t('check.what')}</p>
      <AnswerList
        answers={answers}
        change={{ words: t('check.change'), to: (step) => `/meetings/new/${step}?from=check` }}
      />
      <h2>{t('check.beforeTitle')}</h2>
      <p>{t('check.before')}</p>
      <form method="post" action={localPath(locale, '/meetings/new/check')}>
        <SubmitButton>{t('check.send')}</SubmitButton>
      </form>
    </div>
  );
}
