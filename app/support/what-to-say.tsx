import { useTranslation } from 'react-i18next';
import { usePage } from '~/platform/ui/page-context';
import type { Spoken } from './matching';

/** Words to read out when they answer, and what to have at hand. */
export function WhatToSay({ conversation }: { conversation: Spoken }) {
  const { t } = useTranslation('matching');
  const { locale } = usePage();
  return (
    <>
      <h3>{t('talk.say')}</h3>
      <blockquote className="say">
        <p>{conversation.say[locale]}</p>
      </blockquote>
      <h3>{t('talk.ready')}</h3>
      <ul>
        {conversation.ready.map((item) => (
          <li key={item.en}>{item[locale]}</li>
        ))}
      </ul>
    </>
  );
}
