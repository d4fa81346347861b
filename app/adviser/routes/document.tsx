import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { DocumentPage } from '~/meetings/index';
import { changeDocumentByForm, documentPage, openRequest } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';

/** One document, for those who answer its request. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
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
      reader="adviser"
      problem={refused?.problem}
    />
  );
}
