import { useTranslation } from 'react-i18next';
import { usePage } from '~/platform/ui/page-context';
import type { Organisation } from './organisation';

/** How to reach an organisation: numbers with their hours, and a plain word where a number is unconfirmed. */
export function ContactLines({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  const { phone, text, email, web } = organisation;
  return (
    <ul>
      {phone.map(({ label, number, hours, confirmed }) => (
        <li key={number}>
          {label[locale]}: <a href={`tel:${number.replaceAll(' ', '')}`}>{number}</a>
          {hours && `, ${hours[locale]}`}
          {!confirmed && <NotConfirmed />}
        </li>
      ))}
      {text.map(({ label, number, keyword, hours, confirmed }) => (
        <li key={number}>
          {label[locale]}: {keyword ? t('textWord', { keyword, number }) : t('text', { number })}
          {hours && `, ${hours[locale]}`}
          {!confirmed && <NotConfirmed />}
        </li>
      ))}
      {email.map((address) => (
        <li key={address}>
          {t('email')}: <a href={`mailto:${address}`}>{address}</a>
        </li>
      ))}
      <li>
        {t('web')}: <a href={web}>{new URL(web).hostname.replace(/^www\./, '')}</a>
      </li>
    </ul>
  );
}

function NotConfirmed() {
  const { t } = useTranslation('support');
  return (
    <>
      {' '}
      <strong className="nhsuk-tag nhsuk-tag--yellow">{t('notConfirmed')}</strong>
    </>
  );
}
