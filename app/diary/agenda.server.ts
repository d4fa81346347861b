import { and, eq, gt, lt } from 'drizzle-orm';
import { bookings, holds, offers, requests } from '#db/schema';
import { findAccount, nameOf } from '~/account/index.server';
import type { Person } from '~/platform/access';
import { recordAuditOnce } from '~/platform/audit.server';
import { database, inTransaction, type Tx } from '~/platform/database.server';
import { bankHolidays } from '~/platform/time/bank-holidays.server';
import { clock, day, hour } from '~/platform/time/clock';
import { agendaOf, wholeDay, type AboutRequest, type AgendaDay } from './agenda';
import { busyBetween, exceptionsFor, openingsOf, rulesOfAdviser } from './diary.server';
import type { Span } from './hours';
import { whoseDiary } from './keeper.server';

/** Once for this long, the trail says that a lead looked at somebody's diary: they go from week to week. */
const oneLook = hour;

export interface Agenda {
  adviserId: string;
  name: string;
  days: AgendaDay[];
}

/**
 * Some days of an adviser's diary. That a lead looked at somebody else's is recorded.
 * @param dates ISO, in order, at least one.
 */
export async function readAgenda(
  actor: Person,
  adviserId: string,
  dates: readonly string[],
): Promise<Agenda> {
  const { team } = whoseDiary(database(), actor, adviserId);
  const holidays = await bankHolidays(team === 'wales' ? 'wales' : 'england');
  return inTransaction((tx) => {
    if (adviserId !== actor.accountId) {
      const look = {
        actorId: actor.accountId,
        action: 'diary-opened',
        subject: adviserId,
      } as const;
      recordAuditOnce(tx, look, oneLook);
    }
    const span = {
      startsAt: wholeDay(dates[0]!).startsAt,
      endsAt: wholeDay(dates.at(-1)!).endsAt,
    };
    const facts = {
      rules: rulesOfAdviser(tx, adviserId),
      openings: openingsOf(tx, adviserId),
      exceptions: exceptionsFor(tx, adviserId, team, dates[0]!),
      busy: busyBetween(tx, adviserId, span.startsAt, span.endsAt),
      holidays,
      meetings: meetingsIn(tx, adviserId, span),
      offers: offersIn(tx, adviserId, span),
      holds: holdsIn(tx, adviserId, span),
    };
    const now = clock.now();
    return {
      adviserId,
      name: nameOf(findAccount(adviserId)!) ?? '',
      days: dates.map((date) => agendaOf(date, facts, now)),
    };
  });
}

const meetingsIn = (tx: Tx, adviserId: string, { startsAt, endsAt }: Span): AboutRequest[] =>
  tx
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
        gt(bookings.startsAt, startsAt - day),
        lt(bookings.startsAt, endsAt),
      ),
    )
    .all();

/** Times on offer that can still be accepted. */
const offersIn = (tx: Tx, adviserId: string, { startsAt, endsAt }: Span): AboutRequest[] =>
  tx
    .select({ reference: requests.reference, startsAt: offers.startsAt, endsAt: offers.endsAt })
    .from(offers)
    .innerJoin(requests, eq(requests.id, offers.requestId))
    .where(
      and(
        eq(offers.adviserId, adviserId),
        eq(offers.state, 'open'),
        gt(offers.startsAt, Math.max(startsAt - day, clock.now())),
        lt(offers.startsAt, endsAt),
      ),
    )
    .all();

/** Times somebody is about to take: whose they are is theirs to say. */
const holdsIn = (tx: Tx, adviserId: string, { startsAt, endsAt }: Span): Span[] =>
  tx
    .select({ startsAt: holds.startsAt, endsAt: holds.endsAt })
    .from(holds)
    .where(
      and(
        eq(holds.adviserId, adviserId),
        gt(holds.expiresAt, clock.now()),
        gt(holds.startsAt, startsAt - day),
        lt(holds.startsAt, endsAt),
      ),
    )
    .all();
