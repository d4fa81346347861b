import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { aPdf } from './documents';
import type { Visitor } from './visitor';

/** What somebody fills in to send a document. */
export interface DocumentForm {
  title?: string;
  kind?: string;
  file?: Buffer;
  /** What its sender calls the file. */
  name?: string;
  type?: string;
  replaces?: string;
  /** The number of the form, when the same is sent twice. */
  form?: string;
}

export const aFormId = (): string => randomBytes(16).toString('base64url');

/** The form as a browser sends it. */
export function documentForm({
  title = 'Letter from the trust',
  kind = 'other',
  file = aPdf(),
  name = 'letter.pdf',
  type = 'application/pdf',
  replaces,
  form: formId = aFormId(),
}: DocumentForm = {}): FormData {
  const form = new FormData();
  form.set('form', formId);
  if (replaces) form.set('replaces', replaces);
  form.set('title', title);
  form.set('kind', kind);
  form.set('file', new Blob([new Uint8Array(file)], { type }), name);
  return form;
}

/** Sends a document from the page of a request, over http. */
export const sendDocument = (
  visitor: Visitor,
  page: string,
  form: DocumentForm = {},
): Promise<Response> =>
  visitor.ask(`${page}/documents/new`, {
    method: 'POST',
    body: documentForm(form),
    headers: { origin: visitor.portal.url },
  });

/** The same, and it is taken. @returns the address of its page. */
export async function sentDocument(
  visitor: Visitor,
  page: string,
  form: DocumentForm = {},
): Promise<string> {
  const answer = await sendDocument(visitor, page, form);
  expect(answer.status, await answer.clone().text()).toBe(302);
  return answer.headers.get('location')!.replace(/\?.*/, '');
}
