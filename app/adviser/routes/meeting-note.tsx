import { useForm, type FieldMetadata, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import {
  actionsIn,
  draftForm,
  fieldsOfLine,
  filledIn,
  FinishButton,
  linesShown,
  noteForm,
  NoteVersions,
} from '~/meetings/index';
import {
  keepNoteDraft,
  makeOrSay,
  openRequest,
  readNoteDraft,
  readRecord,
  statusOf,
} from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { momentInWords } from '~/platform/time/london';
import { ErrorSummary, Select, SubmitButton, TextArea, TextField } from '~/platform/ui/form';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';

const deeds = ['share-note', 'draft', 'finish-action'] as const;

/** The note of a meeting, for who writes it: kept as a draft, then shared, then agreed on. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  const { notes } = readRecord(actor, view);
  return {
    title: `${translator(context.locale, 'record')('note.titleTheirs')} ${view.reference}`,
    reference: view.reference,
    notes,
    draft: readNoteDraft(actor, view.reference),
    canShare: view.allowed.includes('share-note'),
    canWrite:
      Object.keys(view.answers).length > 0 && !notes.some(({ agreedAt }) => agreedAt !== null),
    identityKnown: view.identity !== null,
    done: oneOf(deeds, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const reference = params.reference!;
  const form = await request.formData();
  const deed = oneOf(deeds, form.get('change'));
  const refused = await (() => {
    switch (deed) {
      case 'share-note':
        return makeOrSay(actor, reference, parseWithZod(form, { schema: noteForm }), (filled) => ({
          change: deed,
          words: String(filled.words),
          actions: actionsIn(filled as Record<string, string | undefined>),
        }));
      case 'draft':
        return keepDraft();
      case 'finish-action':
        return makeOrSay(actor, reference, parseWithZod(form, { schema: z.object({}) }), () => ({
          change: deed,
          actionId: String(form.get('action') ?? ''),
        }));
      default:
        throw new Response(null, { status: 400 });
    }
  })();
  if (refused) return refused;
  return redirect(
    localPath(context.locale, `/adviser/requests/${reference}/meeting-note?done=${deed}`),
  );

  function keepDraft() {
    const submission = parseWithZod(form, { schema: draftForm });
    if (submission.status !== 'success') {
      // Whose request it is not learns nothing from what is wrong with a form.
      readNoteDraft(actor, reference);
      return data(submission.reply(), { status: 400 });
    }
    const filled = submission.value as Record<string, string | undefined>;
    const kept = keepNoteDraft(actor, reference, {
      words: filled.words ?? '',
      actions: actionsIn(filled),
    });
    if (kept.done) return null;
    const reply = submission.reply({ formErrors: [`meetings:refusals.${kept.because}`] });
    return data(reply, { status: statusOf(kept.because) });
  }
}

export default function MeetingNote() {
  const { t } = useTranslation(['record', 'adviser']);
  const { locale } = usePage();
  const { reference, notes, canWrite, identityKnown, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const desk = `/adviser/requests/${reference}`;
  const latest = notes.at(-1);
  return (
    <div className="reading">
      <BackLink to={desk}>{t('back')}</BackLink>
      <Problems lastResult={lastResult} />
      {done && !lastResult && (
        <p className="notice" role="status">
          {t(`note.done.${done}`)}
        </p>
      )}
      <h1>{t('note.titleTheirs')}</h1>
      {!latest && <p>{t('note.noneTheirs')}</p>}
      {latest && (
        <NoteVersions
          notes={notes}
          reader="adviser"
          onAction={(its) =>
            its.owner === 'adviser' && (
              <FinishButton page={localPath(locale, `${desk}/meeting-note`)} action={its} />
            )
          }
        >
          {latest.agreedAt === null && <p>{t('note.waitsTheirs')}</p>}
        </NoteVersions>
      )}
      {canWrite && !identityKnown && (
        <>
          <p className="notice">{t('adviser:blocked.identity-first')}</p>
          <NextLink to={`${desk}/record-identity`}>
            {t('adviser:actions.record-identity.title')}
          </NextLink>
        </>
      )}
      {canWrite ? <Write lastResult={lastResult} /> : <p>{t('note.write.once')}</p>}
    </div>
  );
}

type Fields = Record<string, FieldMetadata<string>>;

/** The form as it was sent, or as the draft or the last version has it. */
function useNote(lastResult: SubmissionResult | undefined) {
  const { notes, draft } = useLoaderData<typeof loader>();
  const given = draft ?? notes.at(-1);
  const defaultValue = given ? filledIn(given) : {};
  const [form, fields] = useForm<Record<string, string>>({ id: 'note', lastResult, defaultValue });
  const shown = linesShown(lastResult?.initialValue ?? defaultValue);
  return { form, fields: fields as Fields, shown };
}

function Problems({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const { form, fields, shown } = useNote(lastResult);
  const names = shown.flatMap((line) => Object.values(fieldsOfLine(line)));
  return <ErrorSummary form={form} fields={['words', ...names].map((name) => fields[name]!)} />;
}

function Write({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const { reference, notes, draft, canShare, identityKnown } = useLoaderData<typeof loader>();
  const { fields, shown } = useNote(lastResult);
  const page = localPath(locale, `/adviser/requests/${reference}/meeting-note`);
  return (
    <>
      <h2>{t(notes.length > 0 ? 'note.write.newer' : 'note.write.title')}</h2>
      {draft && (
        <p className="quiet">
          {t('note.write.draft', { when: momentInWords(draft.at, locale) })}{' '}
          {draft.isYours && t('note.write.yours')}
        </p>
      )}
      <form id="answer-form" method="post" action={page} noValidate>
        <TextArea
          field={fields.words!}
          label={t('note.write.label')}
          hint={t('note.write.hint')}
          rows={14}
        />
        <h3>{t('note.write.actions')}</h3>
        <p>{t('note.write.actionsHint')}</p>
        {shown.map((line) => (
          <Line key={line} line={line} fields={fields} />
        ))}
        {canShare && identityKnown ? (
          <SubmitButton name="change" value="share-note">
            {t('note.write.share')}
          </SubmitButton>
        ) : (
          !canShare && <p>{t('note.write.notYet')}</p>
        )}{' '}
        <SubmitButton look="secondary" name="change" value="draft">
          {t('note.write.keep')}
        </SubmitButton>
      </form>
    </>
  );
}

/** One thing that somebody will do. */
function Line({ line, fields }: { line: number; fields: Fields }) {
  const { t } = useTranslation('record');
  const names = fieldsOfLine(line);
  return (
    <fieldset className="nhsuk-fieldset">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
        {t('note.write.line', { number: line })}
      </legend>
      <Select
        field={fields[names.owner]!}
        label={t('note.write.owner')}
        options={(['practitioner', 'adviser'] as const).map((value) => ({
          value,
          label: t(`note.who.${value === 'adviser' ? 'you' : value}`),
        }))}
      />
      <TextField field={fields[names.what]!} label={t('note.write.what')} />
      <TextField field={fields[names.by]!} label={t('note.write.by')} type="date" width="10" />
    </fieldset>
  );
}
