import type { SubmissionResult } from '@conform-to/react';
import { data, redirect } from '@remix-run/node';
import type { Person } from '~/platform/access';
import { newId } from '~/platform/crypto.server';
import { translator } from '~/platform/i18n';
import { localPath, type Locale } from '~/platform/locale';
import { changeRequest } from '../changes.server';
import type { Side } from '../life';
import { statusOf } from '../managing/refusal.server';
import { readRequest, sideOf, type RequestView } from '../requests.server';
import { canAddDocument } from './adding';
import { requestPageOf } from './document-list';
import { openDocument, readDocument, readDocuments, type DocumentView } from './documents.server';
import { contentTypes, fileNameOf, isPicture } from './kinds';
import { receiveDocument, type Received } from './receive.server';

/** What the pages about documents load and do; the same for both sides. */

/** Where a document is added. */
export interface DocumentFormPage {
  title: string;
  reference: string;
  /** What a practitioner is called, for those who share something with them. */
  name: string | null;
  /** The document that is to get a newer version. */
  replaces: DocumentView | null;
  /** Why nothing can be added now. */
  block: 'not-now' | 'identity-first' | null;
  /** Names this form, so that a second press of its button makes no second document. */
  formId: string;
}

/** @param view the request, as the reader has opened it. */
export function documentFormPage(
  actor: Person,
  view: RequestView,
  query: URLSearchParams,
  locale: Locale,
): DocumentFormPage {
  const { reference } = view;
  const id = query.get('replaces');
  const old = id === null ? null : readDocument(actor, reference, id);
  const t = translator(locale, 'documents');
  const side = sideOf(actor);
  return {
    title: `${t(`form.title.${side}`)} (${reference})`,
    reference,
    name: view.answers.name?.name ?? null,
    replaces: old && canReplace(old, side) ? old : null,
    block: blockOf(view, side),
    formId: newId(),
  };
}

function blockOf(view: RequestView, side: Side): DocumentFormPage['block'] {
  if (!canAddDocument(view, side)) return 'not-now';
  return side === 'adviser' && !view.identity ? 'identity-first' : null;
}

const canReplace = ({ by, state, replacedById }: DocumentView, side: Side): boolean =>
  by === side && state === 'shared' && replacedById === null;

/** Takes in a document. @returns where to go on, or what the form shows again. */
export async function addDocumentByForm(
  actor: Person,
  reference: string,
  request: Request,
  locale: Locale,
) {
  const received = await receiveDocument(actor, reference, request);
  if (!received.done) return data(replyTo(received), { status: statusOfReceived(received) });
  const page = `${requestPageOf(sideOf(actor), reference)}/documents/${received.id}`;
  return redirect(localPath(locale, `${page}?done=added`));
}

type NotReceived = Extract<Received, { done: false }>;

/** What was typed, and what is wrong with it, as pages with forms take it. */
function replyTo(received: NotReceived): SubmissionResult {
  const initialValue = { ...received.typed };
  if ('because' in received)
    return {
      status: 'error',
      initialValue,
      error: { '': [`documents:refusals.${wordsFor(received.because)}`] },
    };
  const wrong = Object.entries(received.wrong).map(([field, problem]) => [
    field,
    [`documents:wrong.${field}.${problem}`],
  ]);
  return { status: 'error', initialValue, error: Object.fromEntries(wrong) };
}

const ownWords = ['identity-first', 'not-there', 'too-many', 'too-often'] as const;

const wordsFor = (because: string): string =>
  ownWords.find((known) => known === because) ?? 'not-now';

const statusOfReceived = (received: NotReceived): number => {
  if (!('because' in received)) return 400;
  return received.because === 'too-often' ? 429 : statusOf(received.because);
};

/** A document and what can be done with it. */
export interface DocumentPageData {
  title: string;
  reference: string;
  document: DocumentView;
  older: DocumentView | null;
  newer: DocumentView | null;
  /** What was done a moment ago. */
  done: 'practitioner' | 'adviser' | 'taken-back' | null;
  /** Whether a picture is shown on the page. */
  isShown: boolean;
  canTakeBack: boolean;
  canReplace: boolean;
}

/** @throws a 404 response when the document is not there, or not theirs to see. */
export function documentPage(
  actor: Person,
  view: RequestView,
  id: string,
  query: URLSearchParams,
  locale: Locale,
): DocumentPageData {
  const { reference } = view;
  const all = readDocuments(actor, reference);
  const find = (wanted: string | null) => all.find((each) => each.id === wanted) ?? null;
  const document = find(id);
  if (!document) throw new Response(null, { status: 404 });
  const side = sideOf(actor);
  const { by, state, number } = document;
  const isOwn = by === side;
  const isHere = state === 'shared';
  const t = translator(locale, 'documents');
  return {
    title: t('page.title', { number, reference }),
    reference,
    document,
    older: find(document.replacesId),
    newer: find(document.replacedById),
    done: doneOf(query.get('done'), document, side),
    isShown: isHere && isPicture(document.type) && query.has('show'),
    canTakeBack: isOwn && isHere && view.allowed.includes('take-back-document'),
    canReplace: canReplace(document, side) && blockOf(view, side) === null,
  };
}

/** What the address says was done, if it is so. */
function doneOf(asked: string | null, { by, state }: DocumentView, side: Side) {
  if (by !== side) return null;
  if (asked === 'added' && state === 'shared') return side;
  return asked === 'taken-back' && state === 'taken-back' ? asked : null;
}

/** What a page about a document is asked to do: take it back. */
export async function changeDocumentByForm(
  actor: Person,
  reference: string,
  id: string,
  request: Request,
  locale: Locale,
) {
  const form = await request.formData();
  readRequest(actor, reference);
  if (form.get('deed') !== 'take-back') throw new Response(null, { status: 400 });
  const asked = { change: 'take-back-document', documentId: id } as const;
  const before = readDocument(actor, reference, id);
  const page = localPath(locale, `${requestPageOf(sideOf(actor), reference)}/documents/${id}`);
  const isDone = before.state === 'taken-back' && before.by === sideOf(actor);
  const outcome = isDone ? ({ done: true } as const) : await changeRequest(actor, reference, asked);
  if (outcome.done) return redirect(`${page}?done=taken-back`);
  const problem = outcome.because === 'not-now' ? 'not-now' : 'not-there';
  return data({ problem } as const, { status: statusOf(outcome.because) });
}

/** The file itself. That it was opened is recorded. */
export function documentAnswer(
  actor: Person,
  reference: string,
  id: string,
  method: string,
): Response {
  // Who asks only whether it is there has not opened it.
  const opened = method === 'HEAD' ? null : openDocument(actor, reference, id);
  const found = opened ?? readDocument(actor, reference, id);
  if ('state' in found && found.state !== 'shared') throw new Response(null, { status: 404 });
  const { number, type, bytes } = found;
  return new Response(opened?.stream ?? null, {
    headers: {
      'Content-Type': contentTypes[type],
      'Content-Length': String(bytes),
      'Content-Disposition': `attachment; filename="${fileNameOf(number, type)}"`,
    },
  });
}
