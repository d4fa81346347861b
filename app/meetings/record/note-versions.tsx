import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '~/platform/time/clock';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';
import { isLate, type NotedAction, type NoteVersion } from './note';

/** The note of a meeting as a side reads it: the version that counts, and folded away what came before. */
export function NoteVersions({
  notes,
  reader,
  onAction,
  children,
}: {
  notes: readonly NoteVersion[];
  reader: Side;
  /** What follows something agreed that is not done. */
  onAction?: (action: NotedAction) => ReactNode;
  /** What follows the latest version: what its reader can do about it. */
  children?: ReactNode;
}) {
  const { t } = useTranslation('record');
  const latest = notes.at(-1)!;
  const earlier = notes.slice(0, -1).reverse();
  return (
    <>
      <Version note={latest} reader={reader} onAction={onAction} />
      {children}
      {earlier.length > 0 && (
        <details>
          <summary>{t('note.earlier')}</summary>
          <div>
            {earlier.map((note) => (
              <Version note={note} reader={reader} key={note.version} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Version({
  note,
  reader,
  onAction,
}: {
  note: NoteVersion;
  reader: Side;
  onAction?: (action: NotedAction) => ReactNode;
}) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const theirs = reader === 'adviser';
  const { version, at, words, actions, comments, agreedAt } = note;
  const id = `version-${version}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('note.version', { version })}</h2>
      <p className="quiet">{t('note.shared', { when: momentInWords(at, locale) })}</p>
      <p className="their-words said" dir="auto">
        {words}
      </p>
      {actions.length > 0 && (
        <>
          <h3>{t(agreedAt === null ? 'note.todo' : 'note.agreedTodo')}</h3>
          <ActionList
            actions={actions}
            reader={reader}
            onAction={agreedAt ? onAction : undefined}
          />
        </>
      )}
      {comments.length > 0 && (
        <>
          <h3>{t(theirs ? 'note.commentsTheirs' : 'note.comments')}</h3>
          {comments.map((comment) => (
            <div key={comment.at}>
              <p className={`their-words said${theirs ? '' : ' said--own'}`} dir="auto">
                {comment.words}
              </p>
              <p className="quiet">{momentInWords(comment.at, locale)}</p>
            </div>
          ))}
        </>
      )}
      {agreedAt !== null && (
        <p className="panel">{t('note.agreed', { when: momentInWords(agreedAt, locale) })}</p>
      )}
    </section>
  );
}

/** Who does what, and by when. */
export function ActionList({
  actions,
  reader,
  onAction,
}: {
  actions: readonly NotedAction[];
  reader: Side;
  onAction?: (action: NotedAction) => ReactNode;
}) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const date = today(clock.now());
  if (actions.length === 0) return null;
  return (
    <ul>
      {actions.map((action) => {
        const { id, owner, words, dueOn, doneAt } = action;
        return (
          <li key={id}>
            <strong>{t(`note.who.${owner === reader ? 'you' : owner}`)}</strong>:{' '}
            <span className="their-words" dir="auto">
              {words}
            </span>
            {dueOn && <>, {t('note.byDay', { date: dateInWords(dueOn, locale) })}</>}
            {doneAt !== null && (
              <span className="line">
                {t('note.doneOn', { when: dateInWords(today(doneAt), locale) })}
              </span>
            )}
            {onAction && isLate(action, date) && <span className="line">{t('note.late')}</span>}
            {doneAt === null && onAction?.(action)}
          </li>
        );
      })}
    </ul>
  );
}
