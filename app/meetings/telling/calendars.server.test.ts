import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookings, offers, outbox, requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { diceOf, pick } from '~/platform/dice';
import { CalendarClient } from '../../../tests/support/calendar-client';
import { addressOf, lettersTo } from '../../../tests/support/letters';
import { person } from '../../../tests/support/people';
import { send, someAnswers } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import {
  ownCalendarFile,
  readOwnSupporter,
  supporterCalendarFile,
} from '../joining/join-pages.server';
import type { Answers } from '../questions/questions';
import { liveBooking, readRequest } from '../requests.server';
import { supporterOf } from '../joining/supporters.server';
import { slotsToOffer, timesToTake } from '../times/times.server';

/**
 * Everybody's calendar, whatever happened to a meeting and in whatever order the messages about it arrive. The files are
 * those of real changes; a parser and a client that share nothing with their writer read them.
 */

type Wish = NonNullable<Answers['supporter']>;
const nobody: Wish = { supporter: 'no' };
const bring = (supporterName: string, supporterEmail?: string): Wish => ({
  supporter: 'yes',
  supporterName,
  supporterEmail,
});
const [sam, kim] = ['sam@example.test', 'kim@example.test'];
/** Sam, by another name at the same address, Kim, and somebody who gets their link from the practitioner. */
const wishes = [
  nobody,
  bring('Sam Lee', sam),
  bring('Sam Leigh', sam),
  bring('Kim Park', kim),
  bring('Sam Lee'),
];

let people: { practitioner: Person; first: Person; second: Person; lead: Person };
beforeAll(() => {
  people = {
    practitioner: person('practitioner'),
    first: person('adviser', 'north'),
    second: person('adviser', 'north'),
    lead: person('lead'),
  };
});

const rowOf = (reference: string) =>
  database().select().from(requests).where(eq(requests.reference, reference)).get()!;

/** Files that people took from their pages, by address: they came to the same calendars. */
type Downloads = Map<string, string[]>;

const steps = {
  /** A time, agreed with one of the advisers. */
  confirm: async (reference: string, pick: number) => {
    const by = pick % 2 ? people.first : people.second;
    const times = await slotsToOffer(by, reference);
    const { startsAt } = times[pick % times.length]!;
    await changeRequest(by, reference, { change: 'confirm', startsAt });
  },
  move: async (reference: string, pick: number) => {
    const times = await timesToTake(people.practitioner, reference);
    const { startsAt } = times[pick % times.length]!;
    await changeRequest(people.practitioner, reference, { change: 'move', startsAt });
  },
  'ask-to-move': (reference: string) =>
    changeRequest(people.practitioner, reference, { change: 'ask-to-move' }),
  reschedule: async (reference: string, pick: number) => {
    const times = await slotsToOffer(people.first, reference);
    const { startsAt } = times[pick % times.length]!;
    await changeRequest(people.first, reference, { change: 'reschedule', startsAt: [startsAt] });
    const [offer] = readRequest(people.practitioner, reference).offers;
    if (offer && pick % 3)
      await changeRequest(people.practitioner, reference, { change: 'accept', offerId: offer.id });
  },
  /** To a colleague, and often back. */
  assign: async (reference: string, pick: number) => {
    const to = [people.first, people.second, people.lead][pick % 3]!;
    const asked = { change: 'assign', adviserId: to.accountId } as const;
    await changeRequest(people.lead, reference, asked);
  },
  supporter: async (reference: string, pick: number) => {
    const answer = wishes[pick % wishes.length]!;
    await changeRequest(people.practitioner, reference, {
      change: 'correct',
      step: 'supporter',
      answer,
    });
  },
} as const;
type Step = keyof typeof steps;

/** Takes the files that can be downloaded now. */
function download(reference: string, downloads: Downloads) {
  const row = rowOf(reference);
  if (!liveBooking(database(), row.id)) return;
  const keep = (address: string, file: string) =>
    downloads.set(address, [...(downloads.get(address) ?? []), file]);
  keep(addressOf(people.practitioner), ownCalendarFile(people.practitioner, reference));
  const supporter = readOwnSupporter(people.practitioner, reference);
  if (!supporter?.email) return;
  keep(supporter.email, supporterCalendarFile(supporter.link.split('/').at(-1)!));
}

/** Checks what everybody's calendar shows when files arrive in any order, some of them twice. */
function expectCalendarsRight(reference: string, downloads: Downloads, random: () => number) {
  const row = rowOf(reference);
  const booking = liveBooking(database(), row.id);
  const supporter = supporterOf(database(), row.id);
  const there = (uid: string) =>
    booking ? [{ uid, startsAt: booking.startsAt, endsAt: booking.endsAt }] : [];
  const expected = new Map([
    [addressOf(people.practitioner), there(row.calendarUid)],
    [sam, supporter?.email === sam ? there(supporter.calendarUid) : []],
    [kim, supporter?.email === kim ? there(supporter.calendarUid) : []],
  ]);
  for (const adviser of [people.first, people.second, people.lead])
    expected.set(
      addressOf(adviser),
      booking?.adviserId === adviser.accountId ? there(row.calendarUid) : [],
    );
  for (const [address, shown] of expected) {
    const letters = lettersTo(address).flatMap(({ calendar }) => calendar?.content ?? []);
    const once = [...letters, ...(downloads.get(address) ?? [])];
    const arrivals = [...once, ...once.filter(() => random() < 0.3)]
      .map((content) => ({ content, at: random() }))
      .sort((a, b) => a.at - b.at);
    const client = new CalendarClient();
    for (const { content } of arrivals) client.receive(content);
    expect(client.shown(), address).toEqual(shown);
  }
}

describe('everybody’s calendar', () => {
  it('ends with the meeting where it is, in whatever order and however often the files arrive', async () => {
    const step = fc.record({
      what: fc.constantFrom<Step>(...(Object.keys(steps) as Step[])),
      pick: fc.nat(10_000),
      downloads: fc.boolean(),
    });
    const seen = new Set<string>();
    const history = async (
      begins: Wish,
      story: { what: Step; pick: number; downloads: boolean }[],
      seed: number,
    ) => {
      database().delete(outbox).run();
      const downloads: Downloads = new Map();
      const reference = await send(people.practitioner, { ...someAnswers, supporter: begins });
      await steps.confirm(reference, seed % 50);
      for (const each of story) {
        const { state } = rowOf(reference);
        const what =
          state === 'confirmed' ? each.what : each.what === 'move' ? 'confirm' : each.what;
        await steps[what](reference, each.pick);
        seen.add(`${what} ${rowOf(reference).state}`);
        if (each.downloads) download(reference, downloads);
      }
      const random = diceOf(seed);
      for (let order = 0; order < 5; order += 1) expectCalendarsRight(reference, downloads, random);
      await changeRequest(people.practitioner, reference, {
        change: pick(random, ['cancel', 'withdraw'] as const),
      });
      expectCalendarsRight(reference, downloads, random);
      const { id } = rowOf(reference);
      database()
        .update(bookings)
        .set({ state: 'released' })
        .where(eq(bookings.requestId, id))
        .run();
      database().update(offers).set({ state: 'lapsed' }).where(eq(offers.requestId, id)).run();
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...wishes),
        fc.array(step, { minLength: 3, maxLength: 8 }),
        fc.nat(),
        history,
      ),
      // What fails prints its seed.
      { numRuns: 20 },
    );
    for (const tried of ['move confirmed', 'assign confirmed', 'supporter confirmed'])
      expect(seen).toContain(tried);
  }, 120_000);
});
