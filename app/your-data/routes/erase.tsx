import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { leave } from '~/account/index.server';
import { hasArrangedMeeting } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { Choices, ErrorSummary, SubmitButton } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { DownloadForm } from '../download-form';
import { eraseOwnAccount } from '../erase.server';

const schema = z.object({ sure: z.literal('yes', { error: 'account:erase.notSure' }) });

/** Reading this page erases nothing. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'account')('erase.title'),
    meeting: hasArrangedMeeting(signedIn(context.actor)),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  eraseOwnAccount(actor);
  const headers = await leave({ actor, request });
  return redirect(localPath(context.locale, '/account/erased'), { headers });
}

export default function Erase() {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const { meeting } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof schema>>({ id: 'erase', lastResult });
  return (
    <div className="reading">
      <BackLink to="/account/data">{t('erase.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.sure]} />
      <h1>{t('erase.title')}</h1>
      <p className="lead">{t('erase.what')}</p>
      {meeting && <p className="notice">{t('erase.meeting')}</p>}
      <h2>{t('erase.goesTitle')}</h2>
      <ul>
        <li>{t('erase.goesWords')}</li>
        <li>{t('erase.goesOpen')}</li>
        <li>{t('erase.goesAccount')}</li>
      </ul>
      <h2>{t('erase.staysTitle')}</h2>
      <ul>
        <li>{t('erase.staysCounts')}</li>
        <li>{t('erase.staysTrail')}</li>
        <li>{t('erase.staysElsewhere')}</li>
      </ul>
      <p>{t('erase.first')}</p>
      <DownloadForm as="html" />
      <form id="answer-form" method="post" action={localPath(locale, '/account/erase')} noValidate>
        <Choices
          kind="checkboxes"
          field={fields.sure}
          label={t('erase.ask')}
          options={[{ value: 'yes', label: t('erase.sure') }]}
        />
        <SubmitButton look="warning">{t('erase.button')}</SubmitButton>
      </form>
    </div>
  );
}
