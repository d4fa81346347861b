import type { SubmissionResult } from '@conform-to/react';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '~/platform/access';
import { DocumentForm } from '../documents/document-form';
import { addDocumentByForm, documentFormPage } from '../documents/pages.server';
import { readRequest } from '../requests.server';

/** Where a practitioner sends a document. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = readRequest(actor, params.reference!);
  if (view.state === 'draft') throw new Response(null, { status: 404 });
  return documentFormPage(actor, view, new URL(request.url).searchParams, context.locale);
}

export const action = ({ params, request, context }: ActionFunctionArgs) =>
  addDocumentByForm(signedIn(context.actor), params.reference!, request, context.locale);

export default function NewDocument() {
  const page = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  return <DocumentForm page={page} reader="practitioner" lastResult={lastResult} />;
}
