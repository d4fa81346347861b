import { useTranslation } from 'react-i18next';
import type { TimeLimit } from '~/platform/time/working-days';
import { usePage } from '~/platform/ui/page-context';
import type { SourcedProcedure } from './procedures.server';
import type { ProcedureStep } from './procedure';

type Bilingual = SourcedProcedure['title'];

/** The title of the step, or the words of the question, that a limit counts from. */
function anchorIn({ steps, dates }: SourcedProcedure, id: string): Bilingual {
  const step = steps.find((candidate) => candidate.id === id || candidate.date === id);
  return step?.title ?? dates.find((date) => date.id === id)!.label;
}

/** Time limits and usual times of a procedure, in words. */
export function useLimitWords(procedure: SourcedProcedure) {
  const { t } = useTranslation('next-steps');
  const { locale } = usePage();
  const length = ({ value, unit }: TimeLimit) => t(`units.${unit}`, { count: value });
  const anchor = (id: string) => anchorIn(procedure, id)[locale];
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
