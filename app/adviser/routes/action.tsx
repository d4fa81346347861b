import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { windowsOf } from '~/meetings/index';
import {
  changeRequest,
  colleaguesFor,
  hasSteppedAside,
  openRequest,
  readDesk,
  requestIdOf,
  slotsToOffer,
  statusOf,
  writeStaffNote,
  type Colleague,
  type Outcome,
  type RequestView,
} from '~/meetings/index.server';
import { signedIn, type Person } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorSummary } from '~/platform/ui/form';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ActionFields } from '../action-fields';
import { actions, blockOf, type Action, type Block } from '../actions';
import { askedBy, fieldsOf, schemas } from '../forms';
import { standingOf } from '../standing.server';
import { timesByDay } from '../times-by-day';

/** One thing that staff do about a request, on a page of its own. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const { reference, action } = where(params);
  const view = openRequest(actor, reference);
  const block = blockOf(action, standingOf(view, readDesk(actor, reference)));
  const t = translator(context.locale, 'adviser');
  const title = `${t(`actions.${action}.title`)} (${t('request.title', { reference })})`;
  return data(
    {
      title,
      reference,
      action,
      block,
      name: view.answers.name?.name ?? null,
      hasMeeting: view.meeting !== null,
      ourPart: view.ourPart,
      phone: view.answers.how?.phone ?? null,
      choices: block === null ? await choicesOf(actor, action, view) : {},
    },
    { status: block === 'not-now' ? 409 : 200 },
  );
}

/** What there is to choose from on the pages where somebody chooses. */
async function choicesOf(
  actor: Person,
  action: Action,
  view: RequestView,
): Promise<{ free?: ReturnType<typeof timesByDay>; colleagues?: Colleague[] }> {
  switch (action) {
    case 'offer-times':
    case 'reschedule':
    case 'confirm': {
      const slots = await slotsToOffer(actor, view.reference);
      const windows = view.answers.times ? windowsOf(view.answers.times) : [];
      return {
        free: timesByDay(
          slots.map(({ startsAt }) => startsAt),
          windows,
        ),
      };
    }
    case 'assign':
      return { colleagues: await colleaguesFor(actor, view.reference) };
    default:
      return {};
  }
}

/** @throws a 404 response when it is nothing that staff do. */
function where(params: LoaderFunctionArgs['params']): { reference: string; action: Action } {
  const action = oneOf(actions, params.action);
  if (!params.reference || !action) throw new Response(null, { status: 404 });
  return { reference: params.reference, action };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const { reference, action: what } = where(params);
  // A second press of the button finds the request gone, and was done with the first.
  if (what === 'step-aside' && hasSteppedAside(actor, reference))
    return redirect(localPath(context.locale, `/adviser?done=${what}`));
  const submission = parseWithZod(await request.formData(), {
    schema: schemas[what] as z.ZodType<Record<string, unknown>>,
  });
  if (submission.status !== 'success') {
    // What is not theirs is not there, whatever the form holds.
    if (requestIdOf(actor, reference) === null) throw new Response(null, { status: 404 });
    return data(submission.reply(), { status: 400 });
  }
  const outcome = await perform(actor, reference, what, submission.value);
  if (!outcome.done) {
    const formErrors = [`meetings:refusals.${outcome.because}`];
    return data(submission.reply({ formErrors }), { status: statusOf(outcome.because) });
  }
  // Who stepped aside, or gave another team's request back, does not see it any more.
  const seen = requestIdOf(actor, reference) !== null && what !== 'step-aside';
  const page = seen ? `/adviser/requests/${reference}` : '/adviser';
  return redirect(localPath(context.locale, `${page}?done=${what}`));
}

async function perform(
  actor: Person,
  reference: string,
  what: Action,
  filled: Record<string, unknown>,
): Promise<Outcome> {
  if (what === 'note') return writeStaffNote(actor, reference, String(filled.words));
  const asked = askedBy(what, filled as never);
  if (asked.change === 'assign') {
    const known = await colleaguesFor(actor, reference);
    const isKnown = known.some(({ id }) => id === asked.adviserId);
    // Who has it already is not among them: a second press is answered as done.
    const hasIt = readDesk(actor, reference).assignee?.id === asked.adviserId;
    if (!isKnown && !hasIt) return { done: false, because: 'adviser-not-here' };
  }
  return changeRequest(actor, reference, asked);
}

export default function ActionPage() {
  const { t } = useTranslation(['adviser', 'meetings']);
  const { reference, action: what, block, name } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<Record<string, string>>({ id: what, lastResult });
  const itsFields = fieldsOf(what).map((field) => fields[field] as FieldMetadata<unknown>);
  return (
    <div className="reading">
      <BackLink to={`/adviser/requests/${reference}`}>{t('action.back')}</BackLink>
      <ErrorSummary form={form} fields={itsFields} />
      <p className="quiet">
        {name && <span dir="auto">{name}, </span>}
        {reference}
      </p>
      <h1>{t(`actions.${what}.title`)}</h1>
      {block ? <Blocked block={block} written={lastResult?.initialValue} /> : <ActionForm />}
    </div>
  );

  function ActionForm() {
    const { locale } = usePage();
    const page = localPath(locale, `/adviser/requests/${reference}/${what}`);
    return (
      <>
        <p>{t(`actions.${what}.what`)}</p>
        <form id="answer-form" method="post" action={page} noValidate>
          <ActionFields action={what} fields={fields as never} />
        </form>
      </>
    );
  }
}

/** Why it cannot be done, where to go instead, and what was written so far. */
function Blocked({
  block,
  written,
}: {
  block: Block;
  written: Record<string, unknown> | null | undefined;
}) {
  const { t } = useTranslation(['adviser', 'meetings']);
  const { reference } = useLoaderData<typeof loader>();
  const words = typeof written?.words === 'string' ? written.words : '';
  const first = { 'identity-first': 'record-identity', 'still-yours': 'assign' } as const;
  return (
    <>
      <p>{t(`blocked.${block}`)}</p>
      {words && (
        <>
          <p>{t('meetings:meeting.youWrote')}</p>
          <p className="their-words" dir="auto">
            {words}
          </p>
        </>
      )}
      {block in first ? (
        <NextLink to={`/adviser/requests/${reference}/${first[block as keyof typeof first]}`}>
          {t(`actions.${first[block as keyof typeof first]}.title`)}
        </NextLink>
      ) : (
        <NextLink to={`/adviser/requests/${reference}`}>{t('action.back')}</NextLink>
      )}
    </>
  );
}
