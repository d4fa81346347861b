import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Contact } from './record.server';

/** Contacts that are planned, and what became of earlier ones. */
export function ContactList({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  if (contacts.length === 0) return <p>{t('followUp.none')}</p>;
  return (
    <ul>
      {contacts.map(({ dueOn, channel, state }, index) => (
        <li key={index}>
          {dueOn
            ? t(`followUp.line.${channel}`, { date: dateInWords(dueOn, locale) })
            : t(`followUp.after.${channel}`)}
          . <span className="quiet">{t(`followUp.states.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}
