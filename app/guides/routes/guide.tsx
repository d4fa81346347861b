import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { readProcedure } from '~/next-steps/index.server';
import { ProcedureTimeline } from '~/next-steps/index';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Article } from '../article';
import { readGuide } from '../guides.server';
import { renderMarkdown } from '../markdown.server';

export function loader({ params, context }: LoaderFunctionArgs) {
  const { locale } = context;
  const guide = readGuide(locale, params.slug!);
  if (!guide) throw new Response(null, { status: 404 });
  const { about, markdown } = guide;
  return {
    title: about.title,
    description: about.summary,
    guide: about,
    html: renderMarkdown(markdown, locale),
    procedures: about.procedures.map(readProcedure),
  };
}

export default function GuidePage() {
  const { t } = useTranslation('guides');
  const { locale } = usePage();
  const { guide, html, procedures } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to="/guides">{t('back')}</BackLink>
      <Article {...guide} html={html} keep={guide.slug}>
        {procedures.map((procedure) => (
          <section key={procedure.id} aria-labelledby={`steps-${procedure.id}`}>
            <h2 id={`steps-${procedure.id}`}>
              {t('timeline', { procedure: procedure.title[locale] })}
            </h2>
            <ProcedureTimeline procedure={procedure} />
          </section>
        ))}
      </Article>
    </>
  );
}
