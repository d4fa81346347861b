import type { SubmissionResult } from '@conform-to/react';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { DocumentForm } from '~/meetings/index';
import { addDocumentByForm, documentFormPage, openRequest } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';

/** Where staff share a letter or another document with a practitioner. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  return documentFormPage(actor, view, new URL(request.url).searchParams, context.locale);
}

export const action = ({ params, request, context }: ActionFunctionArgs) =>
  addDocumentByForm(signedIn(context.actor), params.reference!, request, context.locale);

export default function NewDocument() {
  const page = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  return <DocumentForm page={page} reader="adviser" lastResult={lastResult} />;
}
