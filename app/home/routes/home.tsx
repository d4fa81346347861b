import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LanguageLinks, original } from '~/languages/index';
import { listSummaries } from '~/languages/index.server';
import { translator } from '~/platform/i18n';
import { LocalLink } from '~/platform/ui/links';
import { UrgentHelp } from '~/support/index';
import { urgentContacts } from '~/support/index.server';

export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'home')('title'),
    urgent: urgentContacts(),
    languages: listSummaries().filter(({ language }) => language !== original),
  };
}

const doors = [
  ['next', '/what-happens-next'],
  ['talk', '/meetings'],
  ['support', '/support'],
] as const;

const firstReads = ['first-48-hours', 'what-ppa-is', 'possible-outcomes', 'your-rights'] as const;

export default function Home() {
  const { t } = useTranslation(['home', 'languages']);
  const { urgent, languages } = useLoaderData<typeof loader>();
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <div className="reading">
        <h1>{t('title')}</h1>
        <p className="lead">{t('lead')}</p>
      </div>
      <ul className="doors">
        {doors.map(([door, href], index) => (
          <li key={door}>
            <h2>
              <LocalLink to={href} next={index === 0}>
                {t(`doors.${door}.title`)}
              </LocalLink>
            </h2>
            <p>{t(`doors.${door}.what`)}</p>
          </li>
        ))}
      </ul>
      <div className="reading">
        <h2>{t('reads.title')}</h2>
        <ul>
          {firstReads.map((slug) => (
            <li key={slug}>
              <LocalLink to={`/guides/${slug}`}>{t(`reads.${slug}`)}</LocalLink>
            </li>
          ))}
        </ul>
        <p>
          <LocalLink to="/guides">{t('reads.all')}</LocalLink>
        </p>
        <h2>{t('languages:title')}</h2>
        <p>{t('languages:what')}</p>
        <LanguageLinks languages={languages} />
        <h2>{t('private.title')}</h2>
        <p>{t('private.what')}</p>
      </div>
    </>
  );
}
