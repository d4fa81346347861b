import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ownEmail } from '~/account/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { textsAvailable } from '~/platform/mail/transport.server';
import { ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { changeRequest } from '../changes.server';
import { fieldsOf, QuestionFields } from '../questions/question-fields';
import { isCorrectable, schemas, shownWith, type CorrectableStep } from '../questions/questions';
import { readRequest } from '../requests.server';
import { isTooOften } from '../managing/too-often.server';

/** One answer of a request that was sent, to put right. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const { reference, step } = where(params);
  const actor = signedIn(context.actor);
  const view = readRequest(actor, reference);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const open = view.allowed.includes('correct') && view.answers[step] !== undefined;
  const t = translator(context.locale, 'meetings');
  const title = open
    ? t('correct.page', { question: t(`questions.${step}.title`), reference })
    : t('correct.endedTitle');
  return data(
    {
      title,
      reference,
      step,
      answer: open ? shownWith(step, view.answers) : undefined,
      open,
      texts: textsAvailable(),
      own: ownEmail(actor),
    },
    { status: open ? 200 : 409 },
  );
}

/** @throws a 404 response when it is not a question whose answer can be corrected. */
function where(params: LoaderFunctionArgs['params']): { reference: string; step: CorrectableStep } {
  const { reference, step } = params;
  if (!reference || !isCorrectable(step)) throw new Response(null, { status: 404 });
  return { reference, step };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const { reference, step } = where(params);
  const submission = parseWithZod(await request.formData(), { schema: schemas[step] });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  if (isTooOften(actor, 'correct')) {
    const reply = submission.reply({ formErrors: ['meetings:refusals.too-often'] });
    return data(reply, { status: 429 });
  }
  const asked = { change: 'correct', step, answer: submission.value as never } as const;
  const outcome = await changeRequest(actor, reference, asked);
  if (!outcome.done) return data(submission.reply(), { status: 409 });
  return redirect(localPath(context.locale, `/meetings/${reference}?done=correct`));
}

export default function Correct() {
  const { t } = useTranslation('meetings');
  const { reference, step, open } = useLoaderData<typeof loader>();
  if (open) return <OneAnswer key={step} />;
  return (
    <div className="reading">
      <h1>{t('correct.endedTitle')}</h1>
      <p>{t('correct.ended')}</p>
      <NextLink to={`/meetings/${reference}`}>{t('correct.back')}</NextLink>
    </div>
  );
}

function OneAnswer() {
  const { t } = useTranslation(['meetings', 'manage']);
  const { locale } = usePage();
  const { reference, step, answer, texts, own } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, metadata] = useForm<Record<string, string>>({
    id: step,
    lastResult,
    defaultValue: answer as Record<string, string> | undefined,
  });
  const fields = Object.fromEntries(
    fieldsOf(step).map((name) => [name, metadata[name] as FieldMetadata<unknown>]),
  );
  const request = `/meetings/${reference}`;
  return (
    <div className="reading">
      <BackLink to={request}>{t('correct.back')}</BackLink>
      <ErrorSummary form={form} fields={Object.values(fields)} />
      <p className="quiet">{t('correct.title', { reference })}</p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, `${request}/correct/${step}`)}
        noValidate
      >
        <QuestionFields {...{ step, fields, texts, own }} />
        {step === 'supporter' && <p>{t('manage:supporter.consequences')}</p>}
        <p>{t('correct.told')}</p>
        <SubmitButton>{t('correct.save')}</SubmitButton>
      </form>
    </div>
  );
}
