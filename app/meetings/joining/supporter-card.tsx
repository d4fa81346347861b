import { useTranslation } from 'react-i18next';
import { LocalLink } from '~/platform/ui/links';
import type { OwnSupporter } from './join-pages.server';

/** Who comes along, and how they get their page. */
export function SupporterCard({
  supporter: { name, email, link, quiet },
  reference,
}: {
  supporter: OwnSupporter;
  reference: string;
}) {
  const { t } = useTranslation('manage');
  return (
    <section aria-labelledby="supporter">
      <h2 id="supporter">{t('supporter.title')}</h2>
      <p dir="auto">{name}</p>
      <p>{t(email ? 'supporter.written' : 'supporter.passOn')}</p>
      {quiet && <p className="notice">{t('supporter.quiet')}</p>}
      <p>{t('supporter.link')}</p>
      <p className="address">{link}</p>
      <p className="quiet">{t('supporter.secret')}</p>
      <p>
        <LocalLink to={`/meetings/${reference}/correct/supporter`}>
          {t('actions.supporter')}
        </LocalLink>
      </p>
    </section>
  );
}
