import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import { events, requests } from '#db/schema';
import { rulesOfTeam } from '~/diary/index.server';
import type { Team } from '~/platform/access';
import { database } from '~/platform/database.server';
import type { HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock, day } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addWorkingDays } from '~/platform/time/working-days';
import { endStates, sentStates } from '../life';
import { answered } from './standard';
import { holidaysFor } from '../times/times.server';

/** How soon the requests of a team are answered, beside the service standard. */

export interface StandardFigures {
  /** Working days. */
  within: number;
  /** Of requests sent in this many days. */
  days: number;
  inTime: number;
  late: number;
  /** Not answered yet, and still in time. */
  waiting: number;
}

const countedDays = 30;

/** Changes by which we answer; taking a free time needs no answer of ours. */
const answers = "('offer-times', 'confirm', 'decline', 'message')";

/** When a request was first answered, as part of a query over requests; null when it was not. */
export const firstAnsweredAt = () => {
  const firstAnswer = database()
    .select({ at: sql<number>`min(${events.at})` })
    .from(events)
    .where(
      and(
        eq(events.requestId, requests.id),
        sql`((${events.by} = 'adviser' and ${events.change} in ${sql.raw(answers)}) or ${events.change} = 'take')`,
      ),
    );
  return sql<number | null>`(${firstAnswer})`;
};

/** How many requests of the last days were answered within the service standard of a team. */
export function standardOf(team: Team, holidays: HolidaysOf): StandardFigures {
  const date = today(clock.now());
  const { answerWithin } = rulesOfTeam(database(), team);
  const rows = database()
    .select({
      team: requests.team,
      nation: requests.nation,
      state: requests.state,
      submittedAt: requests.submittedAt,
      updatedAt: requests.updatedAt,
      answeredAt: firstAnsweredAt(),
    })
    .from(requests)
    .where(
      and(
        eq(requests.team, team),
        inArray(requests.state, sentStates),
        gte(requests.submittedAt, clock.now() - countedDays * day),
      ),
    )
    .all();
  const dues = new Map<string, string>();
  const dueOf = (row: (typeof rows)[number], sentOn: string): string => {
    const key = `${sentOn} ${row.nation}`;
    const known = dues.get(key);
    if (known) return known;
    const due = addWorkingDays(sentOn, answerWithin, holidaysFor(row, holidays));
    dues.set(key, due);
    return due;
  };
  const figures = { 'in-time': 0, late: 0, waiting: 0, gone: 0 };
  for (const row of rows) {
    const asking = {
      due: dueOf(row, today(row.submittedAt!)),
      answeredOn: row.answeredAt === null ? null : today(row.answeredAt),
      endedOn: endStates.includes(row.state) ? today(row.updatedAt) : null,
    };
    figures[answered(asking, date)] += 1;
  }
  return {
    within: answerWithin,
    days: countedDays,
    inTime: figures['in-time'],
    late: figures.late,
    waiting: figures.waiting,
  };
}
