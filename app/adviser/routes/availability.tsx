import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { changeAvailability, loadAvailability } from '../availability.server';
import { AvailabilityPage } from '../availability-page';

/** When the acting adviser can be met, theirs to say. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  return {
    title: translator(context.locale, 'diary')('availability.title'),
    ...loadAvailability(actor, actor.accountId, request.url),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const form = await request.formData();
  const { locale } = context;
  return changeAvailability(actor.accountId, {
    actor,
    form,
    page: '/adviser/availability',
    locale,
  });
}

export default function OwnAvailability() {
  return <AvailabilityPage {...useLoaderData<typeof loader>()} />;
}
