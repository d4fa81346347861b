import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { signedIn } from '~/platform/access';
import { localPath } from '~/platform/locale';
import { concernReferenceFor } from '../concerns.server';

/** The address in our messages: it says nothing of what there is to read, and leads whoever may read it there. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const reference = concernReferenceFor(actor, params.reference!);
  if (!reference) throw new Response(null, { status: 404 });
  const page = actor.role === 'lead' ? '/adviser/concerns' : '/concerns';
  return redirect(localPath(context.locale, `${page}/${reference}`));
}
