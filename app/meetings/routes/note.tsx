import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorSummary, SubmitButton, TextArea } from '~/platform/ui/form';
import { BackLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { makeOrSay } from '../managing/form-answer.server';
import { FinishButton } from '../record/finish-button';
import { commentForm } from '../record/forms';
import { NoteVersions } from '../record/note-versions';
import { readOwnRecord } from '../record/record.server';

const deeds = ['comment-on-note', 'agree-note', 'finish-action'] as const;

/** The note of a meeting, for whom it is about: to read, to comment on, to agree with. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const { view, record } = readOwnRecord(signedIn(context.actor), params.reference!);
  return {
    title: translator(context.locale, 'record')('note.title'),
    reference: view.reference,
    notes: record.notes,
    done: oneOf(deeds, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const reference = params.reference!;
  const form = await request.formData();
  const change = oneOf(deeds, form.get('change'));
  const version = Number(form.get('version'));
  const nothing = () => parseWithZod(form, { schema: z.object({}) });
  const refused = await (() => {
    switch (change) {
      case 'comment-on-note':
        return makeOrSay(
          actor,
          reference,
          parseWithZod(form, { schema: commentForm }),
          ({ words }) => ({ change, version, words }),
        );
      case 'agree-note':
        return makeOrSay(actor, reference, nothing(), () => ({ change, version }));
      case 'finish-action': {
        const actionId = String(form.get('action') ?? '');
        return makeOrSay(actor, reference, nothing(), () => ({ change, actionId }));
      }
      default:
        throw new Response(null, { status: 400 });
    }
  })();
  if (refused) return refused;
  return redirect(localPath(context.locale, `/meetings/${reference}/note?done=${change}`));
}

export default function Note() {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const { reference, notes, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<{ words: string }>({ id: 'comment', lastResult });
  const page = localPath(locale, `/meetings/${reference}/note`);
  const latest = notes.at(-1);
  return (
    <div className="reading">
      <BackLink to={`/meetings/${reference}`}>{t('back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.words]} />
      {done && !lastResult && (
        <p className="notice" role="status">
          {t(`note.done.${done}`)}
        </p>
      )}
      <h1>{t('note.title')}</h1>
      {!latest && (
        <>
          <p>{t('note.none')}</p>
          <Onward to="requests" />
        </>
      )}
      {latest && (
        <>
          {latest.agreedAt === null && <p className="lead">{t('note.what')}</p>}
          <NoteVersions
            notes={notes}
            reader="practitioner"
            onAction={(action) =>
              action.owner === 'practitioner' && <FinishButton page={page} action={action} />
            }
          >
            {latest.agreedAt === null && (
              <>
                <h2>{t('note.agree.title')}</h2>
                <p>{t('note.agree.what')}</p>
                <form method="post" action={page}>
                  <input type="hidden" name="version" value={latest.version} />
                  <SubmitButton name="change" value="agree-note">
                    {t('note.agree.button')}
                  </SubmitButton>
                </form>
                <h2>{t('note.comment.title')}</h2>
                <form id="answer-form" method="post" action={page} noValidate>
                  <input type="hidden" name="version" value={latest.version} />
                  <TextArea
                    field={fields.words}
                    label={t('note.comment.label')}
                    hint={t('note.comment.hint')}
                  />
                  <SubmitButton look="secondary" name="change" value="comment-on-note">
                    {t('note.comment.button')}
                  </SubmitButton>
                </form>
              </>
            )}
          </NoteVersions>
        </>
      )}
    </div>
  );
}
