import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import {
  noteAdvisedEmployer,
  readAdvisedEmployers,
  removeAdvisedEmployer,
} from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { dateInWords, today } from '~/platform/time/london';
import { ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';

/** Employers the reader has advised, and so is kept from those who asked for somebody who has not. */

const page = '/adviser/employers';

const deeds = ['add', 'remove'] as const;

const addSchema = z.object({
  employer: z.string('adviser:errors.employer'),
});

export function loader({ request, context }: LoaderFunctionArgs) {
  const employers = readAdvisedEmployers(signedIn(context.actor));
  return {
    title: translator(context.locale, 'adviser')('employers.title'),
    employers: employers.map(({ id, name, notedAt }) => ({ id, name, notedOn: today(notedAt) })),
    done: oneOf(deeds, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const form = await request.formData();
  const deed = oneOf(deeds, form.get('deed'));
  if (!deed) throw new Response(null, { status: 400 });
  const done = () => redirect(localPath(context.locale, `${page}?done=${deed}`));
  if (deed === 'remove') {
    if (!removeAdvisedEmployer(actor, String(form.get('id') ?? '')))
      throw new Response(null, { status: 404 });
    return done();
  }
  const submission = parseWithZod(form, { schema: addSchema });
  if (submission.status !== 'success')
    return data({ result: submission.reply(), first: [] }, { status: 400 });
  const outcome = await noteAdvisedEmployer(actor, submission.value.employer);
  if (outcome.done) return done();
  const { because } = outcome;
  const result = submission.reply({ fieldErrors: { employer: [`adviser:errors.${because}`] } });
  const first = because === 'still-yours' ? outcome.references : [];
  return data({ result, first }, { status: because === 'still-yours' ? 409 : 400 });
}

export default function Employers() {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { employers, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const [form, fields] = useForm<z.input<typeof addSchema>>({
    id: 'add',
    lastResult: refused?.result as SubmissionResult | undefined,
  });
  return (
    <div className="reading">
      <BackLink to="/adviser">{t('request.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.employer]} />
      {done && (
        <p className="notice" role="status">
          {t(`employers.done.${done}`)}
        </p>
      )}
      <h1>{t('employers.title')}</h1>
      <p>{t('employers.what')}</p>
      <p>{t('employers.spelling')}</p>
      <form id="answer-form" method="post" action={localPath(locale, page)} noValidate>
        <input type="hidden" name="deed" value="add" />
        <TextField
          field={fields.employer}
          label={t('employers.name')}
          hint={t('employers.nameHint')}
        />
        {refused && refused.first.length > 0 && (
          <ul>
            {refused.first.map((reference) => (
              <li key={reference}>
                <LocalLink to={`/adviser/requests/${reference}/assign`}>
                  {t('employers.give', { reference })}
                </LocalLink>
              </li>
            ))}
          </ul>
        )}
        <SubmitButton>{t('employers.add')}</SubmitButton>
      </form>
      <h2>{t('employers.list')}</h2>
      {employers.length === 0 && <p>{t('employers.none')}</p>}
      <ul className="cards">
        {employers.map(({ id, name, notedOn }) => (
          <li key={id}>
            <p>
              <strong dir="auto">{name}</strong>
            </p>
            <p className="quiet">
              {t('employers.noted', { date: dateInWords(notedOn, locale, { weekday: false }) })}
            </p>
            <form method="post" action={localPath(locale, page)}>
              <input type="hidden" name="deed" value="remove" />
              <SubmitButton name="id" value={id} look="secondary">
                {t('employers.remove')}
                <span className="nhsuk-u-visually-hidden"> {name}</span>
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
      {employers.length > 0 && <p className="quiet">{t('employers.removeWhat')}</p>}
    </div>
  );
}
