import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { spendAllowances } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { Choices, ErrorSummary, SubmitButton, TextArea } from '~/platform/ui/form';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { listedOrganisation, urgentContacts } from '../directory.server';
import { reportEntry } from '../entries.server';
import { longestWords, problems, reportSchema } from '../upkeep';
import { UrgentHelp } from '../urgent-help';

/** A reader says what is wrong with an entry. Nobody asks who they are. */
export function loader({ params, request, context: { locale } }: LoaderFunctionArgs) {
  const { id, name } = listedOrganisation(params.id);
  const sent = new URL(request.url).searchParams.has('sent');
  const t = translator(locale, 'entries');
  return {
    title: t(sent ? 'report.sentTitle' : 'report.title'),
    urgent: urgentContacts(),
    id,
    name: name[locale],
    sent,
  };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { id } = listedOrganisation(params.id);
  const submission = parseWithZod(await request.formData(), { schema: reportSchema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const wait = spendAllowances([
    ['report-from-client', context.clientNetwork],
    ['report-overall', 'everyone'],
  ]);
  if (wait > 0) {
    return data(submission.reply({ formErrors: ['entries:errors.tooMany'] }), {
      status: 429,
      headers: { 'Retry-After': String(wait) },
    });
  }
  reportEntry(id, submission.value);
  return redirect(localPath(context.locale, `/support/${id}/report?sent=1`));
}

export default function ReportPage() {
  const { sent, urgent } = useLoaderData<typeof loader>();
  return (
    <>
      <UrgentHelp contacts={urgent} />
      {sent ? <Sent /> : <ReportForm />}
    </>
  );
}

function Sent() {
  const { t } = useTranslation('entries');
  const { id, name } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <BackLink to={`/support/${id}`}>{t('report.back', { name })}</BackLink>
      <h1>{t('report.sentTitle')}</h1>
      <p className="lead">{t('report.sent')}</p>
      <p>{t('report.sentNext')}</p>
      <p>
        <NextLink to="/support">{t('report.next')}</NextLink>
      </p>
    </div>
  );
}

function ReportForm() {
  const { t } = useTranslation('entries');
  const { locale } = usePage();
  const { id, name } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ problem: string; words: string }>({
    id: 'report',
    lastResult: useActionData<typeof action>() as SubmissionResult | undefined,
  });
  return (
    <div className="reading">
      <BackLink to={`/support/${id}`}>{t('report.back', { name })}</BackLink>
      <ErrorSummary form={form} fields={[fields.problem, fields.words]} />
      <h1>{t('report.title')}</h1>
      <p className="lead">{name}</p>
      <p>{t('report.what')}</p>
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, `/support/${id}/report`)}
        noValidate
      >
        <Choices
          field={fields.problem}
          label={t('report.problem')}
          kind="radios"
          options={problems.map((problem) => ({
            value: problem,
            label: t(`report.problems.${problem}`),
          }))}
        />
        <TextArea
          field={fields.words}
          label={t('report.words')}
          hint={t('report.wordsHint')}
          rows={4}
          maxLength={longestWords}
        />
        <SubmitButton>{t('report.send')}</SubmitButton>
      </form>
    </div>
  );
}
