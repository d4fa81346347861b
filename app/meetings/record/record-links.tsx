import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';
import { notClarified } from './account';
import type { RequestRecord } from './record.server';

/** What is kept of a case beside its meeting, and how each part stands. @param to the request's address, without language. */
export function RecordLinks({
  record,
  reader,
  to,
}: {
  record: RequestRecord;
  reader: Side;
  to: string;
}) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const theirs = reader === 'adviser';
  const { account, notes, contacts } = record;
  const open = notClarified(account).length;
  const note = notes.at(-1);
  const due = contacts.some(({ state }) => state === 'due');
  const next = contacts.find(({ state, dueOn }) => state === 'waiting' && dueOn !== null);
  const states = {
    account: [
      t('state.account', { count: account.length }),
      theirs && open > 0 && t('state.open', { count: open }),
    ],
    note: [
      !note
        ? t('state.noteNone')
        : note.agreedAt !== null
          ? t('state.noteAgreed')
          : t(theirs ? 'state.noteWaitsTheirs' : 'state.noteWaits'),
    ],
    followUp: [
      due
        ? t(theirs ? 'state.contactDueTheirs' : 'state.contactDue')
        : next
          ? t('state.contact', { date: dateInWords(next.dueOn!, locale) })
          : t('state.contactNone'),
    ],
  };
  const line = (part: keyof typeof states, page: string, words: string) => (
    <li>
      <LocalLink to={`${to}/${page}`}>{words}</LocalLink>{' '}
      <span className="line quiet">{states[part].filter(Boolean).join('. ')}</span>
    </li>
  );
  return (
    <ul>
      {line('account', 'account', t(theirs ? 'links.accountTheirs' : 'links.account'))}
      {line(
        'note',
        theirs ? 'meeting-note' : 'note',
        t(theirs ? 'links.noteTheirs' : 'links.note'),
      )}
      {line('followUp', 'following-up', t('links.followUp'))}
    </ul>
  );
}
