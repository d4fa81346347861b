import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { listed, SummaryList, written, type SummaryLine } from '~/platform/ui/summary-list';
import { doers, aboutNobody, noRequest, steps, type Answers, type Step } from './questions';
import type { Body } from './consents';

type Translate = TFunction<'concerns'>;

const lines: {
  [S in Step]: (
    answer: NonNullable<Answers[S]>,
    t: Translate,
    about: string | null,
  ) => SummaryLine[];
} = {
  request: ({ request }, t) => [
    {
      label: t('answers.request'),
      value: request === noRequest ? t('answers.noRequest') : request,
    },
  ],
  nation: ({ nation }, t) => [{ label: t('answers.nation'), value: t(`nations.${nation}`) }],
  who: ({ who, whoName }, t) => [
    {
      label: t('answers.who'),
      value: t(`who.${doers.find((each) => each === who) ?? 'somebody-else'}`),
    },
    ...(whoName ? [{ label: t('answers.whoName'), value: written(whoName) }] : []),
  ],
  whom: ({ whom, whoName }, t, about) => {
    const nobody = aboutNobody.find((each) => each === whom);
    return [
      {
        label: t('answers.whom'),
        value: nobody ? t(`whom.${nobody}`) : written(about ?? t('bodies.adviser')),
      },
      ...(whoName ? [{ label: t('answers.whoName'), value: written(whoName) }] : []),
    ];
  },
  what: ({ happened, when }, t) => [
    { label: t('answers.happened'), value: written(happened) },
    ...(when ? [{ label: t('answers.when'), value: written(when) }] : []),
  ],
  grounds: ({ grounds }, t) => [
    {
      label: t('answers.grounds'),
      value:
        grounds.length === 0
          ? t('answers.noGrounds')
          : listed(grounds.map((ground) => t(`grounds.${ground}`))),
    },
  ],
  wanted: ({ wanted }, t) => [
    { label: t('answers.wanted'), value: wanted ? written(wanted) : t('answers.nothing') },
  ],
  name: ({ name }, t) => [{ label: t('answers.name'), value: written(name) }],
  consent: (consent, t) =>
    (Object.entries(consent) as [Body, 'yes' | 'no' | undefined][]).flatMap(([body, said]) =>
      said
        ? [
            {
              label: t('answers.consent', { body: t(`bodies.${body}`) }),
              value: t(`yesNo.${said}`),
            },
          ]
        : [],
    ),
};

function linesOf<S extends Step>(
  step: S,
  answers: Answers,
  t: Translate,
  about: string | null,
): SummaryLine[] {
  const answer = answers[step];
  if (!answer) return [];
  const make = lines[step] as (
    answer: Answers[S],
    t: Translate,
    about: string | null,
  ) => SummaryLine[];
  return make(answer, t, about);
}

/**
 * Everything a person answered, as they answered it. Once it is raised, consents are left out: where each stands is
 * told elsewhere.
 */
export function ConcernAnswers({
  answers,
  aboutName,
  change,
}: {
  answers: Answers;
  aboutName: string | null;
  /** Before it is sent: the way to change an answer. */
  change?: { words: string; to: (step: Step) => string };
}) {
  const { t } = useTranslation('concerns');
  const shown = steps.filter((step) => change || step !== 'consent');
  const summaries = shown.map((step) => ({
    id: step,
    lines: linesOf(step, answers, t, aboutName),
    to: change?.to(step) ?? null,
  }));
  return <SummaryList summaries={summaries} change={change?.words} />;
}
