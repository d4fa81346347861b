import type { LoaderFunctionArgs } from '@remix-run/node';
import { signedIn } from '~/platform/access';
import { sessionEnd } from '~/platform/ui/session-end';

/** The same as the page `stay.tsx`, for the portal's script. */
export const loader = ({ context }: LoaderFunctionArgs): Response =>
  Response.json(sessionEnd(signedIn(context.actor), context.locale));
