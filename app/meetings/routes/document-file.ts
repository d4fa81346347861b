import type { LoaderFunctionArgs } from '@remix-run/node';
import { signedIn } from '~/platform/access';
import { documentAnswer } from '../documents/pages.server';

/** The file of a document, for the practitioner of its request. */
export const loader = ({ params, request, context }: LoaderFunctionArgs) =>
  documentAnswer(signedIn(context.actor), params.reference!, params.id!, request.method);
