import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { bounds, type Counted } from '~/diary/index';
import { readTeam } from '~/diary/index.server';
import { signedIn, teams, type Team } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { oneOf } from '~/platform/one-of';
import { BackLink } from '~/platform/ui/links';
import { changeTeam, teamDoneIn } from '../availability.server';
import {
  AddDays,
  DeedErrors,
  DifferingDays,
  Done,
  RulesForm,
  StillArranged,
} from '../availability-forms';

/** @throws a 404 response when there is no such team. */
function teamNamed(given: string | undefined): Team {
  const team = oneOf(teams, given);
  if (!team) throw new Response(null, { status: 404 });
  return team;
}

/** What goes for a whole team, for leads. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  const team = teamNamed(params.team);
  const name = translator(context.locale, 'staff')(`teams.${team}`);
  return {
    title: translator(context.locale, 'diary')('team.title', { team: name }),
    name,
    ...readTeam(signedIn(context.actor), team),
    done: teamDoneIn(request.url),
  };
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const team = teamNamed(params.team);
  return changeTeam(team, {
    actor: signedIn(context.actor),
    form: await request.formData(),
    page: `/adviser/availability/team/${team}`,
    locale: context.locale,
  });
}

export default function TeamPage() {
  const { t } = useTranslation('diary');
  const { name, closures: closed, inClosures, own, usual, done } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to="/adviser/availability#others">{t('availability.others')}</BackLink>
      <div className="reading">
        <DeedErrors />
        {done && <Done>{t(`team.done.${done}`)}</Done>}
        <h1>{t('team.title', { team: name })}</h1>
        <p className="lead">{t('team.what')}</p>
        <StillArranged things={inClosures} />
        <nav aria-label={t('availability.jump')} className="no-print">
          <ul>
            <li>
              <a href="#differs">{t('team.closures')}</a>
            </li>
            <li>
              <a href="#rules">{t('rules.title')}</a>
            </li>
          </ul>
        </nav>
        <h2 id="differs">{t('team.closures')}</h2>
        <p>{t('team.closuresWhat')}</p>
        <DifferingDays days={closed} ofTeam />
        <h3>{t('differs.add')}</h3>
        <AddDays ofTeam />
        <h2 id="rules">{t('rules.title')}</h2>
        <p>{t('rules.teamWhat')}</p>
        <RulesForm names={Object.keys(bounds) as Counted[]} own={own} otherwise={usual} ofTeam />
      </div>
    </>
  );
}
