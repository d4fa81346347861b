import { clock } from './clock';
import type { BankHolidays, Nation } from './working-days';

const region: Record<Nation, string> = {
  england: 'ENG',
  wales: 'WLS',
  'northern-ireland': 'NIR',
};

const known = new Map<Nation, BankHolidays>();

/**
 * The bank holidays of a nation from ten years ago to five years on, from the date-holidays data set.
 * Loaded at first use: the data set is large and most pages never need it.
 */
export async function bankHolidays(nation: Nation): Promise<BankHolidays> {
  const kept = known.get(nation);
  if (kept) return kept;
  const { default: Holidays } = await import('date-holidays');
  const calendar = new Holidays('GB', region[nation]);
  const thisYear = new Date(clock.now()).getUTCFullYear();
  const dates = new Set<string>();
  for (let year = thisYear - 10; year <= thisYear + 5; year += 1) {
    for (const holiday of calendar.getHolidays(year)) {
      if (holiday.type === 'public') dates.add(holiday.date.slice(0, 10));
    }
  }
  known.set(nation, dates);
  return dates;
}

/** Those of every nation. */
export type HolidaysOf = Readonly<Record<Nation, BankHolidays>>;

export async function allBankHolidays(): Promise<HolidaysOf> {
  const [england, wales, northernIreland] = await Promise.all(
    (['england', 'wales', 'northern-ireland'] as const).map(bankHolidays),
  );
  return { england: england!, wales: wales!, 'northern-ireland': northernIreland! };
}
