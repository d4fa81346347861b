import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Trans, useTranslation } from 'react-i18next';
import {
  bringBusyTimes,
  broughtBusyTimes,
  forgetBusyTimes,
  type Brought,
} from '~/diary/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { dateInWords, today } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Done } from '../availability-forms';

const page = '/adviser/availability/busy';

/** What came of it, or that no file was chosen. */
type Came = Brought | { done: false; because: 'missing' };

/** Busy times from another calendar: bring the file, or forget what it said. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'diary')('busy.title'),
    brought: broughtBusyTimes(signedIn(context.actor)),
    forgotten: new URL(request.url).searchParams.get('done') === 'forgotten',
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  // What says that it is a form with a file, and is not.
  const form = await request.formData().catch(() => null);
  if (form?.get('deed') === 'forget') {
    forgetBusyTimes(actor);
    return redirect(localPath(context.locale, `${page}?done=forgotten`));
  }
  const file = form?.get('file');
  const isMissing = !(file instanceof File) || (file.size === 0 && file.name === '');
  const came: Came = isMissing
    ? { done: false, because: 'missing' }
    : bringBusyTimes(actor, Buffer.from(await file.arrayBuffer()));
  // Not sent on: what was left out is said once, here, and bringing the same file again changes nothing.
  return data(came, { status: came.done ? 200 : 400 });
}

export default function BusyTimes() {
  const { t } = useTranslation(['diary', 'common']);
  const { locale } = usePage();
  const { brought, forgotten } = useLoaderData<typeof loader>();
  const came = useActionData<typeof action>() as Came | undefined;
  const failed = came && !came.done ? came.because : null;
  return (
    <>
      <BackLink to="/adviser/availability">{t('availability.back')}</BackLink>
      <div className="reading">
        {failed && (
          <ErrorBox>
            <p>
              <a href="#file">{t(`busy.errors.${failed}`)}</a>
            </p>
          </ErrorBox>
        )}
        {came?.done && <WhatCame came={came} />}
        {forgotten && !brought && !came && <Done>{t('busy.forgotten')}</Done>}
        <h1>{t('busy.title')}</h1>
        <p className="lead">{t('busy.what')}</p>
        <p className="panel">{t('busy.kept')}</p>
        <p>
          {brought
            ? t('busy.now', {
                count: brought.spans,
                date: dateInWords(today(brought.until - 1), locale),
              })
            : t('busy.nothing')}{' '}
          {brought && t('busy.old')}
        </p>
        <form
          method="post"
          encType="multipart/form-data"
          action={localPath(locale, page)}
          noValidate
        >
          <div className={`nhsuk-form-group${failed ? ' nhsuk-form-group--error' : ''}`}>
            <label className="nhsuk-label nhsuk-label--s" htmlFor="file">
              {t('busy.label')}
            </label>
            <div className="nhsuk-hint" id="file-hint">
              {t('busy.hint')}
            </div>
            {failed && (
              <span className="nhsuk-error-message" id="file-error">
                <span className="nhsuk-u-visually-hidden">{t('common:error')}</span>{' '}
                {t(`busy.errors.${failed}`)}
              </span>
            )}
            <input
              id="file"
              name="file"
              type="file"
              accept=".ics,text/calendar"
              aria-describedby={failed ? 'file-hint file-error' : 'file-hint'}
              aria-invalid={failed ? true : undefined}
            />
          </div>
          <SubmitButton>{t('busy.bring')}</SubmitButton>
        </form>
        <details>
          <summary>{t('busy.how')}</summary>
          <div>
            <ul>
              {(['busy.howOutlook', 'busy.howGoogle', 'busy.howApple'] as const).map((key) => (
                <li key={key}>
                  <Trans t={t} i18nKey={key} components={{ en: <span lang="en" /> }} />
                </li>
              ))}
            </ul>
          </div>
        </details>
        {brought && (
          <details>
            <summary>{t('busy.forgetSummary')}</summary>
            <div>
              <p>{t('busy.forgetWhat')}</p>
              <form method="post" action={localPath(locale, page)}>
                <SubmitButton look="warning" name="deed" value="forget">
                  {t('busy.forget')}
                </SubmitButton>
              </form>
            </div>
          </details>
        )}
      </div>
    </>
  );
}

/** What was kept of the file, and what was not. */
function WhatCame({ came }: { came: Extract<Brought, { done: true }> }) {
  const { t } = useTranslation('diary');
  const { kept, unknownZones, unreadable } = came;
  return (
    <div className="notice" role="status">
      <p>{kept === 0 ? t('busy.doneNothing') : t('busy.done', { count: kept })}</p>
      {unknownZones.length > 0 && (
        <>
          <p>{t('busy.unknownZones')}</p>
          <ul>
            {unknownZones.map((zone) => (
              <li key={zone} dir="auto">
                {zone}
              </li>
            ))}
          </ul>
        </>
      )}
      {unreadable > 0 && <p>{t('busy.unreadable', { count: unreadable })}</p>}
      {(unknownZones.length > 0 || unreadable > 0) && <p>{t('busy.byHand')}</p>}
    </div>
  );
}
