import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, SubmitButton, TextArea } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { makeOrSay } from '../managing/form-answer.server';
import { pointForm } from '../record/forms';
import { readOwnRecord } from '../record/record.server';

/** One point of one's own account: a new one, or one written again. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const { reference, number } = where(params);
  const { view, record } = readOwnRecord(signedIn(context.actor), reference);
  const point = record.account.find((its) => its.number === number) ?? null;
  if (number !== null && !point) throw new Response(null, { status: 404 });
  const t = translator(context.locale, 'record');
  const open = view.allowed.includes('write-point');
  return data(
    {
      title: number === null ? t('point.new') : t('point.again', { number }),
      reference,
      number,
      now: point?.versions.at(-1)?.words ?? null,
      isFirst: record.account.length === 0,
    },
    { status: open ? 200 : 409 },
  );
}

/** @throws a 404 response when no point can have such a name. */
function where({ reference, point }: LoaderFunctionArgs['params']): {
  reference: string;
  number: number | null;
} {
  if (!reference || !/^(new|[1-9]\d{0,2})$/.test(point ?? ''))
    throw new Response(null, { status: 404 });
  return { reference, number: point === 'new' ? null : Number(point) };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { reference, number } = where(params);
  const submission = parseWithZod(await request.formData(), { schema: pointForm });
  const refused = await makeOrSay(signedIn(context.actor), reference, submission, ({ words }) => ({
    change: 'write-point',
    point: number,
    words,
  }));
  if (refused) return refused;
  return redirect(localPath(context.locale, `/meetings/${reference}/account?done=write-point`));
}

export default function AccountPoint() {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const { title, reference, number, now, isFirst } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<{ words: string }>({
    id: 'point',
    lastResult,
    defaultValue: { words: now ?? undefined },
  });
  const page = `/meetings/${reference}/account`;
  return (
    <div className="reading">
      <BackLink to={page}>{t('account.title')}</BackLink>
      <ErrorSummary form={form} fields={[fields.words]} />
      <h1>{title}</h1>
      {isFirst && (
        <>
          <h2>{t('account.before')}</h2>
          <ul>
            {(['first', 'second', 'third'] as const).map((line) => (
              <li key={line}>{t(`account.${line}`)}</li>
            ))}
          </ul>
        </>
      )}
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, `${page}/${number ?? 'new'}`)}
        noValidate
      >
        <TextArea
          field={fields.words}
          label={t('point.label')}
          hint={t(number === null ? 'point.hint' : 'point.againHint')}
          rows={12}
        />
        <SubmitButton>{t('point.button')}</SubmitButton>
      </form>
    </div>
  );
}
