import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { asTyped } from '~/platform/as-typed';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { dateInWords, momentInWords } from '~/platform/time/london';
import { ErrorSummary, SubmitButton, TextArea } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { TooLate } from '~/platform/ui/too-late';
import type { Asked } from '../asked';
import { cannotBeUndone, isChangePage, wordsOn, type ChangePage } from '../managing/change-pages';
import { makeOrSay } from '../managing/form-answer.server';
import { readRequest, type RequestView } from '../requests.server';
import { settings } from '../settings';

/** One change of a request that was sent: what will happen, a few words if they fit, and the button. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const { reference, page } = where(params);
  const view = readRequest(signedIn(context.actor), reference);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  const open = view.allowed.includes(page);
  const t = translator(context.locale, 'manage');
  const title = t(open ? `change.${page}.title` : 'change.closedTitle');
  return data({ title, page, view, open }, { status: open ? 200 : 409 });
}

/** @throws a 404 response when no change has such a page. */
function where({ reference, what }: LoaderFunctionArgs['params']): {
  reference: string;
  page: ChangePage;
} {
  if (!reference || !isChangePage(what)) throw new Response(null, { status: 404 });
  return { reference, page: what };
}

const text = z
  .string('meetings:refusals.words-missing')
  .overwrite(asTyped)
  .max(settings.longestWords, 'meetings:refusals.words-too-long');

/** Nobody's words are cut: who wrote too much is asked to shorten it. */
const schemas = {
  needed: z.object({ words: text.min(1, 'meetings:refusals.words-missing') }),
  welcome: z.object({ words: text.optional() }),
  none: z.object({ words: z.undefined() }),
};

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { reference, page } = where(params);
  const actor = signedIn(context.actor);
  const submission = parseWithZod(await request.formData(), { schema: schemas[wordsOn[page]] });
  const refused = await makeOrSay(
    actor,
    reference,
    submission,
    ({ words }) => ({ change: page, ...(words && { words }) }) as Asked,
  );
  if (refused) return refused;
  return redirect(localPath(context.locale, `/meetings/${reference}?done=${page}`));
}

export default function Change() {
  const { page, open } = useLoaderData<typeof loader>();
  return open ? <OneChange key={page} /> : <Closed />;
}

function Closed() {
  const { t } = useTranslation(['manage', 'meetings']);
  const { view } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  return (
    <TooLate
      title={t('change.closedTitle')}
      what={t('change.closed')}
      wrote={t('meetings:meeting.youWrote')}
      words={lastResult?.initialValue?.words}
      back={{ to: `/meetings/${view.reference}`, label: t('change.back') }}
    />
  );
}

function OneChange() {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  const { page, view } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<{ words?: string }>({ id: page, lastResult });
  const request = `/meetings/${view.reference}`;
  return (
    <div className="reading">
      <BackLink to={request}>{t('change.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.words]} />
      <h1>{t(`change.${page}.title`)}</h1>
      <WhatItIsAbout page={page} view={view} />
      <h2>{t('change.happens')}</h2>
      <ul>
        {(['first', 'second', 'third'] as const).map((line) => (
          <li key={line}>{t(`change.${page}.${line}`)}</li>
        ))}
      </ul>
      <Instead page={page} view={view} />
      <form
        id="answer-form"
        method="post"
        action={localPath(locale, `${request}/change/${page}`)}
        noValidate
      >
        {wordsOn[page] !== 'none' && (
          <TextArea
            field={fields.words}
            label={t(`change.${page}.label` as 'change.message.label')}
            hint={t(wordsOn[page] === 'needed' ? 'change.neededHint' : 'change.welcomeHint')}
          />
        )}
        <SubmitButton
          name="intent"
          value={page}
          look={cannotBeUndone.includes(page) ? 'warning' : undefined}
        >
          {t(`change.${page}.button`)}
        </SubmitButton>
      </form>
      <p>
        <LocalLink to={request}>{t('change.leave')}</LocalLink>
      </p>
    </div>
  );
}

interface Shown {
  page: ChangePage;
  view: RequestView;
}

/** The time, the questions or the people a change is about. */
function WhatItIsAbout({ page, view }: Shown) {
  const { t } = useTranslation('manage');
  const { locale } = usePage();
  const { meeting, questions, answerBy, waitingOn, adviserName } = view;
  if (meeting && (page === 'cancel' || page === 'ask-to-move')) {
    return (
      <div className="panel">
        <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
        {adviserName && <p>{t('change.with', { name: adviserName })}</p>}
      </div>
    );
  }
  if (page === 'add-question' && questions.length > 0) {
    return (
      <>
        <h2>{t('change.soFar')}</h2>
        <ul>
          {questions.map(({ at, words }) => (
            <li className="their-words" dir="auto" key={at}>
              {words}
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (page === 'message' && waitingOn === 'us' && answerBy) {
    return <p>{t('change.waiting', { date: dateInWords(answerBy, locale) })}</p>;
  }
  return null;
}

/** A gentler way, where there is one. */
function Instead({ page, view }: Shown) {
  const { t } = useTranslation('manage');
  const { allowed, reference } = view;
  const canMove = allowed.includes('move');
  if (page === 'ask-to-move' && canMove) {
    return (
      <p className="notice">
        {t('change.moveKeeps')}{' '}
        <LocalLink to={`/meetings/${reference}/times`}>{t('actions.move')}</LocalLink>
      </p>
    );
  }
  if (page === 'cancel' && canMove) {
    return (
      <p className="notice">
        {t('change.moveInstead')}{' '}
        <LocalLink to={`/meetings/${reference}/times`}>{t('actions.move')}</LocalLink>
      </p>
    );
  }
  return null;
}
