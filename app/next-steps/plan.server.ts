import { listGuides } from '~/guides/index.server';
import type { Locale } from '~/platform/locale';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import type { Nation } from '~/platform/time/working-days';
import { matchContacts } from '~/support/index';
import { organisations } from '~/support/index.server';
import type { Answers } from './answers';
import { happenings, worries } from './happenings.server';
import {
  makePlan,
  questionsToAsk,
  rightsNow,
  shouldHaveReceived,
} from './plan';
import { procedures, type SourcedProcedure } from './procedures.server';

/** Everything the result shows, made from the answers and forgotten with them. */
export async function planFor(
  answers: Answers & { nation: Nation },
  today: string,
  locale: Locale,
) {
  const content = { procedures: procedures(), happenings: happenings(), worries: worries() };
  const holidays = await bankHolidays(answers.nation);
  const plan = makePlan<SourcedProcedure>(answers, content, holidays, today);
  const worried = content.worries.filter(({ id }) => answers.worries.includes(id));
  const guides = new Map(listGuides(locale).map((guide) => [guide.slug, guide]));
  return {
    ...plan,
    guides: plan.guides.flatMap((slug) => {
      const guide = guides.get(slug);
      return guide ? [{ slug, title: guide.title, summary: guide.summary }] : [];
    }),
    received: plan.routes.flatMap(shouldHaveReceived),
    rights: plan.routes.flatMap(rightsNow),
    ask: questionsToAsk(
      plan.routes.map(({ procedure }) => procedure),
      worried,
    ),
    contacts: contactsFor(answers),

  };
}

/** One contact to call now and two more. */
export function contactsFor({ nation, profession, happened, worries: worried }: Answers) {
  // The furthest along of what has happened says where somebody is.
  const stage = happenings().findLast(
    (happening) => happened.includes(happening.id) && happening.stage !== 'just-told',
  )?.stage;
  const worry = worries().find(({ id }) => worried.includes(id))?.contact;
  return matchContacts(
    {
      nation: nation ?? undefined,
      profession: profession ?? undefined,
      stage: stage ?? 'just-told',
      worry,
    },
    organisations(),
  );
}

export type FullPlan = Awaited<ReturnType<typeof planFor>>;
