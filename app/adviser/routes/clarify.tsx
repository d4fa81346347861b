import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { clarifiedResults, clarifiedWith, clarifyForm } from '~/meetings/index';
import { makeOrSay, openRequest, readRecord } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { Choices, ErrorSummary, SubmitButton, TextArea, TextField } from '~/platform/ui/form';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';

/** What was found out about one point of an account: whom somebody asked, when, and what came of it. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  const point = readRecord(actor, view).account.find((its) => its.number === numberIn(params));
  if (!point) throw new Response(null, { status: 404 });
  const { number, versions } = point;
  const open = view.allowed.includes('clarify-point');
  return data(
    {
      title: translator(context.locale, 'record')('clarify.title', { number }),
      reference: view.reference,
      number,
      words: versions.at(-1)!.words,
      identityKnown: view.identity !== null,
    },
    { status: open ? 200 : 409 },
  );
}

/** @throws a 404 response when no point can have such a number. */
function numberIn({ point }: LoaderFunctionArgs['params']): number {
  if (!/^[1-9]\d{0,2}$/.test(point ?? '')) throw new Response(null, { status: 404 });
  return Number(point);
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const reference = params.reference!;
  const point = numberIn(params);
  const submission = parseWithZod(await request.formData(), { schema: clarifyForm });
  const refused = await makeOrSay(signedIn(context.actor), reference, submission, (filled) => ({
    change: 'clarify-point',
    point,
    ...filled,
  }));
  if (refused) return refused;
  const page = `/adviser/requests/${reference}/account?done=clarify-point`;
  return redirect(localPath(context.locale, page));
}

export default function Clarify() {
  const { t } = useTranslation(['record', 'adviser']);
  const { locale } = usePage();
  const { title, reference, number, words, identityKnown } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<Record<'with' | 'on' | 'result' | 'words', string>>({
    id: 'clarify',
    lastResult,
  });
  const page = `/adviser/requests/${reference}/account`;
  return (
    <div className="reading">
      <BackLink to={page}>{t('account.titleTheirs')}</BackLink>
      <ErrorSummary form={form} fields={[fields.with, fields.on, fields.result, fields.words]} />
      <h1>{title}</h1>
      <h2>{t('clarify.words')}</h2>
      <p className="their-words said" dir="auto">
        {words}
      </p>
      {!identityKnown && (
        <>
          <p className="notice">{t('adviser:blocked.identity-first')}</p>
          <NextLink to={`/adviser/requests/${reference}/record-identity`}>
            {t('adviser:actions.record-identity.title')}
          </NextLink>
        </>
      )}
      {identityKnown && (
        <form
          id="answer-form"
          method="post"
          action={localPath(locale, `${page}/${number}`)}
          noValidate
        >
          <p>{t('clarify.what')}</p>
          <Choices
            field={fields.with}
            kind="radios"
            label={t('clarify.with')}
            options={clarifiedWith.map((value) => ({ value, label: t(`account.whom.${value}`) }))}
          />
          <TextField field={fields.on} label={t('clarify.on')} type="date" width="10" />
          <Choices
            field={fields.result}
            kind="radios"
            label={t('clarify.result')}
            options={clarifiedResults.map((value) => ({
              value,
              label: t(`account.results.${value}`),
            }))}
          />
          <TextArea field={fields.words} label={t('clarify.label')} hint={t('clarify.hint')} />
          <SubmitButton>{t('clarify.button')}</SubmitButton>
        </form>
      )}
    </div>
  );
}
