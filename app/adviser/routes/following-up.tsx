import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ContactList, PlanContact, planForm } from '~/meetings/index';
import { makeOrSay, openRequest, readRecord } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary } from '~/platform/ui/form';
import { BackLink, Onward } from '~/platform/ui/links';
import { Contact } from '../at-a-glance';

/** Contacts with a practitioner that are planned, and planning another. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  const { contacts, textNumber } = readRecord(actor, view);
  const open = view.allowed.includes('plan-follow-up');
  return data(
    {
      title: `${translator(context.locale, 'record')('followUp.title')} ${view.reference}`,
      reference: view.reference,
      contacts,
      textNumber,
      answers: view.answers,
      open,
      done: new URL(request.url).searchParams.get('done') === 'plan-follow-up',
    },
    { status: open ? 200 : 409 },
  );
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const reference = params.reference!;
  const submission = parseWithZod(await request.formData(), { schema: planForm });
  const refused = await makeOrSay(
    signedIn(context.actor),
    reference,
    submission,
    ({ when, on, channel }) => ({
      change: 'plan-follow-up',
      on: when === 'day' ? on! : null,
      channel,
    }),
  );
  if (refused) return refused;
  const page = `/adviser/requests/${reference}/following-up?done=plan-follow-up`;
  return redirect(localPath(context.locale, page));
}

export default function FollowingUp() {
  const { t } = useTranslation('record');
  const { reference, contacts, textNumber, answers, open, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<Record<'when' | 'on' | 'channel', string>>({
    id: 'plan-follow-up',
    lastResult,
  });
  const desk = `/adviser/requests/${reference}`;
  return (
    <div className="reading">
      <BackLink to={desk}>{t('back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.when, fields.on, fields.channel]} />
      {done && !lastResult && (
        <p className="notice" role="status">
          {t('followUp.done.plan-follow-up')}
        </p>
      )}
      <h1>{t('followUp.title')}</h1>
      <p className="lead">{t('followUp.whatTheirs')}</p>
      {Object.keys(answers).length > 0 && <Contact answers={answers} />}
      <h2>{t('followUp.planned')}</h2>
      <ContactList contacts={contacts} />
      {open && (
        <>
          <h2>{t('followUp.plan.title')}</h2>
          <PlanContact
            page={`${desk}/following-up`}
            reader="adviser"
            textNumber={textNumber}
            lastResult={lastResult}
          />
        </>
      )}
      <Onward to="desk" />
    </div>
  );
}
