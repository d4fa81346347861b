import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { localPath, type Locale } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ContactLines } from '../contact-lines';
import { listedOrganisation, urgentContacts } from '../directory.server';
import { withLatestChecks } from '../entries.server';
import { useHoursInWords } from '../hours-in-words';
import { openingsAt } from '../openings.server';
import { conversationWith } from '../matching.server';
import { UrgentHelp } from '../urgent-help';
import { WhatToSay } from '../what-to-say';

export async function loader({ params, context }: LoaderFunctionArgs) {
  const organisation = listedOrganisation(params.id);
  const openings = await openingsAt();
  return {
    title: organisation.name[context.locale],
    description: organisation.words[context.locale].bestFor,
    organisation,
    lastChecked: withLatestChecks([organisation])[0]!.checked,
    opening: openings.of(organisation),
    today: openings.now.date,
    urgent: urgentContacts(),
    conversation: conversationWith(organisation),
  };
}

/** The name of a language in another: `Welsh`, `Cymraeg`. */
const languageName = (code: string, locale: Locale): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;

const parts = ['whenYouContact', 'independence', 'confidentiality', 'cost', 'limits'] as const;

export default function OrganisationPage() {
  const { t } = useTranslation(['support', 'matching']);
  const { locale } = usePage();
  const {
    organisation,
    lastChecked: last,
    opening,
    today,
    urgent,
    conversation,
  } = useLoaderData<typeof loader>();
  const hours = useHoursInWords();
  const { id, words, needs, languages, source, checked, checkedBy, confidence } = organisation;
  const its = words[locale];
  const professions = organisation.for.professions.map((each) => t(`professions.${each}`));
  const nations = organisation.for.nations.map((each) => t(`nations.${each}`));
  const forWhom = [professions, nations].map((names) => names.join(', '));
  /** What is said about it, each under its name; what there is nothing to say of is left out. */
  const facts = [
    ...parts.map((part) => [t(`parts.${part}`), its[part]]),
    [t('parts.for'), [...forWhom, t(`membership.${organisation.for.membership}`)].join('. ')],
    [t('parts.needs'), needs.map((need) => t(`needs.${need}`)).join(', ')],
    languages.some((language) => language !== 'en') && [
      t('parts.languages'),
      languages.map((language) => languageName(language, locale)).join(', '),
    ],
    organisation.for.groups.length > 0 && [
      t('parts.groups'),
      organisation.for.groups.map((group) => t(`groups.${group}`)).join(', '),
    ],
  ].filter((fact) => fact !== false);
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <BackLink to="/support">{t('back')}</BackLink>
      <div className="reading">
        <h1>{organisation.name[locale]}</h1>
        <p className="lead">{its.bestFor}</p>
        <section className="panel" aria-labelledby="contact">
          <h2 id="contact">{t('contact')}</h2>
          {opening && (
            <p className="no-print">
              <strong>{hours.opening(opening, today)}</strong>
            </p>
          )}
          <ContactLines organisation={organisation} />
        </section>
        <section aria-labelledby="talk">
          <h2 id="talk">{t('matching:talk.title')}</h2>
          <WhatToSay conversation={conversation} />
        </section>
        <p className="actions no-print">
          <a href={localPath(locale, `/support/${id}/card.vcf`)} download>
            {t('keep.card')}
          </a>{' '}
          <LocalLink to={`/support/shortlist?id=${id}`}>{t('keep.list')}</LocalLink>
        </p>
        <p>{its.offers}</p>
        <dl className="terms">
          {facts.map(([term, words]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet small">
          {last === checked
            ? t('checked', {
                date: dateInWords(checked, locale, { weekday: false }),
                by: locale === 'en' ? checkedBy : t('checkedBy'),
              })
            : t('checkedAgain', { date: dateInWords(last, locale, { weekday: false }) })}{' '}
          <a href={source.url}>{t('source')}</a> (
          {source.date === 'undated' ? t('undated') : source.date}). {t(`confidence.${confidence}`)}
        </p>
        <p className="no-print">
          <LocalLink to={`/support/${id}/report`}>{t('report')}</LocalLink>
        </p>
        <p className="no-print">
          <NextLink to="/support/match">{t('matchLink')}</NextLink>
        </p>
      </div>
    </>
  );
}
