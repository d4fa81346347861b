import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { momentInWords } from '~/platform/time/london';
import { ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { addPasskeySchema } from '../passkey-answers';
import { AddPasskeyForm } from '../passkey-form';
import {
  addPasskey,
  mayRemovePasskey,
  mostPasskeys,
  ownPasskeys,
  passkeyOptions,
  removePasskey,
} from '../passkeys.server';

const page = '/account/passkeys';

const removeSchema = z.object({ passkey: z.string() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const own = ownPasskeys(actor);
  const shown = {
    title: translator(context.locale, 'passkeys')('list.title'),
    own,
    mayRemove: mayRemovePasskey(actor),
    done: oneOf(['added', 'removed'], new URL(request.url).searchParams.get('done')) ?? null,
  };
  if (own.length >= mostPasskeys) return { ...shown, options: null };
  const { options, setCookie } = await passkeyOptions(actor.accountId, context.locale);
  return data({ ...shown, options }, { headers: { 'Set-Cookie': setCookie } });
}

export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData();
  const change = oneOf(['add', 'remove'], form.get('change'));
  if (!change) throw new Response(null, { status: 400 });
  return change === 'add' ? add(args, form) : remove(args, form);
}

async function add({ request, context }: ActionFunctionArgs, form: FormData) {
  const { accountId } = signedIn(context.actor);
  const submission = parseWithZod(form, { schema: addPasskeySchema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });

  const wait = spendAllowance('passkey-from-client', context.clientNetwork);
  if (wait > 0) {
    return data(submission.reply({ formErrors: ['passkeys:errors.tooManyTries'] }), {
      status: 429,
      headers: { 'Retry-After': String(wait) },
    });
  }
  const { name, answer } = submission.value;
  const { locale } = context;
  const outcome = await addPasskey({ request, locale }, accountId, name, answer);
  if (outcome !== 'added') {
    return data(submission.reply({ formErrors: [`passkeys:errors.${wordsFor[outcome]}`] }), {
      status: 400,
    });
  }
  return redirect(localPath(locale, `${page}?done=added`));
}

/** A passkey that was not added has words of its own: it is on the device all the same. */
const wordsFor = { over: 'over', full: 'full', refused: 'notAdded' } as const;

function remove({ context }: ActionFunctionArgs, form: FormData) {
  const submission = parseWithZod(form, { schema: removeSchema });
  if (submission.status !== 'success') throw new Response(null, { status: 400 });
  if (removePasskey(signedIn(context.actor), submission.value.passkey) === 'last') {
    return data(submission.reply({ formErrors: ['passkeys:errors.last'] }), { status: 400 });
  }
  return redirect(localPath(context.locale, `${page}?done=removed`));
}

export default function Passkeys() {
  const { t } = useTranslation('passkeys');
  const { own, options, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof addPasskeySchema>>({ id: 'passkey', lastResult });
  const errors = [...(form.errors ?? []), ...(fields.answer.errors ?? [])];
  return (
    <div className="reading">
      <BackLink to="/account">{t('list.back')}</BackLink>
      <ErrorSummary form={{ errors }} fields={[fields.name]} />
      {done && (
        <div className="notice" role="status">
          <p>{t(`list.done.${done}`)}</p>
        </div>
      )}
      <h1>{t('list.title')}</h1>
      <p className="lead">{t('list.what')}</p>
      <h2>{t('list.yours')}</h2>
      {own.length === 0 ? <p>{t('list.none')}</p> : <OwnPasskeys />}
      <h2>{t('add.title')}</h2>
      {options ? (
        <>
          <p>{t('add.what')}</p>
          <p className="notice">{t('add.whose')}</p>
          <AddPasskeyForm to={page} options={options} name={fields.name} />
        </>
      ) : (
        <p>{t('errors.full')}</p>
      )}
      <p>
        <LocalLink to="/account/sessions">{t('list.sessions')}</LocalLink>
      </p>
    </div>
  );
}

function OwnPasskeys() {
  const { t } = useTranslation('passkeys');
  const { locale } = usePage();
  const { own, mayRemove } = useLoaderData<typeof loader>();
  const when = (instant: number) => momentInWords(instant, locale);
  return (
    <ul className="cards">
      {own.map(({ id, name, createdAt, lastUsedAt }) => (
        <li key={id}>
          <h3 dir="auto">{name}</h3>
          <p>
            {t('list.added', { when: when(createdAt) })}
            <br />
            {lastUsedAt ? t('list.used', { when: when(lastUsedAt) }) : t('list.unused')}
          </p>
          {mayRemove ? (
            <form method="post" action={localPath(locale, page)}>
              <input type="hidden" name="change" value="remove" />
              <input type="hidden" name="passkey" value={id} />
              <SubmitButton look="secondary">
                {t('list.remove')} <span className="nhsuk-u-visually-hidden">{name}</span>
              </SubmitButton>
            </form>
          ) : (
            <p className="quiet">{t('list.last')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
