import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { groups } from '../guide';
import { listGuides } from '../guides.server';

export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'guides')('list.title'),
    guides: listGuides(context.locale).map(({ slug, title, summary, group }) => ({
      slug,
      title,
      summary,
      group,
    })),
  };
}

export default function Guides() {
  const { t } = useTranslation(['guides', 'look']);
  const { guides } = useLoaderData<typeof loader>();
  const shown = groups.filter((group) => guides.some((guide) => guide.group === group));
  return (
    <>
      <div className="reading">
        <h1>{t('list.title')}</h1>
        <p className="lead">{t('list.what')}</p>
      </div>
      <nav aria-label={t('look:groups')}>
        <ul className="chips">
          {shown.map((group) => (
            <li key={group}>
              <a href={`#${group}`}>{t(`groups.${group}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {shown.map((group) => (
        <section key={group} aria-labelledby={group} className="shelf">
          <h2 id={group}>{t(`groups.${group}`)}</h2>
          <ul className="cards">
            {guides
              .filter((guide) => guide.group === group)
              .map(({ slug, title, summary }) => (
                <li key={slug}>
                  <h3>
                    <LocalLink to={`/guides/${slug}`}>{title}</LocalLink>
                  </h3>
                  <p>{summary}</p>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <NextLink to="/what-happens-next">{t('list.next')}</NextLink>
    </>
  );
}
