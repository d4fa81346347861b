import { contentNames, readJson } from '~/platform/content/files.server';
import { happeningSchema, type Happening } from './happening';
import { worrySchema, type Worry } from './worry';

/** The answers the private tool offers: what has happened, and what worries the reader most. */

export const happeningIds = (): string[] => contentNames('happenings', '.json');
export const worryIds = (): string[] => contentNames('worries', '.json');

/** @throws {ContentError} when the file does not fit. */
export const readHappening = (id: string): Happening =>
  readJson(`happenings/${id}.json`, happeningSchema);

/** @throws {ContentError} when the file does not fit. */
export const readWorry = (id: string): Worry => readJson(`worries/${id}.json`, worrySchema);

const inOrder = (a: { order: number }, b: { order: number }) => a.order - b.order;

let allHappenings: readonly Happening[] | undefined;
let allWorries: readonly Worry[] | undefined;

/** Every happening, in the order the tool asks. */
export const happenings = (): readonly Happening[] =>
  (allHappenings ??= happeningIds().map(readHappening).sort(inOrder));

/** Every worry, in the order the tool asks. */
export const worries = (): readonly Worry[] =>
  (allWorries ??= worryIds().map(readWorry).sort(inOrder));
