import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorSummary } from '~/platform/ui/form';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { statusOf } from '../asked';
import { changeConcern, leadsToGiveTo } from '../changes.server';
import { openConcern, readConcern } from '../concerns.server';
import {
  askedBy,
  blockOf,
  bodiesOpen,
  fieldsOf,
  leadActions,
  schemas,
  type Block,
  type LeadAction,
} from '../lead-actions';
import { LeadFields } from '../lead-fields';

/** One thing that a lead does about a concern, on a page of its own. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const { reference, action } = where(params);
  const view = openConcern(actor, reference);
  const block = blockOf(action, view);
  const t = translator(context.locale, 'concerns');
  const title = `${t(`lead.actions.${action}.title`)} (${t('lead.concernOf', { reference })})`;
  return data(
    {
      title,
      reference,
      action,
      block,
      name: view.answers.name?.name ?? null,
      choices: {
        kind: view.kind,
        bodies: bodiesOpen(action, view.consents),
        leads: action === 'hand-over' ? leadsToGiveTo(actor, reference) : [],
      },
    },
    { status: block === null ? 200 : 409 },
  );
}

/** @throws a 404 response when it is nothing that leads do. */
function where(params: LoaderFunctionArgs['params']): { reference: string; action: LeadAction } {
  const action = oneOf(leadActions, params.action);
  if (!params.reference || !action) throw new Response(null, { status: 404 });
  return { reference: params.reference, action };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const { reference, action: what } = where(params);
  const submission = parseWithZod(await request.formData(), {
    schema: schemas[what] as z.ZodType<Record<string, unknown>>,
  });
  if (submission.status !== 'success') {
    // What is not theirs is not there, whatever the form holds.
    readConcern(actor, reference);
    return data(submission.reply(), { status: 400 });
  }
  const outcome = await changeConcern(actor, reference, askedBy(what, submission.value));
  if (!outcome.done) {
    const errors = [`concerns:refusals.${outcome.because}`];
    const reply =
      outcome.because === 'outcome-missing'
        ? { fieldErrors: { outcome: errors } }
        : { formErrors: errors };
    return data(submission.reply(reply), { status: statusOf(outcome.because) });
  }
  return redirect(localPath(context.locale, `/adviser/concerns/${reference}?done=${what}`));
}

export default function LeadActionPage() {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { reference, action: what, block, name, choices } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<Record<string, string>>({ id: what, lastResult });
  const itsFields = fieldsOf(what).map((field) => fields[field] as FieldMetadata<unknown>);
  const page = localPath(locale, `/adviser/concerns/${reference}/${what}`);
  return (
    <div className="reading">
      <BackLink to={`/adviser/concerns/${reference}`}>
        {t('lead.concernOf', { reference })}
      </BackLink>
      <ErrorSummary form={form} fields={itsFields} />
      <p className="quiet">
        {name && <span dir="auto">{name}, </span>}
        {reference}
      </p>
      <h1>{t(`lead.actions.${what}.title`)}</h1>
      {block ? (
        <Blocked block={block} written={lastResult?.initialValue} />
      ) : (
        <>
          <p>{t(`lead.actions.${what}.what`)}</p>
          <form id="answer-form" method="post" action={page} noValidate>
            <LeadFields action={what} fields={fields as never} choices={choices} />
          </form>
        </>
      )}
    </div>
  );
}

/** Why it cannot be done, where to go instead, and what was written so far. */
function Blocked({
  block,
  written,
}: {
  block: Block;
  written: Record<string, unknown> | null | undefined;
}) {
  const { t } = useTranslation('concerns');
  const { reference } = useLoaderData<typeof loader>();
  const words = [written?.words, written?.more].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  );
  return (
    <>
      <p>{t(`blocked.${block}`)}</p>
      {words.length > 0 && <p>{t('change.youWrote')}</p>}
      {words.map((each) => (
        <p className="their-words" dir="auto" key={each}>
          {each}
        </p>
      ))}
      {block === 'not-now' ? (
        <NextLink to={`/adviser/concerns/${reference}`}>
          {t('lead.concernOf', { reference })}
        </NextLink>
      ) : (
        <NextLink to={`/adviser/concerns/${reference}/hand-over`}>
          {t('lead.actions.hand-over.title')}
        </NextLink>
      )}
    </>
  );
}
