import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Figures } from '../edition';
import { readEditions } from '../editions.server';
import { Answers, usePeriod, WhoTookPart } from '../figures';
import { groupings, questionsOf, topics, type Topic } from '../questions';
import { threshold } from '../suppression';
import { readPublished } from '../words.server';

/** What people have told us: the latest figures, topic by topic, with the way to more of each. */
export function loader({ context: { locale } }: LoaderFunctionArgs) {
  const [edition] = readEditions();
  return {
    title: translator(locale, 'insight')('title'),
    edition: edition
      ? {
          fromMonth: edition.fromMonth,
          toMonth: edition.toMonth,
          first: Object.fromEntries(
            topics.map((topic) => [topic, firstShown(topic, edition.figures)]),
          ),
          about: edition.figures.about,
        }
      : null,
    withWords: [...new Set(readPublished().map(({ topic }) => topic))],
  };
}

/** The figures that stand for a topic here: those of its first question that has some. */
function firstShown(topic: Topic, { questions }: Figures) {
  const question = questionsOf(topic).find((each) => questions[each]);
  return question ? { question, figures: questions[question]! } : null;
}

type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['edition']>;

export default function InsightPage() {
  const { t } = useTranslation(['insight', 'common']);
  const { locale, demo } = usePage();
  const period = usePeriod();
  const { edition, withWords } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <BackLink to="/voices">{t('backToVoices')}</BackLink>
      <h1>{t('title')}</h1>
      {edition ? (
        <>
          <p className="lead">{t('lead', { period: period(edition) })}</p>
          {demo && <p className="notice">{t('madeUp')}</p>}
          <p>{t('notAll')}</p>
        </>
      ) : (
        <p className="lead">{t('none')}</p>
      )}
      {topics
        .filter((topic) => edition !== null || withWords.includes(topic))
        .map((topic) => (
          <OneTopic key={topic} topic={topic} figures={edition} />
        ))}
      {edition && <About figures={edition} />}
      <h2>{t('why.title')}</h2>
      <p>{t('why.few', { threshold })}</p>
      <p>{t('why.editions')}</p>
      {edition && (
        <p>
          <a href={localPath(locale, '/voices/insight.csv')}>{t('csv')}</a>
        </p>
      )}
      <p>
        <NextLink to="/voices/share">{t('share')}</NextLink>
      </p>
    </div>
  );
}

function OneTopic({ topic, figures }: { topic: Topic; figures: Shown | null }) {
  const { t } = useTranslation(['insight', 'voices']);
  const shown = figures?.first[topic];
  const title = t(`voices:topics.${topic}.title`);
  return (
    <section aria-labelledby={`topic-${topic}`}>
      <h2 id={`topic-${topic}`}>{title}</h2>
      {shown && <Answers {...shown} />}
      {figures && !shown && <p>{t('tooFew')}</p>}
      <p>
        <LocalLink to={`/voices/insight/${topic}`}>{t('more', { topic: title })}</LocalLink>
      </p>
    </section>
  );
}

function About({ figures: { about } }: { figures: Shown }) {
  const { t } = useTranslation('insight');
  const shown = groupings.flatMap((grouping) => {
    const lines = about[grouping];
    return lines ? [{ grouping, lines }] : [];
  });
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('about.title')}</h2>
      <p>{t(shown.length === 0 ? 'about.none' : 'about.what')}</p>
      {shown.length > 0 && (
        <details>
          <summary>{t('about.show')}</summary>
          <div>
            {shown.map((each) => (
              <WhoTookPart key={each.grouping} {...each} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
