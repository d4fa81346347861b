import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Locale } from '~/platform/locale';
import { momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import { listed, SummaryList, written, type SummaryLine } from '~/platform/ui/summary-list';
import { chosenSlot, steps, windowsOf, type Answers, type Step } from './questions';

type Translate = TFunction<'meetings'>;

const lines: {
  [S in Step]: (
    answer: NonNullable<Answers[S]>,
    t: Translate,
    locale: Locale,
  ) => (SummaryLine | false)[];
} = {
  topics: ({ topics, about }, t) => [
    topics.length > 0 && {
      label: t('list.topics'),
      value: listed(topics.map((topic) => t(`topics.${topic}`))),
    },
    !!about && { label: t('list.about'), value: written(about) },
  ],
  name: ({ name, pronunciation }, t) => [
    { label: t('list.name'), value: written(name) },
    !!pronunciation && { label: t('list.pronunciation'), value: written(pronunciation) },
  ],
  how: ({ method, phone }, t) => [
    { label: t('list.how'), value: t(`methods.${method}`) },
    !!phone && { label: t('list.phone'), value: phone },
  ],
  contact: ({ ways, contactNumber, leaveMessage, notWhen }, t) => [
    { label: t('list.ways'), value: listed(ways.map((way) => t(`ways.${way}`))) },
    !!contactNumber && { label: t('list.contactNumber'), value: contactNumber },
    { label: t('list.leaveMessage'), value: t(`answers.leaveMessage.${leaveMessage}`) },
    !!notWhen && { label: t('list.notWhen'), value: written(notWhen) },
  ],
  reminders: ({ reminders, reminderWay, reminderNumber }, t) => [
    {
      label: t('list.reminders'),
      value:
        reminders.length > 0
          ? listed(reminders.map((time) => t(`reminderTimes.${time}`)))
          : t('list.none'),
    },
    !!reminderWay && { label: t('list.reminderWay'), value: t(`reminderWays.${reminderWay}`) },
    !!reminderNumber && { label: t('list.reminderNumber'), value: reminderNumber },
  ],
  supporter: ({ supporter, supporterName, supporterRole, supporterEmail }, t) => [
    { label: t('list.supporter'), value: t(`answers.supporter.${supporter}`) },
    !!supporterName && { label: t('list.supporterName'), value: written(supporterName) },
    !!supporterRole && { label: t('list.supporterRole'), value: written(supporterRole) },
    !!supporterEmail && { label: t('list.supporterEmail'), value: supporterEmail },
  ],
  needs: ({ needs, language, needsMore }, t) => [
    {
      label: t('list.needs'),
      value: needs.length > 0 ? listed(needs.map((need) => t(`needs.${need}`))) : t('list.none'),
    },
    !!language && { label: t('list.language'), value: written(language) },
    !!needsMore && { label: t('list.needsMore'), value: written(needsMore) },
  ],
  organisation: ({ nation, organisation, separateAdviser }, t) => [
    { label: t('list.nation'), value: t(`nations.${nation}`) },
    !!organisation && { label: t('list.organisation'), value: written(organisation) },
    { label: t('list.separateAdviser'), value: t(`answers.separateAdviser.${separateAdviser}`) },
  ],
  slot: ({ slot }, t, locale) => [
    {
      label: t('list.slot'),
      value: slot === 'other' ? t('list.slotOther') : momentInWords(Number(slot), locale),
    },
  ],
  times: (times, t) => [
    {
      label: t('list.times'),
      value: listed(
        windowsOf(times).map(({ days, parts }) =>
          t('list.window', {
            days: days.map((day) => t(`days.${day}`)).join(', ') || t('days.any'),
            parts: parts.map((part) => t(`parts.${part}`)).join(', ') || t('parts.any'),
          }),
        ),
      ),
    },
    !!times.timesMore && { label: t('list.timesMore'), value: written(times.timesMore) },
  ],
};

/** The way to change an answer. */
export interface ChangeLink {
  words: string;
  /** Null for a question whose answer cannot be changed from here. */
  to: (step: Step) => string | null;
}

/** Everything a person answered, as they answered it. */
export function AnswerList({ answers, change }: { answers: Answers; change?: ChangeLink }) {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  // Once it is sent, the time of the meeting is what was arranged, not what was first asked for.
  const isShown = (step: Step) =>
    step !== 'slot' || Boolean(change?.to(step)) || chosenSlot(answers) === null;
  const summaries = steps.filter(isShown).map((step) => ({
    id: step,
    lines: linesOf(step, answers, t, locale),
    to: change?.to(step) ?? null,
  }));
  return <SummaryList summaries={summaries} change={change?.words} />;
}

function linesOf<S extends Step>(
  step: S,
  answers: Answers,
  t: Translate,
  locale: Locale,
): SummaryLine[] {
  const answer = answers[step];
  if (!answer) return [];
  const make: (
    answer: NonNullable<Answers[S]>,
    t: Translate,
    locale: Locale,
  ) => (SummaryLine | false)[] = lines[step];
  return make(answer as NonNullable<Answers[S]>, t, locale).filter((line) => line !== false);
}
