import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { emailOf, findAccount } from '~/account/index.server';
import { ownSentRequests, staffTheyMet } from '~/meetings/index.server';
import { signedIn, type Person } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { spendAllowances } from '~/platform/limits.server';
import { localPath, type Locale } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorBox } from '~/platform/ui/error-box';
import { ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ConcernAnswers } from '../answer-list';
import { raiseConcern } from '../changes.server';
import { isOwnChoice, readDraft, saveAnswer } from '../drafts.server';
import { NobodyFree } from '../elsewhere';
import { kinds, type Kind } from '../life';
import { ConcernFields } from '../question-fields';
import {
  addressOf,
  consentSchema,
  consentsAsked,
  firstUnanswered,
  schemas,
  steps,
  stepsAsked,
  type Answers,
  type Step,
} from '../questions';
import { settings } from '../settings';

/** One question of a concern a page, and the page where all of it is checked and sent. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const { kind, step } = where(params);
  const actor = signedIn(context.actor);
  const { locale } = context;
  const draft = readDraft(actor, kind);
  if (!draft) throw redirect(localPath(locale, addressOf(kind)));
  const { answers } = draft;
  const own = whatIsTheirs(actor);
  const asked = stepsAsked(kind, answers, own.asking);
  const missing = firstUnanswered(kind, answers, own.asking);
  // A question that is not asked, or a check before its time, leads to the one that is.
  if (step === 'check' ? missing !== null : !asked.includes(step))
    throw redirect(localPath(locale, addressOf(kind, missing ?? 'check')));
  const t = translator(locale, 'concerns');
  return {
    // The same is asked of those who ask for a meeting.
    title: `${t(step === 'check' ? 'check.title' : `questions.${step}.title`)} (${t(`kinds.${kind}`)})`,
    kind,
    step,
    answers,
    asked,
    changing: new URL(request.url).searchParams.has('changing'),
    somebodyFree: draft.somebodyFree,
    about: own.staff.find(({ id }) => id === answers.whom?.whom)?.name ?? null,
    asking: {
      kind,
      requests: own.requests.map(({ reference, submittedAt }) => ({ reference, submittedAt })),
      staff: own.staff,
      bodies: consentsAsked(kind, answers),
    },
    usual: usualAnswer(step, answers, own.requests),
  };
}

/** @throws a 404 response for what is no page. */
function where(params: LoaderFunctionArgs['params']): { kind: Kind; step: Step | 'check' } {
  const kind = oneOf(kinds, params.kind);
  const step = oneOf([...steps, 'check'] as const, params.step);
  if (!kind || !step) throw new Response(null, { status: 404 });
  return { kind, step };
}

function whatIsTheirs(actor: Person) {
  const requests = ownSentRequests(actor);
  return {
    requests,
    staff: staffTheyMet(actor),
    asking: { hasRequests: requests.length > 0 },
  };
}

/** What they told us before, so that they need not write it again. */
function usualAnswer(
  step: Step | 'check',
  answers: Answers,
  requests: ReturnType<typeof ownSentRequests>,
): Record<string, string> | undefined {
  const chosen = requests.find(({ reference }) => reference === answers.request?.request);
  const from = chosen ?? requests[0];
  if (step === 'name' && from?.name) return { name: from.name };
  if (step === 'nation' && from?.nation) return { nation: from.nation };
  return undefined;
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { kind, step } = where(params);
  const actor = signedIn(context.actor);
  const { locale } = context;
  if (step === 'check') return send(actor, kind, locale);
  const before = readDraft(actor, kind)?.answers;
  if (!before) return redirect(localPath(locale, addressOf(kind)));
  const schema = step === 'consent' ? consentSchema(consentsAsked(kind, before)) : schemas[step];
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  if (!isOwnChoice(actor, step, { [step]: submission.value } as Answers)) {
    const error = [`concerns:errors.${step as 'request' | 'whom'}`];
    return data(submission.reply({ fieldErrors: { [step]: error } }), { status: 400 });
  }
  const answers = saveAnswer(actor, kind, locale, step, submission.value) ?? before;
  const changing = new URL(request.url).searchParams.has('changing');
  return redirect(localPath(locale, nextAddress(actor, kind, step, answers, changing)));
}

/** Where an answer leads: on, or back to the check, or to a question that has to be asked because of it. */
function nextAddress(
  actor: Person,
  kind: Kind,
  step: Step,
  answers: Answers,
  changing: boolean,
): string {
  const { asking } = whatIsTheirs(actor);
  const missing = firstUnanswered(kind, answers, asking);
  if (changing) return addressOf(kind, missing ?? 'check', missing !== null);
  const asked = stepsAsked(kind, answers, asking);
  return addressOf(kind, asked[asked.indexOf(step) + 1] ?? missing ?? 'check');
}

async function send(actor: Person, kind: Kind, locale: Locale) {
  // Sent already (a second press of the button): the list shows it.
  if (!readDraft(actor, kind)) return redirect(localPath(locale, '/concerns'));
  // For the address, too: whoever erases an account and opens another does not begin anew.
  const wait = spendAllowances([
    ['concern-of-account', actor.accountId],
    ['concern-of-account', emailOf(findAccount(actor.accountId)!).toLowerCase()],
  ]);
  if (wait > 0)
    return data({ tooMany: true }, { status: 429, headers: { 'Retry-After': String(wait) } });
  const raised = await raiseConcern(actor, kind);
  if (!raised) return redirect(localPath(locale, '/concerns'));
  // What stands in the way is said by the page of the answers.
  const next = raised.outcome.done
    ? `/concerns/${raised.reference}?sent=1`
    : addressOf(kind, 'check');
  return redirect(localPath(locale, next));
}

export default function Question() {
  const { step } = useLoaderData<typeof loader>();
  return step === 'check' ? <Check /> : <OneQuestion step={step} key={step} />;
}

/** The names of a question's fields, in their order on the page. */
const namesOf = (step: Step, bodies: readonly string[]): string[] =>
  step === 'consent'
    ? [...bodies]
    : Object.keys((schemas[step] as { shape: Record<string, unknown> }).shape);

function OneQuestion({ step }: { step: Step }) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { kind, answers, asked, asking, changing, usual } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, metadata] = useForm<Record<string, string>>({
    id: step,
    lastResult,
    defaultValue: (answers[step] ?? usual) as Record<string, string> | undefined,
  });
  const names = namesOf(step, asking.bodies);
  const fields = Object.fromEntries(
    names.map((name) => [name, metadata[name] as FieldMetadata<unknown>]),
  );
  const before = asked[asked.indexOf(step) - 1];
  const back = changing ? addressOf(kind, 'check') : addressOf(kind, before);
  return (
    <div className="reading">
      <BackLink to={back}>{t('question.back')}</BackLink>
      <ErrorSummary form={form} fields={Object.values(fields)} />
      <p className="quiet">
        {t('question.progress', { number: asked.indexOf(step) + 1, count: asked.length })}
      </p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, addressOf(kind, step, changing))}
        noValidate
      >
        <ConcernFields step={step} fields={fields} asking={asking} />
        <SubmitButton>{t('question.continue')}</SubmitButton>
      </form>
      <p>
        <LocalLink to="/concerns">{t('question.later')}</LocalLink>
      </p>
    </div>
  );
}

function Check() {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { kind, answers, asked, about, somebodyFree } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="reading">
      {refused && (
        <ErrorBox>
          <p>{t('check.tooMany')}</p>
        </ErrorBox>
      )}
      <BackLink to={addressOf(kind, asked.at(-1))}>{t('question.back')}</BackLink>
      <h1>{t('check.title')}</h1>
      <p>{t('check.what')}</p>
      {!somebodyFree && <NobodyFree kind={kind} when="before" />}
      <ConcernAnswers
        answers={answers}
        aboutName={about}
        change={{ words: t('check.change'), to: (step) => addressOf(kind, step, true) }}
      />
      <h2>{t('check.then')}</h2>
      <ul>
        {somebodyFree && (
          <>
            <li>{t('start.acknowledge', { days: settings.acknowledgeWithin })}</li>
            <li>{t('start.answer', { days: settings.answerWithin })}</li>
          </>
        )}
        <li>{t('check.reads')}</li>
        <li>{t('check.mail')}</li>
      </ul>
      <form method="post" action={localPath(locale, addressOf(kind, 'check'))}>
        <SubmitButton name="intent" value="send">
          {t('check.send')}
        </SubmitButton>
      </form>
    </div>
  );
}
