import { useTranslation } from 'react-i18next';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { PhoneLink, TextLink } from './call-link';
import type { UrgentContact } from './directory.server';

/** Help for tonight, at the top of home and of every page of the directory. */
export function UrgentHelp({ contacts }: { contacts: UrgentContact[] }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  return (
    <section className="urgent" id="urgent" aria-labelledby="urgent-title">
      <h2 id="urgent-title">{t('urgent.title')}</h2>
      <ul>
        {contacts.flatMap(({ id, name, numbers }) =>
          numbers.map(({ number, keyword, nations }) => (
            <li key={id + number}>
              <LocalLink to={`/support/${id}`}>{name[locale]}</LocalLink>:{' '}
              <span className="number">
                {keyword ? (
                  <TextLink number={number} keyword={keyword}>
                    {t('urgent.text', { keyword, number })}
                  </TextLink>
                ) : (
                  <PhoneLink number={number} />
                )}
              </span>{' '}
              {nations.length < 4 && (
                <span className="quiet">
                  {nations.map((nation) => t(`nations.${nation}`)).join(', ')}
                </span>
              )}
            </li>
          )),
        )}
      </ul>
      <p>{t('urgent.danger')}</p>
    </section>
  );
}
