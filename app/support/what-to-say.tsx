import { useTranslation } from 'react-i18next';
import { usePage } from '~/platform/ui/page-context';
import type { Conversation } from './matching';

/** Words to read out when they answer, and what to have at hand. */
export function WhatToSay({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('matching');
  const { locale } = usePage();
  return (
    <>
      <p>
        <strong>{t('talk.say')}</strong>
      </p>
      <blockquote className="say">
        <p>{conversation.say[locale]}</p>
      </blockquote>
      <p>
        <strong>{t('talk.ready')}</strong>
      </p>
      <ul>
        {conversation.ready.map((item) => (
          <li key={item.en}>{item[locale]}</li>
        ))}
      </ul>
    </>
  );
}
