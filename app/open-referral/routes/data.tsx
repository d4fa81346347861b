import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Trans, useTranslation } from 'react-i18next';
import { config } from '~/platform/config.server';
import { translator } from '~/platform/i18n';
import { BackLink, LocalLink, Onward } from '~/platform/ui/links';
import { allOrganisations } from '../directory.server';
import { organizationIdOf, serviceIdOf } from '../open-referral';
import { columns } from '../services-csv';
import { taxonomies, taxonomyTerms } from '../taxonomies';

/** What the open data is and how to use it, for whoever would build on it. */
export function loader({ context }: LoaderFunctionArgs) {
  const [first] = allOrganisations();
  const examples = [
    ['about', ''],
    ['services', 'services'],
    ['example', 'services?text=visa&per_page=10'],
    ...(first ? ([['service', `services/${serviceIdOf(first)}`]] as const) : []),
    ['organizations', 'organizations'],
    ...(first ? ([['organization', `organizations/${organizationIdOf(first)}`]] as const) : []),
    ['taxonomies', 'taxonomies'],
    ['taxonomy', `taxonomies/${taxonomies[0]!.id}`],
    ['terms', 'taxonomy_terms'],
    ['term', `taxonomy_terms/${taxonomyTerms[0]!.id}`],
    ['csv', 'services.csv'],
  ] as const;
  return {
    title: translator(context.locale, 'open-data')('title'),
    addresses: examples.map(([what, path]) => ({
      what,
      href: `${config().baseUrl}/open-referral/${path}`,
    })),
    columns,
  };
}

/** Where the schemas are published that the tests use: tests/support/open-referral-uk. */
const schema = {
  commit: 'ecdfabf',
  href: 'https://github.com/OpenReferralUK/uk-profile/tree/ecdfabf/schema',
};

const care = ['assured', 'alert', 'crisis', 'gone', 'times', 'where'] as const;

/** Addresses to try, what may be asked, and what to take care of. */
export default function OpenData() {
  const { t } = useTranslation('open-data');
  const { t: common } = useTranslation('common');
  const loaded = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to="/support">{t('back')}</BackLink>
      <div className="reading">
        <h1>{t('title')}</h1>
        <p className="lead">{t('lead')}</p>
        <p>
          <Trans
            t={t}
            i18nKey="what"
            components={{
              standard: <Elsewhere href="https://docs.openreferraluk.org/en/latest/" />,
            }}
          />
        </p>

        <h2>{t('addresses.title')}</h2>
        <dl className="terms">
          {loaded.addresses.map(({ what, href }) => (
            <div key={what}>
              <dt>{t(`addresses.${what}`)}</dt>
              <dd>
                <a href={href}>{href}</a>
              </dd>
            </div>
          ))}
        </dl>

        <h2>{t('parameters.title')}</h2>
        <dl className="terms">
          <Parameter name="page">{t('parameters.page')}</Parameter>
          <Parameter name="per_page">{t('parameters.perPage')}</Parameter>
        </dl>
        <p>{t('parameters.only')}</p>
        <dl className="terms">
          <Parameter name="text">{t('parameters.text')}</Parameter>
          <Parameter name="modified_after">{t('parameters.modifiedAfter')}</Parameter>
          <Parameter name="taxonomy_term_id">{t('parameters.term')}</Parameter>
        </dl>
        <p>{t('parameters.others')}</p>

        <h2>{t('care.title')}</h2>
        <ul>
          {care.map((point) => (
            <li key={point}>{t(`care.${point}`)}</li>
          ))}
        </ul>

        <h2>{t('fresh.title')}</h2>
        <p>{t('fresh.what')}</p>
        <h2>{t('language.title')}</h2>
        <p>{t('language.what')}</p>
        <h2>{t('licence.title')}</h2>
        <p>{t('licence.what', { portal: common('portal') })}</p>
        <h2>{t('mistakes.title')}</h2>
        <p>
          <Trans
            t={t}
            i18nKey="mistakes.what"
            components={{ support: <LocalLink to="/support" /> }}
          />
        </p>

        <h2>{t('schema.title')}</h2>
        <p>
          <Trans
            t={t}
            i18nKey="schema.what"
            values={{ commit: schema.commit }}
            components={{ schema: <Elsewhere href={schema.href} /> }}
          />
        </p>

        <h2>{t('csv.title')}</h2>
        <p>{t('csv.what')}</p>
        <dl className="terms">
          {loaded.columns.map((column) => (
            <Parameter key={column} name={column}>
              {t(`csv.columns.${column}`)}
            </Parameter>
          ))}
        </dl>
      </div>
      <Onward to="support" />
    </>
  );
}

function Parameter({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A link to another website, whose words stand in the sentence around it. */
const Elsewhere = ({ href, children }: { href: string; children?: string }) => (
  <a href={href}>{children}</a>
);
