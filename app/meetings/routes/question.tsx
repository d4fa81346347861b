import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ownEmail } from '~/account/index.server';
import { signedIn, type Person } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath, type Locale } from '~/platform/locale';
import { textsAvailable } from '~/platform/mail/transport.server';
import { timeInWords } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { AnswerList } from '../questions/answer-list';
import { changeRequest } from '../changes.server';
import { pageOfDays } from '../times/published-days';
import { fieldsOf, QuestionFields } from '../questions/question-fields';
import {
  chosenSlot,
  firstUnanswered,
  isStep,
  schemas,
  shownWith,
  stepAfter,
  stepBefore,
  stepsFor,
  takenOut,
  type Answers,
  type Step,
} from '../questions/questions';
import { readDraft, saveAnswer } from '../questions/drafts.server';

import { giveTimeBack, heldUntil, holdTime, timesToTake } from '../times/times.server';
import { waitToSend } from '../managing/too-often.server';
import { WorkEmail } from '../questions/work-email';

/** Why a page comes that nobody asked for: what happened to an answer that was given. */
const reasons = ['gone', 'organisation', 'times'] as const;
type Reason = (typeof reasons)[number];

/** What the address says beside the step. */
interface Asking {
  /** Whether the person came from "check your answers" to change one, and goes back there. */
  changing: boolean;
  why: Reason | null;
  /** Free times are shown from the day after this date. */
  after: string | null;
}

function readAddress(request: Request): Asking {
  const query = new URL(request.url).searchParams;
  return {
    changing: query.get('from') === 'check',
    why: reasons.find((reason) => reason === query.get('why')) ?? null,
    after: query.get('after'),
  };
}

/** The address of a step, without language. */
function addressOf(step: Step | 'check', { changing, why, after }: Partial<Asking> = {}): string {
  const query = new URLSearchParams({
    ...(changing && step !== 'check' && { from: 'check' }),
    ...(why && { why }),
    ...(after && { after }),
  });
  return `/meetings/new/${step}${query.size > 0 ? `?${query}` : ''}`;
}

/** One question of a request, or, as the step `check`, all the answers before they are sent. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { step } = params;
  const { locale } = context;
  const t = translator(locale, 'meetings');
  if (step !== 'check' && !isStep(step)) throw new Response(null, { status: 404 });
  const actor = signedIn(context.actor);
  const draft = readDraft(actor);
  if (!draft) throw redirect(localPath(locale, '/meetings/new'));
  const { answers } = draft;
  const asking = readAddress(request);
  const own = ownEmail(actor);
  if (step === 'check') {
    const heldTo = await readyToSend(actor, answers, locale);
    return { title: t('check.title'), step: 'check' as const, answers, asking, own, heldTo };
  }
  return {
    title: t(`questions.${step}.title`),
    step,
    answers,
    asking,
    own,
    texts: textsAvailable(),
    published: step === 'slot' ? await publishedFor(actor, answers, asking) : undefined,
  };
}

/**
 * Until when the chosen time is kept; null when none is.
 * @throws a redirect to the question that has to be answered first: one without an answer, or the time to meet,
 *   when somebody else has it now.
 */
async function readyToSend(actor: Person, answers: Answers, locale: Locale) {
  const missing = firstUnanswered(answers);
  if (missing) throw redirect(localPath(locale, addressOf(missing)));
  const slot = chosenSlot(answers);
  if (slot === null) return null;
  const hold = heldUntil(actor);
  if (hold?.startsAt === slot) return hold.expiresAt;
  if (await isFree(actor, slot)) return null;
  throw redirect(localPath(locale, addressOf('slot', { changing: true, why: 'gone' })));
}

const isFree = async (actor: Person, time: number): Promise<boolean> =>
  (await timesToTake(actor)).some(({ startsAt }) => startsAt === time);

async function publishedFor(actor: Person, answers: Answers, asking: Asking) {
  const times = (await timesToTake(actor)).map(({ startsAt }) => startsAt);
  const chosen = chosenSlot(answers);
  return {
    page: pageOfDays(times, asking.after),
    chosen: chosen !== null && times.includes(chosen) ? chosen : null,
    here: addressOf('slot', { changing: asking.changing }),
  };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const { locale } = context;
  const { step } = params;
  if (step === 'check') return send(actor, locale);
  if (!isStep(step)) throw new Response(null, { status: 404 });
  const submission = parseWithZod(await request.formData(), { schema: schemas[step] });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const before = readDraft(actor)?.answers;
  if (!before) return redirect(localPath(locale, '/meetings/new'));
  const time = chosenSlot({ [step]: submission.value } as Answers);
  const refused = time === null ? null : await keepTime(actor, time);
  if (refused) {
    const { status, error } = refused;
    return data(submission.reply({ fieldErrors: { slot: [error] } }), { status });
  }
  saveAnswer(actor, locale, step, submission.value as never);
  const after = readDraft(actor)?.answers ?? {};
  if (chosenSlot(before) !== null && chosenSlot(after) === null) giveTimeBack(actor);
  return redirect(localPath(locale, nextAddress(step, before, after, readAddress(request))));
}

/** Keeps a free time for who is about to ask for it. @returns why it cannot be kept, or null when it is. */
async function keepTime(actor: Person, time: number) {
  if (spendAllowance('hold-of-account', actor.accountId) > 0) {
    return { status: 429, error: 'meetings:errors.slotTooMany' };
  }
  const kept = await holdTime(actor, time);
  return kept === null ? { status: 409, error: 'meetings:errors.slotGone' } : null;
}

/** Where an answer leads: on, back to the check, or to a question that has to be asked again because of it. */
function nextAddress(step: Step, before: Answers, after: Answers, { changing }: Asking): string {
  const out = takenOut(before, after);
  if (out.includes('slot')) return addressOf('slot', { changing, why: 'organisation' });
  const next = changing ? (firstUnanswered(after) ?? 'check') : stepAfter(step, after);
  return addressOf(next, { changing, why: out.includes('times') ? 'times' : null });
}

async function send(actor: Person, locale: Locale) {
  const draft = readDraft(actor);
  // Sent already (a second press of the button): the list shows it.
  if (!draft) return redirect(localPath(locale, '/meetings'));
  const wait = waitToSend(actor);
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
  // What stands in the way is said by the page of the answers.
  const next = outcome.done ? `/meetings/${draft.reference}?sent=1` : addressOf('check');
  return redirect(localPath(locale, next));
}

export default function Question() {
  const { step } = useLoaderData<typeof loader>();
  return step === 'check' ? <Check /> : <OneQuestion step={step} key={step} />;
}

/** What happened to an answer that was given, and what to do now. */
function Why({ reason }: { reason: Reason | null }) {
  const { t } = useTranslation('meetings');
  if (!reason) return null;
  return (
    <p className="notice" role="status">
      {t(`why.${reason}`)}
    </p>
  );
}

/** What the page of a question shows that is not the person's own. */
const offeredBy = (loaded: ReturnType<typeof useLoaderData<typeof loader>>) =>
  loaded.step === 'check' ? {} : { texts: loaded.texts, published: loaded.published };

function OneQuestion({ step }: { step: Step }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const loaded = useLoaderData<typeof loader>();
  const { answers, asking, own } = loaded;
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, metadata] = useForm<Record<string, string>>({
    id: step,
    lastResult,
    defaultValue: shownWith(step, answers) as Record<string, string> | undefined,
  });
  const fields = Object.fromEntries(
    fieldsOf(step).map((name) => [name, metadata[name] as FieldMetadata<unknown>]),
  );
  const { changing, after } = asking;
  const before = stepBefore(step, answers);
  const back = changing ? addressOf('check') : before ? addressOf(before) : '/meetings/new';
  return (
    <div className="reading">
      <BackLink to={back}>{t('question.back')}</BackLink>
      <ErrorSummary form={form} fields={Object.values(fields)} />
      {!lastResult && <Why reason={asking.why} />}
      <p className="quiet">
        {t('question.progress', {
          number: stepsFor(answers).indexOf(step) + 1,
          count: stepsFor(answers).length,
        })}
      </p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, addressOf(step, { changing, after }))}
        noValidate
      >
        <QuestionFields {...{ step, fields, own, ...offeredBy(loaded) }} />
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
  const { answers, asking, own } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="reading">
      {refused && (
        <ErrorBox>
          <p>{t('check.tooMany')}</p>
        </ErrorBox>
      )}
      <BackLink to={addressOf(stepBefore('check', answers)!)}>{t('question.back')}</BackLink>
      <Why reason={asking.why} />
      <h1>{t('check.title')}</h1>
      <p>{t('check.what')}</p>
      <TimeKept />
      <WorkEmail own={own} />
      <AnswerList
        answers={answers}
        change={{
          words: t('check.change'),
          to: (step) => addressOf(step, { changing: true }),
        }}
      />
      <h2>{t('check.beforeTitle')}</h2>
      <p>{t('check.before')}</p>
      <form method="post" action={localPath(locale, addressOf('check'))}>
        <SubmitButton name="intent" value="send">
          {t(chosenSlot(answers) === null ? 'check.send' : 'check.take')}
        </SubmitButton>
      </form>
    </div>
  );
}

/** Until when the chosen time is kept. */
function TimeKept() {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const loaded = useLoaderData<typeof loader>();
  if (loaded.step !== 'check' || chosenSlot(loaded.answers) === null) return null;
  return (
    <p className="panel">
      {loaded.heldTo === null
        ? t('check.notKept')
        : t('check.kept', { time: timeInWords(loaded.heldTo, locale) })}
    </p>
  );
}
