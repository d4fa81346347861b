import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '~/platform/access';
import { DocumentPage } from '../documents/document-page';
import { changeDocumentByForm, documentPage } from '../documents/pages.server';
import { readRequest } from '../requests.server';

/** One document, for the practitioner of its request. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readRequest(actor, params.reference!);
  const query = new URL(request.url).searchParams;
  return documentPage(actor, view, params.id!, query, context.locale);
}

export const action = ({ params, request, context }: ActionFunctionArgs) =>
  changeDocumentByForm(
    signedIn(context.actor),
    params.reference!,
    params.id!,
    request,
    context.locale,
  );

export default function OneDocument() {
  const refused = useActionData<typeof action>();
  return (
    <DocumentPage
      page={useLoaderData<typeof loader>()}
      reader="practitioner"
      problem={refused?.problem}
    />
  );
}
