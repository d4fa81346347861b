import type { LoaderFunctionArgs } from '@remix-run/node';
import { documentAnswer } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';

/** The file of a document, for those who answer its request. */
export const loader = ({ params, request, context }: LoaderFunctionArgs) =>
  documentAnswer(signedIn(context.actor), params.reference!, params.id!, request.method);
