import { useTranslation } from 'react-i18next';
import type { Locale } from '~/platform/locale';
import type { TimeLimit } from '~/platform/time/working-days';
import { usePage } from '~/platform/ui/page-context';
import type { SourcedProcedure } from './procedures.server';
import type { ProcedureStep } from './procedure';

/** What a limit counts from, in words: the name of a date, or the title of a step that has none. */
function anchorIn({ steps, dates }: SourcedProcedure, id: string, locale: Locale): string {
  const step = steps.find((candidate) => candidate.id === id);
  const date = dates.find((candidate) => candidate.id === (step?.date ?? id));
  return date ? date.name[locale] : `“${step!.title[locale]}”`;
}

/** Time limits and usual times of a procedure, in words. */
export function useLimitWords(procedure: SourcedProcedure) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const length = ({ value, unit }: TimeLimit) => t(`units.${unit}`, { count: value });
  const anchor = (id: string) => anchorIn(procedure, id, locale);
  return {
    /** "3 months less 1 day after “…”" */
    limit({ after, before, lessDays, ...time }: NonNullable<ProcedureStep['limit']>): string {
      const days = { value: lessDays ?? 0, unit: 'days' } as const;
      const limit = lessDays
        ? t('length.less', { limit: length(time), days: length(days) })
        : length(time);
      return before
        ? t('length.before', { limit, anchor: anchor(before) })
        : t('length.after', { limit, anchor: anchor(after!) });
    },
    /** "Usually 6 weeks to 3 months after “…”" */
    usual({ least, most, after }: NonNullable<ProcedureStep['usual']>): string {
      const same = least.value === most.value && least.unit === most.unit;
      return t(same ? 'length.usualOne' : 'length.usual', {
        least: length(least),
        most: length(most),
        anchor: anchor(after),
      });
    },
  };
}
