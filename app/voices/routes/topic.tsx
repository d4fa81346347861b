import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { oneOf } from '~/platform/one-of';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { GroupLine, QuestionFigures } from '../edition';
import { readEditions, type Edition } from '../editions.server';
import { Answers, ByGroup, OverTime, TheirWords, usePeriod } from '../figures';
import { groupings, questionsOf, topics, type Grouping, type Question } from '../questions';
import { readPublished } from '../words.server';
import { questionWords, type Translate } from '../words-of';

/** All that is published of one topic: now, over time, by group, and in people's own words. */
export function loader({ params, context: { locale } }: LoaderFunctionArgs) {
  const topic = oneOf(topics, params.topic);
  if (!topic) throw new Response(null, { status: 404 });
  const editions = readEditions();
  const [latest] = editions;
  return {
    title: translator(locale, 'voices')(`topics.${topic}.title`),
    topic,
    latest: latest ? { fromMonth: latest.fromMonth, toMonth: latest.toMonth } : null,
    questions: questionsOf(topic).map((question) => ({
      question,
      now: latest?.figures.questions[question] ?? null,
      byGroup: latest?.figures.groups[question] ?? {},
      overTime: overTime(editions, question),
    })),
    words: readPublished()
      .filter((its) => its.topic === topic)
      .map(({ id, words }) => ({ id, words })),
  };
}

/** The editions that have figures of a question, the latest first. */
const overTime = (editions: readonly Edition[], question: Question) =>
  editions.flatMap(({ fromMonth, toMonth, figures }) => {
    const its = figures.questions[question];
    return its ? [{ fromMonth, toMonth, figures: its }] : [];
  });

export default function TopicPage() {
  const { t } = useTranslation(['insight', 'voices']);
  const { demo } = usePage();
  const period = usePeriod();
  const { topic, latest, questions, words } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <BackLink to="/voices/insight">{t('title')}</BackLink>
      <h1>{t(`voices:topics.${topic}.title`)}</h1>
      {latest ? (
        <p className="lead">{t('lead', { period: period(latest) })}</p>
      ) : (
        <p className="lead">{t('none')}</p>
      )}
      {latest && demo && <p className="notice">{t('madeUp')}</p>}
      {latest && questions.map((each) => <OneQuestion key={each.question} {...each} />)}
      <h2>{t('words.title')}</h2>
      {words.length === 0 ? (
        <p>{t('words.none')}</p>
      ) : (
        <>
          <p>{t('words.what')}</p>
          <TheirWords words={words} />
        </>
      )}
      <p>
        {t('voices:hard')} <LocalLink to="/support/match">{t('voices:match')}</LocalLink>
      </p>
      <p>
        <NextLink to="/voices/share">{t('share')}</NextLink>
      </p>
    </div>
  );
}

function OneQuestion({
  question,
  now,
  byGroup,
  overTime: editions,
}: {
  question: Question;
  now: QuestionFigures | null;
  byGroup: Partial<Record<Grouping, GroupLine[]>>;
  overTime: { fromMonth: string; toMonth: string; figures: QuestionFigures }[];
}) {
  const { t } = useTranslation(['insight', 'voices']);
  const tables = groupings.flatMap((grouping) => {
    const lines = byGroup[grouping];
    return lines ? [{ grouping, lines }] : [];
  });
  return (
    <section aria-labelledby={`about-${question}`}>
      <h2 id={`about-${question}`}>{questionWords(t as Translate, question)}</h2>
      {now ? <Answers question={question} figures={now} underHeading /> : <p>{t('tooFew')}</p>}
      {editions.length > 1 && <OverTime question={question} editions={editions} />}
      {now && tables.length === 0 && <p className="quiet">{t('noGroups')}</p>}
      {tables.length > 0 && (
        <details>
          <summary>{t('byGroup')}</summary>
          <div>
            <p>{t('notCause')}</p>
            {tables.map((each) => (
              <ByGroup key={each.grouping} question={question} {...each} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
