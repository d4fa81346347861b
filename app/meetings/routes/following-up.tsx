import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { Choices, ErrorSummary, SubmitButton, TextArea } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { snoozeWeeks, wellbeings, type SnoozeWeeks } from '../asked';
import { makeOrSay } from '../managing/form-answer.server';
import { ContactList } from '../record/contact-list';
import { planForm, replyForm, snoozeForm } from '../record/forms';
import { PlanContact } from '../record/plan-contact';
import { readOwnRecord } from '../record/record.server';

const deeds = [
  'reply-to-follow-up',
  'snooze-follow-up',
  'stop-follow-ups',
  'plan-follow-up',
] as const;
type Deed = (typeof deeds)[number];

/** Being asked how one is: to answer, to put off, to stop, to plan. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const { view, record } = readOwnRecord(signedIn(context.actor), params.reference!);
  const open = view.allowed.includes('plan-follow-up');
  return data(
    {
      title: translator(context.locale, 'record')('followUp.title'),
      reference: view.reference,
      contacts: record.contacts,
      textNumber: record.textNumber,
      open,
      done: oneOf(deeds, new URL(request.url).searchParams.get('done')) ?? null,
    },
    { status: open ? 200 : 409 },
  );
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const reference = params.reference!;
  const form = await request.formData();
  const change = oneOf(deeds, form.get('change'));
  if (!change) throw new Response(null, { status: 400 });
  const refused = await perform(change);
  if (refused) return data({ change, result: refused.data }, refused.init ?? undefined);
  return redirect(localPath(context.locale, `/meetings/${reference}/following-up?done=${change}`));

  function perform(change: Deed) {
    switch (change) {
      case 'reply-to-follow-up':
        return makeOrSay(actor, reference, parseWithZod(form, { schema: replyForm }), (filled) => ({
          change,
          ...filled,
        }));
      case 'snooze-follow-up':
        return makeOrSay(
          actor,
          reference,
          parseWithZod(form, { schema: snoozeForm }),
          ({ weeks }) => ({ change, weeks: Number(weeks) as SnoozeWeeks }),
        );
      case 'stop-follow-ups': {
        const nothing = parseWithZod(form, { schema: z.object({}) });
        return makeOrSay(actor, reference, nothing, () => ({ change }));
      }
      case 'plan-follow-up':
        return makeOrSay(
          actor,
          reference,
          parseWithZod(form, { schema: planForm }),
          ({ when, on, channel }) => ({ change, on: when === 'day' ? on! : null, channel }),
        );
    }
  }
}

/** The form that was sent last, with what is wrong in it. */
interface Sent {
  change: Deed;
  result: SubmissionResult;
}

export default function FollowingUp() {
  const { t } = useTranslation('record');
  const { reference, contacts, open, done, textNumber } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>() as Sent | undefined;
  const live = contacts.filter(({ state }) => state === 'waiting' || state === 'due');
  const canSnooze = live.some(({ dueOn }) => dueOn !== null);
  return (
    <div className="reading">
      <BackLink to={`/meetings/${reference}`}>{t('back')}</BackLink>
      {done && !sent && (
        <p className="notice" role="status">
          {t(`followUp.done.${done}`)}
        </p>
      )}
      <Problems sent={sent} />
      <h1>{t('followUp.title')}</h1>
      <p className="lead">{t('followUp.what')}</p>
      {open && <Reply sent={sent} />}
      <p>
        {t('followUp.help')} <LocalLink to="/support/match">{t('followUp.helpLink')}</LocalLink>
      </p>
      <h2>{t('followUp.planned')}</h2>
      <ContactList contacts={contacts} />
      {open && canSnooze && <Snooze sent={sent} />}
      {open && live.length > 0 && <Stop />}
      {open && (
        <details open={live.length === 0 || sent?.change === 'plan-follow-up'}>
          <summary>{t('followUp.plan.title')}</summary>
          <div>
            <PlanContact
              page={`/meetings/${reference}/following-up`}
              reader="practitioner"
              textNumber={textNumber}
              lastResult={resultOf('plan-follow-up', sent)}
            />
          </div>
        </details>
      )}
    </div>
  );
}

const resultOf = (change: Deed, sent: Sent | undefined): SubmissionResult | undefined =>
  sent?.change === change ? sent.result : undefined;

const fieldsOf: Record<Deed, string[]> = {
  'reply-to-follow-up': ['how', 'words'],
  'snooze-follow-up': ['weeks'],
  'stop-follow-ups': [],
  'plan-follow-up': ['when', 'on', 'channel'],
};

/** What is wrong with the form that was sent, before everything else. */
function Problems({ sent }: { sent: Sent | undefined }) {
  const change = sent?.change ?? 'stop-follow-ups';
  const [form, fields] = useForm<Record<string, string>>({ id: change, lastResult: sent?.result });
  return <ErrorSummary form={form} fields={fieldsOf[change].map((name) => fields[name]!)} />;
}

function usePath() {
  const { locale } = usePage();
  const { reference } = useLoaderData<typeof loader>();
  return localPath(locale, `/meetings/${reference}/following-up`);
}

function Reply({ sent }: { sent: Sent | undefined }) {
  const { t } = useTranslation('record');
  const change = 'reply-to-follow-up';
  const [, fields] = useForm<{ how: string; words: string }>({
    id: change,
    lastResult: resultOf(change, sent),
  });
  return (
    <>
      <h2>{t('followUp.reply.title')}</h2>
      <form id="answer-form" method="post" action={usePath()} noValidate>
        <Choices
          field={fields.how}
          kind="radios"
          label={t('followUp.reply.label')}
          options={wellbeings.map((value) => ({ value, label: t(`followUp.reply.ways.${value}`) }))}
        />
        <TextArea
          field={fields.words}
          label={t('followUp.reply.words')}
          hint={t('followUp.reply.hint')}
          rows={4}
        />
        <SubmitButton name="change" value={change}>
          {t('followUp.reply.button')}
        </SubmitButton>
      </form>
    </>
  );
}

function Snooze({ sent }: { sent: Sent | undefined }) {
  const { t } = useTranslation('record');
  const change = 'snooze-follow-up';
  const [, fields] = useForm<{ weeks: string }>({ id: change, lastResult: resultOf(change, sent) });
  return (
    <>
      <h2>{t('followUp.snooze.title')}</h2>
      <form method="post" action={usePath()} noValidate>
        <Choices
          field={fields.weeks}
          kind="radios"
          label={t('followUp.snooze.label')}
          options={snoozeWeeks.map((count) => ({
            value: String(count),
            label: t('followUp.snooze.weeks', { count }),
          }))}
        />
        <SubmitButton look="secondary" name="change" value={change}>
          {t('followUp.snooze.button')}
        </SubmitButton>
      </form>
    </>
  );
}

function Stop() {
  const { t } = useTranslation('record');
  return (
    <>
      <h2>{t('followUp.stop.title')}</h2>
      <p>{t('followUp.stop.what')}</p>
      <form method="post" action={usePath()}>
        <SubmitButton look="secondary" name="change" value="stop-follow-ups">
          {t('followUp.stop.button')}
        </SubmitButton>
      </form>
    </>
  );
}
