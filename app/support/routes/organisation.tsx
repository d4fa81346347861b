import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { BackLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ContactLines } from '../contact-lines';
import { organisations, urgentContacts } from '../directory.server';
import { UrgentHelp } from '../urgent-help';

export function loader({ params, context }: LoaderFunctionArgs) {
  const organisation = organisations().get(params.id!);
  if (!organisation) throw new Response(null, { status: 404 });
  return { title: organisation.name[context.locale], organisation, urgent: urgentContacts() };
}

const parts = ['whenYouContact', 'independence', 'confidentiality', 'cost', 'limits'] as const;

export default function OrganisationPage() {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  const { organisation, urgent } = useLoaderData<typeof loader>();
  const { words, needs, source, checked, checkedBy, confidence } = organisation;
  const its = words[locale];
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <BackLink to="/support">{t('back')}</BackLink>
      <div className="reading">
        <h1>{organisation.name[locale]}</h1>
        <p className="lead">{its.bestFor}</p>
        <section className="panel" aria-labelledby="contact">
          <h2 id="contact">{t('contact')}</h2>
          <ContactLines organisation={organisation} />
        </section>
        <p>{its.offers}</p>
        <dl className="terms">
          {parts.map((part) => (
            <div key={part}>
              <dt>{t(`parts.${part}`)}</dt>
              <dd>{its[part]}</dd>
            </div>
          ))}
          <dt>{t('parts.for')}</dt>
          <dd>
            {organisation.for.professions
              .map((profession) => t(`professions.${profession}`))
              .join(', ')}
            {'. '}
            {organisation.for.nations.map((nation) => t(`nations.${nation}`)).join(', ')}
            {'. '}
            {t(`membership.${organisation.for.membership}`)}
          </dd>
          <dt>{t('parts.needs')}</dt>
          <dd>{needs.map((need) => t(`needs.${need}`)).join(', ')}</dd>
        </dl>
        <p className="quiet small">
          {t('checked', {
            date: dateInWords(checked, locale, { weekday: false }),
            by: locale === 'en' ? checkedBy : t('checkedBy'),
          })}{' '}
          <a href={source.url}>{t('source')}</a> ({source.date}). {t(`confidence.${confidence}`)}
        </p>
        <p className="no-print">
          <NextLink to="/support/match">{t('matchLink')}</NextLink>
        </p>
      </div>
    </>
  );
}
