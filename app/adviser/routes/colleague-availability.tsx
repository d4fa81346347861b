import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { BackLink } from '~/platform/ui/links';
import { changeAvailability, loadAvailability } from '../availability.server';
import { AvailabilityPage } from '../availability-page';

/** When a colleague can be met: a lead changes it when they cannot. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const found = loadAvailability(signedIn(context.actor), params.adviser!, request.url);
  const { name } = found.view;
  return { title: translator(context.locale, 'diary')('availability.titleOf', { name }), ...found };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const adviserId = params.adviser!;
  return changeAvailability(adviserId, {
    actor: signedIn(context.actor),
    form: await request.formData(),
    page: `/adviser/availability/${adviserId}`,
    locale: context.locale,
  });
}

export default function ColleagueAvailability() {
  const { t } = useTranslation('diary');
  return (
    <>
      <BackLink to="/adviser/availability#others">{t('availability.others')}</BackLink>
      <AvailabilityPage {...useLoaderData<typeof loader>()} />
    </>
  );
}
