import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { bookings, events, offers, outbox, requests } from '#db/schema';
import { database } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { fillIn } from '../../tests/support/requests';
import type { Asked } from './asked';
import { changeRequest } from './changes.server';
import { slotsToOffer } from './times.server';
import {
  allowedChanges,
  changes,
  hasBooking,
  nextState,
  timingOf,
  type Change,
  type Side,
  type State,
} from './life';
import { liveBooking } from './requests.server';

/** Random things people try, in any order, most of them at the wrong moment. */
const attempt = fc.record({
  change: fc.constantFrom<Change>(...changes),
  side: fc.constantFrom<Side>('practitioner', 'adviser'),
  pick: fc.nat(20),
  late: fc.boolean(),
  /** Half of the people know what they are doing, or no history would get far. */
  wise: fc.boolean(),
});

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

const stateOf = (reference: string) =>
  database().select().from(requests).where(eq(requests.reference, reference)).get()!;

describe('a request, whatever people try', () => {
  it('moves only along the transition table, and keeps its diary, events and messages in step', async () => {
    const sides = { practitioner: person('practitioner'), adviser: person('adviser', 'north') };
    const other = person('practitioner');

    const asked = async (reference: string, change: Change, pick: number): Promise<Asked> => {
      switch (change) {
        case 'offer-times':
        case 'reschedule': {
          if (stateOf(reference).state === 'draft') return { change, startsAt: [] };
          const slots = await slotsToOffer(sides.adviser, reference);
          return { change, startsAt: slots.slice(pick, pick + 3).map(({ startsAt }) => startsAt) };
        }
        case 'accept': {
          const { id } = stateOf(reference);
          const open = database().select().from(offers).where(eq(offers.requestId, id)).all();
          const choice = open.filter(({ state }) => state === 'open');
          return { change, offerId: choice[pick % (choice.length || 1)]?.id ?? 'none' };
        }
        case 'decline':
          return { change, words: 'Somebody else can help better.' };
        case 'cancel':
        case 'ask-for-other-times':
          return { change, words: pick % 2 ? 'A reason.' : undefined };
        case 'correct':
          return pick % 2
            ? { change, step: 'name', answer: { name: `Dr ${pick}` } }
            : { change, step: 'how', answer: { method: 'video' } };
        default:
          return { change };
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { maxLength: 25 }), async (attempts) => {
        const reference = fillIn(sides.practitioner);
        let expected: State = 'draft';
        for (const { change: anything, side, pick, late, wise } of attempts) {
          const sensible = allowedChanges(expected, side, late ? 'over' : 'before');
          const change = (wise && sensible[pick % (sensible.length || 1)]) || anything;
          if (expected === 'draft' && side === 'adviser') continue; // it is not there for them: another test
          const before = stateOf(reference);
          const meeting = liveBooking(database(), before.id);
          // Some try while the meeting is ahead, some once it is over.
          const now = meeting && late ? meeting.endsAt + 1 : realNow();
          clock.now = () => now;
          const timing = timingOf(meeting, now, 4 * hour);
          const eventsBefore = eventCount(before.id);
          const messagesBefore = messageCount();
          const outcome = await changeRequest(
            sides[side],
            reference,
            await asked(reference, change, pick),
          );
          const after = stateOf(reference);
          const allowed = nextState(expected, change, side, timing);
          if (outcome.done && eventCount(before.id) > eventsBefore) {
            expect(allowed).toBe(after.state);
            expect(eventCount(before.id)).toBe(eventsBefore + 1);
            expected = after.state;
          } else {
            expect(after).toEqual(before);
            expect(messageCount()).toBe(messagesBefore);
          }
          const live = database()
            .select()
            .from(bookings)
            .where(eq(bookings.requestId, before.id))
            .all()
            .filter(({ state }) => state === 'live');
          expect(live).toHaveLength(hasBooking(after.state) ? 1 : 0);
          expect(after.calendarSequence).toBeGreaterThanOrEqual(before.calendarSequence);
        }
        await expect(changeRequest(other, reference, { change: 'withdraw' })).rejects.toMatchObject(
          { status: 404 },
        );
        clock.now = realNow;
        finish(reference);
      }),
      { numRuns: 60, verbose: true },
    );
  }, 60_000);
});

const eventCount = (requestId: string) =>
  database().select().from(events).where(eq(events.requestId, requestId)).all().length;

const messageCount = () => database().select({ id: outbox.id }).from(outbox).all().length;

/** Clears the desk for the next random history: the diary must not fill up. */
function finish(reference: string) {
  const { id, state } = stateOf(reference);
  database().update(bookings).set({ state: 'released' }).where(eq(bookings.requestId, id)).run();
  database().update(offers).set({ state: 'lapsed' }).where(eq(offers.requestId, id)).run();
  if (state === 'draft') database().delete(requests).where(eq(requests.id, id)).run();
}
