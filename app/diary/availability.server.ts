import { and, asc, eq, gt, gte, lt, type SQL } from 'drizzle-orm';
import {
  accounts,
  adviserRules,
  availability,
  bookings,
  exceptions,
  offers,
  requests,
  teamRules,
} from '#db/schema';
import { findAccount, nameOf } from '~/account/index.server';
import { onlyLeads, type Person, type Team } from '~/platform/access';
import { recordAudit } from '~/platform/audit.server';
import { newId } from '~/platform/crypto.server';
import { database, inTransaction, type Db, type Tx } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { clash, type AskedDifference, type AskedHours } from './asked';
import { choicesOfAdviser, choicesOfTeam, rulesOfTeam } from './diary.server';
import { overlap } from './hours';
import { whoseDiary } from './keeper.server';
import { rulesFrom, type AdviserChoices, type Rules, type TeamChoices } from './rules';
import { awayOn, type Exception, type Opening, type Span } from './slots';

/**
 * When advisers can be met, as they and their leads say it. Every function takes the acting person first: an adviser
 * changes what is theirs, a lead everybody's and what goes for a whole team.
 */

/** A day, or several, that differs. */
export interface KeptException extends Exception {
  id: string;
  /** Set by a lead for the whole team. */
  ofTeam: boolean;
}

/** Something arranged or offered in a time in which the adviser is away. */
export interface InAway extends Span {
  reference: string;
  kind: 'meeting' | 'offer';
}

export interface AvailabilityView {
  adviserId: string;
  name: string;
  team: Team | null;
  week: (Opening & { id: string })[];
  exceptions: KeptException[];
  own: AdviserChoices;
  /** What holds where the adviser has chosen nothing. */
  otherwise: Rules;
  inAway: InAway[];
}

const noChoices: AdviserChoices = {
  lengthMinutes: null,
  bufferMinutes: null,
  mostPerDay: null,
  published: null,
};

/** An adviser's week, the days that differ, and their own rules. */
export function readAvailability(actor: Person, adviserId: string): AvailabilityView {
  const db = database();
  const { team } = whoseDiary(db, actor, adviserId);
  const differing = exceptionsOf(db, { adviserId, team });
  return {
    adviserId,
    name: nameOf(findAccount(adviserId)!) ?? '',
    team,
    week: weekOf(db, adviserId),
    exceptions: differing,
    own: choicesOfAdviser(db, adviserId) ?? noChoices,
    otherwise: rulesOfTeam(db, team),
    inAway: inAway(db, adviserId, differing),
  };
}

const weekOf = (tx: Db | Tx, adviserId: string) =>
  tx
    .select({
      id: availability.id,
      weekday: availability.weekday,
      opens: availability.opens,
      closes: availability.closes,
    })
    .from(availability)
    .where(eq(availability.adviserId, adviserId))
    .orderBy(asc(availability.weekday), asc(availability.opens))
    .all();

/** Days that differ and are not over: an adviser's own, a team's, or both; the earliest first. */
function exceptionsOf(
  tx: Db | Tx,
  whose: { adviserId?: string; team: Team | null },
): KeptException[] {
  const read = (where: SQL, ofTeam: boolean) =>
    tx
      .select({
        id: exceptions.id,
        firstDay: exceptions.firstDay,
        lastDay: exceptions.lastDay,
        kind: exceptions.kind,
        opens: exceptions.opens,
        closes: exceptions.closes,
      })
      .from(exceptions)
      .where(and(where, gte(exceptions.lastDay, today(clock.now()))))
      .all()
      .map((exception) => ({ ...exception, ofTeam }));
  return [
    ...(whose.adviserId ? read(eq(exceptions.adviserId, whose.adviserId), false) : []),
    ...(whose.team ? read(eq(exceptions.team, whose.team), true) : []),
  ].sort((a, b) => a.firstDay.localeCompare(b.firstDay));
}

/** What is arranged with an adviser, or offered, while they are away. None of it is called off by that. */
function inAway(tx: Db | Tx, adviserId: string, differing: readonly Exception[]): InAway[] {
  return ahead(tx, adviserId).filter((thing) => {
    const date = today(thing.startsAt);
    // A meeting begins and ends on one day, but for one at midnight.
    return [date, addDays(date, 1)].some((each) =>
      awayOn(each, differing).some((away) => overlap(away, thing)),
    );
  });
}

/** Meetings and offers of an adviser that are not over, the earliest first. */
function ahead(tx: Db | Tx, adviserId: string): InAway[] {
  const now = clock.now();
  const meetings = tx
    .select({
      reference: requests.reference,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
    })
    .from(bookings)
    .innerJoin(requests, eq(requests.id, bookings.requestId))
    .where(
      and(
        eq(bookings.adviserId, adviserId),
        eq(bookings.state, 'live'),
        gt(bookings.startsAt, now - day),
        gt(bookings.endsAt, now),
      ),
    )
    .all()
    .map((meeting) => ({ ...meeting, kind: 'meeting' as const }));
  const offered = tx
    .select({ reference: requests.reference, startsAt: offers.startsAt, endsAt: offers.endsAt })
    .from(offers)
    .innerJoin(requests, eq(requests.id, offers.requestId))
    .where(and(eq(offers.adviserId, adviserId), eq(offers.state, 'open'), gt(offers.startsAt, now)))
    .all()
    .map((offer) => ({ ...offer, kind: 'offer' as const }));
  return [...meetings, ...offered].sort((a, b) => a.startsAt - b.startsAt);
}

// Changing an adviser's

/** What of an adviser's availability was changed, as the audit trail says it. */
type Part = 'week' | 'days' | 'rules';

/** Makes a change to an adviser's availability, and notes who did. @throws a 404 response when it is not theirs to. */
function change<Result>(
  actor: Person,
  adviserId: string,
  part: Part,
  work: (tx: Tx) => Result,
): Result {
  return inTransaction((tx) => {
    whoseDiary(tx, actor, adviserId);
    const result = work(tx);
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'availability-changed',
      subject: adviserId,
      detail: part,
    });
    return result;
  });
}

/**
 * Adds hours to days of an adviser's week, or puts them in place of what these days have.
 * @returns the first day (1 is Monday) that has some of these hours already, when nothing was done.
 */
export function addHours(
  actor: Person,
  adviserId: string,
  { weekday, opens, closes, instead }: AskedHours,
): { done: true } | { done: false; taken: number } {
  const days = [...new Set(weekday.map(Number))].sort();
  return inTransaction((tx) => {
    whoseDiary(tx, actor, adviserId);
    const week = weekOf(tx, adviserId);
    const taken = days.find((each) =>
      week.some((stretch) => stretch.weekday === each && clash(stretch, { opens, closes })),
    );
    if (!instead && taken !== undefined) return { done: false, taken };
    for (const each of days) {
      if (instead) tx.delete(availability).where(ofWeekday(adviserId, each)).run();
      tx.insert(availability)
        .values({ id: newId(), adviserId, weekday: each, opens, closes })
        .run();
    }
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'availability-changed',
      subject: adviserId,
      detail: 'week',
    });
    return { done: true };
  });
}

const ofWeekday = (adviserId: string, weekday: number) =>
  and(eq(availability.adviserId, adviserId), eq(availability.weekday, weekday));

/** Takes hours out of an adviser's week. What is not there is gone already. */
export const removeHours = (actor: Person, adviserId: string, id: string): void =>
  change(actor, adviserId, 'week', (tx) => {
    tx.delete(availability)
      .where(and(eq(availability.id, id), eq(availability.adviserId, adviserId)))
      .run();
  });

/** Replaces an adviser's own rules; what is null is as it is for their team. */
export const setAdviserRules = (actor: Person, adviserId: string, chosen: AdviserChoices): void =>
  change(actor, adviserId, 'rules', (tx) => {
    tx.insert(adviserRules)
      .values({ adviserId, ...chosen })
      .onConflictDoUpdate({ target: adviserRules.adviserId, set: chosen })
      .run();
  });

/** More days that differ than anybody has: somebody's program is running wild. */
const mostExceptions = 500;

/**
 * Adds days that differ to an adviser's week.
 * @returns what is arranged or offered in them when they are away, none of which is called off; null when there are
 *   too many already.
 */
export function addException(
  actor: Person,
  adviserId: string,
  asked: AskedDifference,
): InAway[] | null {
  return change(actor, adviserId, 'days', (tx) => {
    if (exceptionsOf(tx, { adviserId, team: null }).length >= mostExceptions) return null;
    tx.insert(exceptions)
      .values({ id: newId(), adviserId, ...asked, createdAt: clock.now() })
      .run();
    return inAway(tx, adviserId, [asked]);
  });
}

/** Takes days that differ away again. What is not there is gone already. */
export const removeException = (actor: Person, adviserId: string, id: string): void =>
  change(actor, adviserId, 'days', (tx) => {
    tx.delete(exceptions)
      .where(and(eq(exceptions.id, id), eq(exceptions.adviserId, adviserId)))
      .run();
  });

// A team's, for leads

export interface TeamView {
  closures: KeptException[];
  /** What is arranged or offered while the team is closed. */
  inClosures: InAway[];
  own: TeamChoices;
  /** What holds where the team has chosen nothing. */
  usual: Rules;
}

const noTeamChoices: TeamChoices = {
  ...noChoices,
  noticeHours: null,
  horizonDays: null,
  cutOffHours: null,
  answerWithinDays: null,
};

/** What goes for a whole team. */
export function readTeam(actor: Person, team: Team): TeamView {
  onlyLeads(actor);
  const db = database();
  const closures = exceptionsOf(db, { team });
  return {
    closures,
    inClosures: membersOf(db, team)
      .flatMap(({ id }) => inAway(db, id, closures))
      .sort((a, b) => a.startsAt - b.startsAt),
    own: choicesOfTeam(db, team) ?? noTeamChoices,
    usual: rulesFrom(),
  };
}

/** Everybody of a team, also those who can no longer sign in: what is arranged with them stands. */
const membersOf = (tx: Db | Tx, team: Team) =>
  tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.team, team)).all();

function changeTeam(actor: Person, team: Team, part: 'days' | 'rules', work: (tx: Tx) => void) {
  onlyLeads(actor);
  inTransaction((tx) => {
    work(tx);
    recordAudit(tx, {
      actorId: actor.accountId,
      action: 'team-rules-changed',
      subject: team,
      detail: part,
    });
  });
}

/** Replaces a team's rules; what is null is as usual. */
export const setTeamRules = (actor: Person, team: Team, chosen: TeamChoices): void =>
  changeTeam(actor, team, 'rules', (tx) => {
    tx.insert(teamRules)
      .values({ team, ...chosen })
      .onConflictDoUpdate({ target: teamRules.team, set: chosen })
      .run();
  });

/** Closes a team for days, or for part of them. */
export const addClosure = (actor: Person, team: Team, asked: AskedDifference): void =>
  changeTeam(actor, team, 'days', (tx) => {
    tx.insert(exceptions)
      .values({ id: newId(), team, ...asked, createdAt: clock.now() })
      .run();
  });

/** Opens a team again on days on which it was to be closed. */
export const removeClosure = (actor: Person, team: Team, id: string): void =>
  changeTeam(actor, team, 'days', (tx) => {
    tx.delete(exceptions)
      .where(and(eq(exceptions.id, id), eq(exceptions.team, team)))
      .run();
  });

/** Retention: days that differed go a year after the last of them. @returns how many went. */
export function purgeExceptions(): number {
  const before = addDays(today(clock.now()), -365);
  return database().delete(exceptions).where(lt(exceptions.lastDay, before)).run().changes;
}
