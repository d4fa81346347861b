import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { concernEvents, concerns } from '#db/schema';
import { changeRequest } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { clock, hour } from '~/platform/time/clock';
import { addDays } from '~/platform/time/working-days';
import { today } from '~/platform/time/london';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import { raise } from '../../tests/support/concerns';
import { outcomes, type Asked } from './asked';
import { changeConcern } from './changes.server';
import { freeLeads, readConcern } from './concerns.server';
import { bodies, type Body } from './consents';
import { changes, nextState, type Change, type Kind } from './life';

/** Random things people try with a concern, in any order, most of them at the wrong moment. */
const attempt = fc.record({
  change: fc.constantFrom<Change>(...changes),
  who: fc.constantFrom(
    ...(['amina', 'amina', 'amina', 'first', 'first', 'first'] as const),
    ...(['second', 'kept', 'about'] as const),
  ),
  body: fc.constantFrom<Body>(...bodies),
  pick: fc.nat(1000),
  /** Hours that pass before it. */
  passes: fc.constantFrom(0, 1, 30, 24 * 9),
  /** Most people do what they may, or no history would get far. */
  wise: fc.nat(3).map((dice) => dice > 0),
});

type Attempt = typeof attempt extends fc.Arbitrary<infer Tried> ? Tried : never;

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

const rowOf = (reference: string) =>
  database().select().from(concerns).where(eq(concerns.reference, reference)).get()!;
const eventsOf = (concernId: string) =>
  database().select().from(concernEvents).where(eq(concernEvents.concernId, concernId)).all();

type Cast = Record<'amina' | 'first' | 'second' | 'kept' | 'about', Person>;

/** Two leads are free; one wrote to her about her request, and one is whom the concern is about. */
async function begin(
  kind: Kind,
  leads: Omit<Cast, 'amina'>,
): Promise<{ people: Cast; reference: string }> {
  const people: Cast = { amina: person('practitioner'), ...leads };
  const request = await send(people.amina);
  await changeRequest(people.kept, request, { change: 'message', words: 'Hello.' });
  const other = await send(people.amina);
  await changeRequest(people.about, other, { change: 'message', words: 'Hello.' });
  const reference = await raise(people.amina, kind, {
    ...(kind === 'service'
      ? {
          request: { request },
          whom: { whom: people.about.accountId },
          consent: { adviser: 'no' },
        }
      : { request: { request: 'none' } }),
  });
  return { people, reference };
}

function askedOf(people: Cast, { change, body, pick }: Attempt): Asked {
  const words = `Words ${pick}.`;
  switch (change) {
    case 'answer':
      return {
        change,
        outcome: pick % 2 ? outcomes[pick % 3] : undefined,
        words,
        more: 'We say sorry.',
      };
    case 'pass-on':
      return { change, body, words, more: 'An office' };
    case 'record-reply':
    case 'record-told':
      return { change, body, words };
    case 'give-consent':
    case 'withdraw-consent':
    case 'take-back':
      return { change, body };
    case 'extend':
      return { change, until: addDays(today(clock.now()), pick % 120), words };
    case 'hand-over': {
      const leadId = Object.values(people)[pick % 5]!.accountId;
      return { change, leadId };
    }
    case 'ask-for-review':
    case 'add-words':
    case 'message':
      return { change, words };
    default:
      return { change };
  }
}

/** Who may have a concern, said a second time: neither who is kept from it nor who does not lead. */
const mayHave = ({ first, second }: Cast) => [first.accountId, second.accountId];

it('whatever is tried, nothing is passed on without consent, nobody kept from it has it, and events only grow', async () => {
  const reached = new Set<string>();
  const leads = {
    first: person('lead'),
    second: person('lead'),
    kept: person('lead'),
    about: person('lead'),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<Kind>('discrimination', 'service'),
      fc.array(attempt, { minLength: 15, maxLength: 30 }),
      async (kind, attempts) => {
        const start = Date.parse('2026-11-24T10:00Z');
        let passed = 0;
        clock.now = () => start + passed;
        const { people, reference } = await begin(kind, leads);
        const { id } = rowOf(reference);
        let before = eventsOf(id);
        for (const each of attempts) {
          passed += each.passes * hour;
          const actor = people[each.who as keyof Cast];
          const row = rowOf(reference);
          const allowed =
            actor === people.kept || actor === people.about
              ? []
              : readConcern(actor, reference).allowed;
          // Most choose something they may do.
          const change =
            each.wise && allowed.length > 0 ? allowed[each.pick % allowed.length]! : each.change;
          const asked = askedOf(people, { ...each, change });
          const outcome = await changeConcern(actor, reference, asked).catch(
            (error: unknown) => (error as Response).status,
          );
          const events = eventsOf(id);
          const after = rowOf(reference);

          // Events only grow, and only by what was done.
          expect(events.slice(0, before.length)).toEqual(before);
          const added = events.slice(before.length);
          expect(added.length).toBeLessThanOrEqual(1);
          if (added.length > 0) expect(outcome).toEqual({ done: true });
          else expect(after).toEqual(row);

          // Who is kept from it is told nothing but that it is not there.
          if (actor === people.kept || actor === people.about) expect(outcome).toBe(404);
          expect(
            freeLeads(database(), after)
              .map((lead) => lead.id)
              .filter((lead) => Object.values(people).some(({ accountId }) => accountId === lead))
              .sort(),
          ).toEqual(mayHave(people).sort());
          if (after.leadId) expect(mayHave(people)).toContain(after.leadId);

          for (const event of added) {
            const standing = {
              isOwner: true,
              reviewed: row.reviewAskedAt !== null,
              reviewOver: true,
            };
            expect(nextState(row.state, asked.change, event.by, standing)).toBe(after.state);
            if (event.change === 'pass-on') {
              const said = before.findLast(
                ({ change: its, detail }) =>
                  detail === event.detail &&
                  ['give-consent', 'withdraw-consent', 'take-back'].includes(its),
              );
              expect(said?.change).toBe('give-consent');
            }
            reached.add(event.change);
          }
          // There is a date to keep whenever it is our turn, and none otherwise.
          const ours = ['received', 'acknowledged', 'review'].includes(after.state);
          expect(after.dueBy !== null).toBe(ours);
          before = events;
        }
      },
    ),
    { numRuns: 8, verbose: 1 },
  );
  expect(reached.size).toBeGreaterThan(5);
}, 60_000);
