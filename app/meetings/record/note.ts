import type { ProposedAction } from '../asked';
import type { TimelineEvent } from '../requests.server';

/** The note of a meeting, read from what happened: every version stays, with what was said about it. Pure. */

/** Something a note says somebody does. */
export interface NotedAction extends ProposedAction {
  id: string;
  doneAt: number | null;
}

/** One version of a note. The last is the one that counts. */
export interface NoteVersion {
  version: number;
  at: number;
  words: string;
  actions: NotedAction[];
  comments: { at: number; words: string }[];
  agreedAt: number | null;
}

type Happened = Pick<TimelineEvent, 'at' | 'change' | 'detail' | 'words'>;

/**
 * The versions of a note, oldest first; none once the words of the request are erased.
 * @param actions by the number of the version they stand in.
 */
export function notesOf(
  events: readonly Happened[],
  actions: ReadonlyMap<number, NotedAction[]>,
): NoteVersion[] {
  const notes = new Map<string, NoteVersion>();
  for (const { at, change, detail, words } of events) {
    if (detail === null) continue;
    if (change === 'share-note' && words !== null) {
      const version = Number(detail);
      const its = actions.get(version) ?? [];
      notes.set(detail, { version, at, words, actions: its, comments: [], agreedAt: null });
    }
    const note = notes.get(detail);
    if (!note) continue;
    if (change === 'comment-on-note' && words !== null) note.comments.push({ at, words });
    if (change === 'agree-note') note.agreedAt = at;
  }
  return [...notes.values()];
}

/** What is agreed: the actions of a note that is. */
export const agreedIn = (notes: readonly NoteVersion[]): NotedAction[] =>
  notes.findLast(({ agreedAt }) => agreedAt !== null)?.actions ?? [];

/** Agreed, not done, and its day has passed. `date` is today in London. */
export const isLate = ({ doneAt, dueOn }: NotedAction, date: string): boolean =>
  doneAt === null && dueOn !== null && dueOn < date;

/** Whether the latest note waits for the practitioner: they have neither agreed with it nor said what is wrong. */
export function waitsForThem(notes: readonly NoteVersion[]): boolean {
  const latest = notes.at(-1);
  return latest !== undefined && latest.agreedAt === null && latest.comments.length === 0;
}

/** What was agreed and is still to be done. */
export const stillToDo = (notes: readonly NoteVersion[]): NotedAction[] =>
  agreedIn(notes).filter(({ doneAt }) => doneAt === null);

/** What of the things agreed an event tells of: all of them where they were agreed, one where it was done. */
export const toldIn = (
  agreed: readonly NotedAction[],
  { change, detail }: Pick<TimelineEvent, 'change' | 'detail'>,
): NotedAction[] =>
  agreed.filter(
    ({ id }) => change === 'agree-note' || (change === 'finish-action' && id === detail),
  );
