import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Locale } from '~/platform/locale';
import { dateInWords } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { usePage } from '~/platform/ui/page-context';
import {
  isRoundTheClock,
  weekdays,
  type Moment,
  type Opening,
  type OpeningHours,
} from './opening-hours';

/** Days that follow each other are one run: Monday to Friday. */
function runsOf(days: OpeningHours['weekly'][number]['days']): [first: string, last: string][] {
  const runs: [number, number][] = [];
  for (const day of weekdays
    .map((_, index) => index)
    .filter((index) => days.includes(weekdays[index]!))) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([first, last]) => [weekdays[first]!, weekdays[last]!]);
}

/** Opening hours, and what they mean now, on the page that is being made. */
export function useHoursInWords() {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  return hoursInWords(t, locale);
}

/** The same outside a page. */
export function hoursInWords(t: TFunction<'support'>, locale: Locale) {
  /** `9am`, `9.30am`, `noon`, `midnight` */
  const time = (wall: string): string => {
    const [hours, minutes] = wall.split(':').map(Number) as [number, number];
    if (minutes === 0 && hours % 24 === 0) return t('hours.midnight');
    if (minutes === 0 && hours === 12) return t('hours.noon');
    const clock = `${hours % 12 || 12}${minutes ? `.${String(minutes).padStart(2, '0')}` : ''}`;
    return t(hours < 12 ? 'hours.am' : 'hours.pm', { clock });
  };
  const days = (run: [string, string]): string => {
    const [first, last] = run.map((day) => t(`hours.days.${day as 'mon'}`));
    if (run[0] === 'mon' && run[1] === 'sun') return t('hours.everyDay');
    return first === last ? first! : t('hours.dayToDay', { first, last });
  };
  const seen = (date: string): string => {
    if (date === 'undated') return t('hours.undated');
    const [year, month] = date.split('-');
    if (!month) return t('hours.seenInYear', { date: year });
    const words = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'cy-GB', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    return t('hours.seenInMonth', {
      date: words.format(Date.UTC(Number(year), Number(month) - 1, 1)),
    });
  };
  const moment = ({ date, time: wall }: Moment, today: string): string => {
    const at = time(wall);
    if (date === today) return t('opening.today', { time: at });
    if (date === addDays(today, 1)) return t('opening.tomorrow', { time: at });
    return t('opening.onDay', { time: at, day: dateInWords(date, locale) });
  };
  return {
    /** "Monday to Friday, 9am to 5pm. Closed on bank holidays. (Hours seen in October 2026.)" */
    hours(its: OpeningHours, confirmed = false): string {
      const weekly = isRoundTheClock(its)
        ? t('hours.always')
        : its.weekly
            .map(({ days: which, from, to }) =>
              t('hours.session', {
                days: runsOf(which).map(days).join(', '),
                from: time(from),
                to: time(to),
              }),
            )
            .join('; ');
      return [
        weekly,
        !isRoundTheClock(its) && its.bankHolidays === 'closed' && t('hours.notBankHolidays'),
        its.note?.[locale].replace(/\.$/, ''),
        // Nobody needs to wonder about a line that never closes and was confirmed.
        !(confirmed && isRoundTheClock(its)) && seen(its.seen),
      ]
        .filter(Boolean)
        .join('. ');
    },
    /** "Open now, until 5pm", "Closed. Opens at 8am tomorrow" */
    opening(its: Opening, today: string): string {
      const unsure = its.unsure ? ` ${t('opening.unsure')}` : '';
      if (its.state === 'always') return t('opening.always') + unsure;
      const differs = (its.mayDiffer ? ` ${t('opening.mayDiffer')}` : '') + unsure;
      if (its.state === 'open') return t('opening.open', { time: time(its.until) }) + differs;
      if (!its.opens) return t('opening.closed') + unsure;
      return t('opening.opens', { when: moment(its.opens, today) }) + differs;
    },
  };
}
