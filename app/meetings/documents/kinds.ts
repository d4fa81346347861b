/** What documents there are, and how many of them: settings of this portal. */

export const documentTypes = ['pdf', 'docx', 'png', 'jpeg'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** What an adviser says a document is. */
export const documentKinds = ['advice-letter', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];

const megabyte = 1024 * 1024;

export const documentLimits = {
  /** Bytes of one document. */
  largest: 10 * megabyte,
  /** Of one request: documents, and their bytes together. */
  most: 30,
  mostBytes: 60 * megabyte,
  /** Characters of a title. */
  longestTitle: 100,
} as const;

/** How each type is sent: our own list, whatever its sender's browser called it. */
export const contentTypes: Readonly<Record<DocumentType, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  png: 'image/png',
  jpeg: 'image/jpeg',
};

/** What a picker of files offers. Nobody is kept by it from choosing another. */
export const acceptedFiles = [
  ...['.pdf', '.docx', '.png', '.jpg', '.jpeg'],
  ...Object.values(contentTypes),
].join(',');

const endings: Readonly<Record<DocumentType, string>> = {
  pdf: 'pdf',
  docx: 'docx',
  png: 'png',
  jpeg: 'jpg',
};

/** The name a file is saved under: it says nothing of what is in it, nor of whom it is from. */
export const fileNameOf = (number: number, type: DocumentType): string =>
  `document-${number}.${endings[type]}`;

/** Pictures can be shown on a page. Other types are opened on the reader's own device. */
export const isPicture = (type: DocumentType): boolean => type === 'png' || type === 'jpeg';

/**
 * Why a document is not taken.
 * - `missing`: no file was chosen.
 * - `empty`: there is nothing in it.
 * - `too-large`: more than 10 MB.
 * - `wrong-type`: not a PDF, a Word document (.docx), a PNG or a JPEG, whatever its name says.
 * - `damaged`: it is not whole.
 * - `locked`: it opens with a password.
 * - `active`: it holds a program, a form that sends, or another file.
 * - `hidden`: something else is hidden before, between or behind.
 * - `too-much`: it would be enormous once opened.
 * - `virus`: the scanner found one.
 */
export type FileProblem =
  | 'missing'
  | 'empty'
  | 'too-large'
  | 'wrong-type'
  | 'damaged'
  | 'locked'
  | 'active'
  | 'hidden'
  | 'too-much'
  | 'virus';
