import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { dateInWords, today } from '~/platform/time/london';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import {
  askedSchema,
  concernsOf,
  entryChanges,
  longestWords,
  siteOf,
  type EntryChange,
} from '~/support/index';
import { changeEntry, readEntry } from '~/support/index.server';

const changeIn = (given: unknown): EntryChange | undefined =>
  entryChanges.find((change) => change === given);

export function loader({ params, request, context }: LoaderFunctionArgs) {
  const entry = readEntry(signedIn(context.actor), params.id!);
  const now = today(clock.now());
  return {
    title: entry.organisation.name[context.locale],
    entry,
    concerns: concernsOf(entry, now),
    today: now,
    done: changeIn(new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const form = await request.formData();
  const change = changeIn(form.get('change'));
  if (!change) throw new Response(null, { status: 400 });
  const submission = parseWithZod(form, { schema: askedSchema(today(clock.now())) });
  if (submission.status !== 'success') {
    return data({ change, result: submission.reply() }, { status: 400 });
  }
  changeEntry(actor, params.id!, submission.value);
  return redirect(localPath(context.locale, `/adviser/content/${params.id}?done=${change}`));
}

export default function Entry() {
  const { t } = useTranslation(['entries', 'support']);
  const { locale } = usePage();
  const { entry, concerns, done } = useLoaderData<typeof loader>();
  const { organisation, suspended } = entry;
  return (
    <>
      <BackLink to="/adviser/content">{t('entry.back')}</BackLink>
      <Errors />
      {done && (
        <p className="notice" role="status">
          {t(`entry.done.${done}`)}
        </p>
      )}
      <h1>{organisation.name[locale]}</h1>
      {suspended ? (
        <p className="lead">{t('entry.suspended')}</p>
      ) : (
        <p>
          <LocalLink to={`/support/${organisation.id}`}>{t('entry.public')}</LocalLink>
        </p>
      )}
      <div className="columns">
        <div>
          <h2>{t('entry.concerns')}</h2>
          {concerns.length === 0 ? (
            <p>{t('entry.noConcerns')}</p>
          ) : (
            <ul>
              {concerns.map((concern) => (
                <li key={concern}>{t(`concerns.${concern}`)}</li>
              ))}
            </ul>
          )}
          <Reports />
          <CheckForm />
          {suspended ? <RestoreForm /> : <SuspendForm />}
        </div>
        <aside>
          <Facts />
          <History />
        </aside>
      </div>
    </>
  );
}

/** The form of one change, with what was typed when it came back. */
function useChangeForm(change: EntryChange, defaultValue?: Record<string, string>) {
  const refused = useActionData<typeof action>();
  const lastResult = refused?.change === change ? (refused.result as SubmissionResult) : undefined;
  return useForm<Record<string, string>>({ id: change, lastResult, defaultValue });
}

function Errors() {
  const [check, checkFields] = useChangeForm('check');
  const [suspend, suspendFields] = useChangeForm('suspend');
  const [restore, restoreFields] = useChangeForm('restore');
  // It has no field to lead to: the form is a button.
  const [handle] = useChangeForm('handle');
  return (
    <>
      <ErrorSummary form={{ errors: Object.values(handle.allErrors).flat() }} fields={[]} />
      <ErrorSummary form={check} fields={[checkFields.on!, checkFields.note!]} />
      <ErrorSummary form={suspend} fields={[suspendFields.reason!]} />
      <ErrorSummary form={restore} fields={[restoreFields.note!]} />
    </>
  );
}

/** A form that asks for one change of this entry. */
function ChangeForm({ change, children }: { change: EntryChange; children: ReactNode }) {
  const { locale } = usePage();
  const { entry } = useLoaderData<typeof loader>();
  const page = localPath(locale, `/adviser/content/${entry.organisation.id}`);
  return (
    <form
      id={change === 'check' ? 'answer-form' : undefined}
      method="post"
      action={page}
      noValidate
    >
      <input type="hidden" name="change" value={change} />
      {children}
    </form>
  );
}

function Reports() {
  const { t } = useTranslation('entries');
  const { locale } = usePage();
  const { reports } = useLoaderData<typeof loader>().entry;
  return (
    <>
      <h2>{t('entry.reports')}</h2>
      {reports.length === 0 && <p>{t('entry.noReports')}</p>}
      <ul className="cards">
        {reports.map(({ id, problem, reportedAt, words }) => (
          <li key={id}>
            <h3>{t(`report.problems.${problem}`)}</h3>
            <p className="quiet">
              {t('entry.reportedOn', {
                date: dateInWords(today(reportedAt), locale, { weekday: false }),
              })}
            </p>
            {words && (
              <p className="their-words" dir="auto">
                {words}
              </p>
            )}
          </li>
        ))}
      </ul>
      {reports.length > 0 && (
        <ChangeForm change="handle">
          {reports.map(({ id }) => (
            <input type="hidden" name="reports" value={id} key={id} />
          ))}
          <SubmitButton look="secondary">{t('entry.handle')}</SubmitButton>
        </ChangeForm>
      )}
    </>
  );
}

function CheckForm() {
  const { t } = useTranslation('entries');
  const now = useLoaderData<typeof loader>().today;
  const [, fields] = useChangeForm('check', { on: now });
  return (
    <>
      <h2>{t('entry.check.title')}</h2>
      <p>{t('entry.check.what')}</p>
      <ChangeForm change="check">
        <TextField field={fields.on!} label={t('entry.check.on')} type="date" width="10" />
        <TextArea
          field={fields.note!}
          label={t('entry.check.note')}
          hint={t('entry.check.noteHint')}
          rows={3}
          maxLength={longestWords}
        />
        <SubmitButton>{t('entry.check.button')}</SubmitButton>
      </ChangeForm>
    </>
  );
}

function SuspendForm() {
  const { t } = useTranslation('entries');
  const [, fields] = useChangeForm('suspend');
  return (
    <>
      <h2>{t('entry.suspend.title')}</h2>
      <p>{t('entry.suspend.what')}</p>
      <ChangeForm change="suspend">
        <TextArea
          field={fields.reason!}
          label={t('entry.suspend.reason')}
          hint={t('entry.suspend.reasonHint')}
          rows={3}
          maxLength={longestWords}
        />
        <SubmitButton look="warning">{t('entry.suspend.button')}</SubmitButton>
      </ChangeForm>
    </>
  );
}

function RestoreForm() {
  const { t } = useTranslation('entries');
  const [, fields] = useChangeForm('restore');
  return (
    <>
      <h2>{t('entry.restore.title')}</h2>
      <p>{t('entry.restore.what')}</p>
      <ChangeForm change="restore">
        <TextArea
          field={fields.note!}
          label={t('entry.restore.note')}
          hint={t('entry.check.noteHint')}
          rows={3}
          maxLength={longestWords}
        />
        <SubmitButton look="secondary">{t('entry.restore.button')}</SubmitButton>
      </ChangeForm>
    </>
  );
}

/** What the file says, with the numbers that readers are not shown, because nobody has confirmed them. */
function Facts() {
  const { t } = useTranslation(['entries', 'support']);
  const { locale } = usePage();
  const { organisation, checked, link } = useLoaderData<typeof loader>().entry;
  const { confidence, source, web } = organisation;
  return (
    <>
      <h2>{t('entry.facts')}</h2>
      <dl className="terms">
        <dt>{t('entry.contact')}</dt>
        <dd>
          <ul>
            {[...organisation.phone, ...organisation.text].map((line) => (
              <li key={line.number}>
                {line.label[locale]}: {line.number}
                {', '}
                {t(line.confirmed ? 'entry.confirmed' : 'entry.notConfirmed')}
              </li>
            ))}
            {organisation.email.map((address) => (
              <li key={address}>{address}</li>
            ))}
            {web && (
              <li>
                <a href={web}>{siteOf(web)}</a>
              </li>
            )}
          </ul>
        </dd>
        <dt>{t('entry.checked')}</dt>
        <dd>{dateInWords(checked, locale, { weekday: false })}</dd>
        <dt>{t('entry.confidence')}</dt>
        <dd>{t(`support:confidence.${confidence}`)}</dd>
        <dt>{t('entry.source')}</dt>
        <dd>
          <a href={source.url}>{new URL(source.url).hostname}</a> (
          <span lang="en">{source.date}</span>)
        </dd>
        {web && (
          <>
            <dt>{t('entry.link')}</dt>
            <dd>{t(`entry.links.${link ?? 'never'}`)}</dd>
          </>
        )}
      </dl>
      <p className="quiet">{t('entry.change')}</p>
    </>
  );
}

function History() {
  const { t } = useTranslation('entries');
  const { locale } = usePage();
  const { history } = useLoaderData<typeof loader>().entry;
  return (
    <>
      <h2>{t('entry.history')}</h2>
      {history.length === 0 && <p>{t('entry.noHistory')}</p>}
      <ul>
        {history.map(({ id, kind, on, by, note }) => (
          <li key={id}>
            <strong>{t(`entry.kinds.${kind}`)}</strong>{' '}
            {t('entry.by', {
              date: dateInWords(on, locale, { weekday: false }),
              name: by,
            })}
            {note && (
              <p className="their-words" dir="auto">
                {note}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
