import { readGuide } from '~/guides/index.server';
import { stages } from '~/platform/content/vocabulary';
import type { Locale } from '~/platform/locale';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import type { Nation } from '~/platform/time/working-days';
import { matchContacts, type Organisation } from '~/support/index';
import { listedOrganisations, matching } from '~/support/index.server';
import type { Answers } from './answers';
import { happenings, worries } from './happenings.server';
import {
  makePlan,
  questionsToAsk,
  rightsNow,
  shouldHaveReceived,
  type Plan,
  type Point,
  type Route,
} from './plan';
import { procedures } from './procedures.server';

type Asked = Answers & { nation: Nation };

/** What comes next and when, without the guides and contacts that stand beside it. */
export const workOutPlan = async (answers: Asked, today: string): Promise<Plan> =>
  makePlan(
    answers,
    { procedures: procedures(), happenings: happenings(), worries: worries() },
    await bankHolidays(answers.nation),
    today,
  );

/** Everything the result shows, made from the answers and forgotten with them. */
export async function planFor(answers: Asked, today: string, locale: Locale) {
  const plan = await workOutPlan(answers, today);
  const worried = worries().filter(({ id }) => answers.worries.includes(id));
  return {
    ...plan,
    guides: plan.guides.flatMap((slug) => {
      const guide = readGuide(locale, slug)?.about;
      return guide ? [{ slug, title: guide.title, summary: guide.summary }] : [];
    }),
    received: perProcedure(plan.routes, shouldHaveReceived),
    rights: perProcedure(plan.routes, rightsNow),
    ask: questionsToAsk(
      plan.routes.map(({ procedure }) => procedure),
      worried,
    ),
    contacts: contactsFor(answers),
  };
}

/** Points of each procedure under its title; a point that an earlier one makes is left out. */
function perProcedure(routes: readonly Route[], pointsFor: (route: Route) => Point[]) {
  const said = new Set<string>();
  return routes.flatMap((route) => {
    const points = pointsFor(route).filter(({ words: { en } }) => !said.has(en) && said.add(en));
    return points.length > 0 ? [{ title: route.procedure.title, points }] : [];
  });
}

/** Who can be called: somebody whose number is confirmed. */
const hasNumber = ({ phone }: Organisation) => phone.some(({ confirmed }) => confirmed);

/**
 * One contact to call now and two more: the best for each worry, then for advice and for feelings. Somebody who
 * can be called comes first.
 */
export function contactsFor({
  nation,
  profession,
  setting,
  happened,
  worries: worried,
}: Answers): Organisation[] {
  const reached = happenings().flatMap(({ id, stage }) => (happened.includes(id) ? [stage] : []));
  const furthestFirst = stages.toReversed().filter((stage) => reached.includes(stage));
  // After a case, what went before it still counts: a hearing goes on when the job has ended.
  const before = furthestFirst.find((stage) => stage !== 'after' && stage !== 'return-to-work');
  const places = [...new Set([furthestFirst[0], before])];
  const person = {
    nation: nation ?? undefined,
    profession: profession ?? undefined,
    setting: setting ?? undefined,
  };
  const mine = worries().flatMap(({ id, contact }) => (worried.includes(id) ? [contact] : []));
  const listed = listedOrganisations();
  const lists = [...mine, 'advice' as const, 'feelings' as const].flatMap((worry) =>
    places.map((stage) => matchContacts({ ...person, stage, worry }, listed, matching())),
  );
  const inTurn = [0, 1, 2].flatMap((place) =>
    lists.flatMap((list) => list[place]?.organisation ?? []),
  );
  const call = inTurn.find(hasNumber);
  return [...new Set([...(call ? [call] : []), ...inTurn])].slice(0, 3);
}

export type FullPlan = Awaited<ReturnType<typeof planFor>>;
