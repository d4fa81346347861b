import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { bookings, events, requests } from '#db/schema';
import { verifyAudit } from '~/platform/audit.server';
import { database } from '~/platform/database.server';
import { diceOf } from '~/platform/dice';
import { person } from '../../../tests/support/people';
import { drawState, inventHistory } from './invented';
import { inventRequests } from './invented.server';
import { turnAfter, type Change, type Side, type State, type Turn } from '../life';
import { readRequest } from '../requests.server';

it('makes the same histories from the same seed, each step one that the table allows', () => {
  const made = (seed: number) => {
    const dice = diceOf(seed);
    return Array.from({ length: 300 }, () => inventHistory(dice, drawState(dice, 0.5), 10, 1e12));
  };
  expect(made(7)).toEqual(made(7));
  expect(made(7)).not.toEqual(made(8));
});

it('adds requests that are in step with their events and bookings, ten events each, and an audit trail that is whole', async () => {
  const advisers = [person('adviser', 'north'), person('adviser', 'wales')].map(
    ({ accountId, team }) => ({ id: accountId, team: team! }),
  );
  const lead = person('lead');
  const said: string[] = [];
  expect(await inventRequests(60, advisers, 3, (line) => said.push(line))).toMatchObject({
    requests: 60,
    events: 600,
  });
  await inventRequests(60, advisers, 3, () => {});
  expect(said).toEqual(['60 of 60 requests']);
  const rows = database().select().from(requests).all();
  expect(rows).toHaveLength(120);
  const allEvents = database().select().from(events).all();
  const live = new Map(
    database()
      .select()
      .from(bookings)
      .all()
      .filter(({ state }) => state === 'live')
      .map((booking) => [booking.requestId, booking]),
  );
  for (const row of rows) {
    const history = allEvents.filter(({ requestId }) => requestId === row.id);
    expect(history.at(-1)!.toState).toBe(row.state);
    const turn = history.reduce<Turn>(
      (before, { change, by, toState }) =>
        turnAfter(change as Change, by as Side, toState as State, before),
      'nobody',
    );
    expect(row.waitingOn).toBe(turn);
    expect(row.answerBy !== null).toBe(turn === 'us');
    expect(row.meetsAt).toBe(live.get(row.id)?.startsAt ?? null);
    expect(live.has(row.id)).toBe(row.state === 'confirmed');
  }
  const [one] = rows;
  expect(readRequest(lead, one!.reference).events.length).toBeGreaterThan(0);
  expect(database().all(sql`pragma foreign_key_check`)).toEqual([]);
  expect(verifyAudit().whole).toBe(true);
}, 120_000);
