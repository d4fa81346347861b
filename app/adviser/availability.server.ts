import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect } from '@remix-run/node';
import { listStaff } from '~/account/index.server';
import {
  adviserRulesSchema,
  closureSchema,
  differenceSchema,
  hoursSchema,
  teamRulesSchema,
} from '~/diary/index';
import {
  addClosure,
  addException,
  addHours,
  readAvailability,
  removeClosure,
  removeException,
  removeHours,
  setAdviserRules,
  setTeamRules,
} from '~/diary/index.server';
import { requestIdOf } from '~/meetings/index.server';
import type { Person, Team } from '~/platform/access';
import { localPath, type Locale } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { availabilityDone, deeds, teamDone, type Deed } from './availability-deeds';

/** What the availability pages read and do: one's own, a colleague's, a team's. */

/** Where a form was sent, and by whom. */
interface Sent {
  actor: Person;
  form: FormData;
  /** Without language. */
  page: string;
  locale: Locale;
}

/** A form that came back: which one, and what is to put right. */
export interface Returned {
  deed: Deed;
  result: SubmissionResult;
}

const giveBack = (deed: Deed, result: SubmissionResult) =>
  data<Returned>({ deed, result }, { status: 400 });

const doneWith = ({ page, locale }: Sent, done: string) =>
  redirect(localPath(locale, `${page}?done=${done}`));

const askedToRemove = (form: FormData) => String(form.get('which') ?? '');

/** Somebody's availability, for its page. Requests that the reader must leave alone are not told of. */
export function loadAvailability(actor: Person, adviserId: string, url: string) {
  const view = readAvailability(actor, adviserId);
  const mayKnow = ({ reference }: { reference: string }) => requestIdOf(actor, reference) !== null;
  return {
    view: { ...view, inAway: view.inAway.filter(mayKnow) },
    isOwn: adviserId === actor.accountId,
    colleagues: adviserId === actor.accountId ? diariesKeptBy(actor) : [],
    done: oneOf(availabilityDone, new URL(url).searchParams.get('done')) ?? null,
  };
}

/** Those whose diary a lead keeps beside their own; nobody's for an adviser. */
export function diariesKeptBy(actor: Person): { id: string; name: string; team: Team | null }[] {
  if (actor.role !== 'lead') return [];
  return listStaff(actor)
    .filter(({ role, disabledAt, id }) => {
      const meetsPeople = role === 'adviser' || role === 'lead';
      return meetsPeople && disabledAt === null && id !== actor.accountId;
    })
    .map(({ id, name, team }) => ({ id, name, team }));
}

/** Changes somebody's availability as a form asks. @throws a 400 response for a form that is none of ours. */
export function changeAvailability(adviserId: string, sent: Sent) {
  const { actor, form } = sent;
  const deed = oneOf(deeds, form.get('deed'));
  switch (deed) {
    case 'add-hours': {
      const submission = parseWithZod(form, { schema: hoursSchema });
      if (submission.status !== 'success') return giveBack(deed, submission.reply());
      const outcome = addHours(actor, adviserId, submission.value);
      if (outcome.done) return doneWith(sent, 'hours-added');
      const fieldErrors = { weekday: [`diary:errors.taken.${outcome.taken}`] };
      return giveBack(deed, submission.reply({ fieldErrors }));
    }
    case 'remove-hours':
      removeHours(actor, adviserId, askedToRemove(form));
      return doneWith(sent, 'hours-removed');
    case 'add-days': {
      const submission = parseWithZod(form, { schema: differenceSchema(today(clock.now())) });
      if (submission.status !== 'success') return giveBack(deed, submission.reply());
      if (addException(actor, adviserId, submission.value)) return doneWith(sent, 'days-added');
      return giveBack(deed, submission.reply({ formErrors: ['diary:errors.tooMany'] }));
    }
    case 'remove-days':
      removeException(actor, adviserId, askedToRemove(form));
      return doneWith(sent, 'days-removed');
    case 'rules': {
      const submission = parseWithZod(form, { schema: adviserRulesSchema });
      if (submission.status !== 'success') return giveBack(deed, submission.reply());
      setAdviserRules(actor, adviserId, submission.value);
      return doneWith(sent, 'rules-saved');
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

/** Changes what goes for a team as a form asks. @throws a 400 response for a form that is none of ours. */
export function changeTeam(team: Team, sent: Sent) {
  const { actor, form } = sent;
  const deed = oneOf(deeds, form.get('deed'));
  switch (deed) {
    case 'add-days': {
      const submission = parseWithZod(form, { schema: closureSchema(today(clock.now())) });
      if (submission.status !== 'success') return giveBack(deed, submission.reply());
      addClosure(actor, team, submission.value);
      return doneWith(sent, 'days-added');
    }
    case 'remove-days':
      removeClosure(actor, team, askedToRemove(form));
      return doneWith(sent, 'days-removed');
    case 'rules': {
      const submission = parseWithZod(form, { schema: teamRulesSchema });
      if (submission.status !== 'success') return giveBack(deed, submission.reply());
      setTeamRules(actor, team, submission.value);
      return doneWith(sent, 'rules-saved');
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

/** What the address of a team's page says was done. */
export const teamDoneIn = (url: string) =>
  oneOf(teamDone, new URL(url).searchParams.get('done')) ?? null;
