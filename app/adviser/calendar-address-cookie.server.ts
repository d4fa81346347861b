import { z } from 'zod';
import { sealedCookie } from '~/account/index.server';

/** A calendar's secret address, shown once, until its owner says that they have copied it. */
export const calendarAddressCookie = sealedCookie(
  'calendar-address',
  z.object({ address: z.string() }),
);
