import { setImmediate as breath } from 'node:timers/promises';
import { desc, eq } from 'drizzle-orm';
import { serviceWaits } from '#db/schema';
import { rulesOfTeam } from '~/diary/index.server';
import { readConcernWaits } from '~/concerns/index.server';
import { readMeetingWaits, readReplyWaits, type Month, type Wait } from '~/meetings/index.server';
import { teams, type Team } from '~/platform/access';
import { database, inTransaction } from '~/platform/database.server';
import { allBankHolidays, type HolidaysOf } from '~/platform/time/bank-holidays.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addMonths, monthOf } from './months';
import { measures, monthFigures, type Measure, type MonthFigures } from './standard';

/** How long people wait for us, worked out from what happened, and kept as it is published. */

/** Where the waits of each measure come from: of everybody who asked in a month. */
const readers: Record<Measure, (month: Month, holidays: HolidaysOf, date: string) => Wait[]> = {
  'first-reply': readReplyWaits,
  meeting: readMeetingWaits,
  'concern-reply': readConcernWaits,
};

/** Months whose figures still follow what happens: the waits of older ones stand. */
const followed = 12;

/** Works out the figures of the months that are over. */
export async function countWaits(): Promise<void> {
  const date = today(clock.now());
  const holidays = await allBankHolidays();
  const rows: (typeof serviceWaits.$inferInsert)[] = [];
  for (const [measure, read] of Object.entries(readers)) {
    let begun = false;
    for (let back = followed; back >= 1; back -= 1) {
      const month = addMonths(monthOf(date), -back);
      const its = { from: `${month}-01`, until: `${addMonths(month, 1)}-01` };
      const figures = monthFigures(read(its, holidays, date));
      // Before the first month that is shown there is nothing to tell.
      begun ||= figures.asked !== null;
      if (begun) rows.push({ measure, month, figures: JSON.stringify(figures) });
      // Others have their turn between two months.
      await breath();
    }
  }
  inTransaction((tx) => {
    for (const { figures, ...row } of rows) {
      tx.insert(serviceWaits)
        .values({ ...row, figures })
        .onConflictDoUpdate({
          target: [serviceWaits.measure, serviceWaits.month],
          set: { figures },
        })
        .run();
    }
  });
}

export interface PublishedMonth extends MonthFigures {
  month: string;
}

export interface PublishedMeasure {
  measure: Measure;
  months: PublishedMonth[];
}

/** How many months a reader is shown. */
const shown = 24;

/** What is published of each measure, the latest month first. */
export const readStandard = (): PublishedMeasure[] =>
  (Object.keys(measures) as Measure[]).map((measure) => ({
    measure,
    months: database()
      .select()
      .from(serviceWaits)
      .where(eq(serviceWaits.measure, measure))
      .orderBy(desc(serviceWaits.month))
      .limit(shown)
      .all()
      .map(({ month, figures }) => ({ month, ...(JSON.parse(figures) as MonthFigures) })),
  }));

/** Within how many working days each team aims to answer. */
export const readAims = (): { team: Team; days: number }[] =>
  teams.map((team) => ({ team, days: rulesOfTeam(database(), team).answerWithin }));
