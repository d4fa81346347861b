import type { Person } from '../access';
import type { Locale } from '../locale';
import { clock } from '../time/clock';
import { timeInWords } from '../time/london';

/** Until when somebody stays signed in, as pages and the portal's script say it. */
export interface SessionEnd {
  /** Milliseconds from now: a browser's clock may be wrong. */
  left: number;
  /** The time of day, in words. */
  until: string;
  /** The absolute end: nothing the person does puts it off. */
  isLast: boolean;
}

/** What becomes of a form that is sent after the end: kept for its writer, or lost. */
export type LateForms = 'kept' | 'lost';

export const sessionEnd = ({ signedOutAt, endsAt }: Person, locale: Locale): SessionEnd => ({
  left: signedOutAt - clock.now(),
  until: timeInWords(signedOutAt, locale),
  isLast: signedOutAt === endsAt,
});
