import { eq, sql } from 'drizzle-orm';
import { requests } from '#db/schema';
import { changeRequest, type Asked } from '~/meetings/index.server';
import { openOffers } from '~/meetings/requests.server';
import { visitor, type Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { diceOf, pick } from '~/platform/dice';

/**
 * A process of its own with a connection of its own: asks for one meeting after another, in every way there is, as
 * fast as it can.
 */

export interface Rush {
  seed: number;
  attempts: number;
  requests: { reference: string; practitioner: Person }[];
  advisers: Person[];
  /** Instants somebody may wish for, free or not. */
  instants: number[];
}

/** What became of one attempt: `done`, why it was refused, or what went wrong. */
export interface Tried {
  reference: string;
  change: Asked['change'];
  became: string;
}

process.on('message', (rush: Rush) => void hurry(rush).then((tried) => process.send!(tried)));
// What is tried is the race: a power cut is another test.
database().run(sql`pragma synchronous = off`);
process.send!('ready');

async function hurry({
  seed,
  attempts,
  requests: all,
  advisers,
  instants,
}: Rush): Promise<Tried[]> {
  const random = diceOf(seed);
  const tried: Tried[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { reference, practitioner } = pick(random, all);
    const adviser = pick(random, advisers);
    const asked = wish(reference, random, advisers, instants);
    const theirs = ['take', 'accept', 'move', 'ask-to-move'].includes(asked.change);
    const by = { ...visitor, ...(theirs ? practitioner : adviser) } as Person;
    const became = await changeRequest(by, reference, asked).then(
      (outcome) => (outcome.done ? 'done' : outcome.because),
      (error: unknown) => `threw ${String(error)}`,
    );
    tried.push({ reference, change: asked.change, became });
  }
  return tried;
}

/** What somebody might ask for, as the request stands just before. */
function wish(
  reference: string,
  random: () => number,
  advisers: Person[],
  instants: number[],
): Asked {
  const row = database().select().from(requests).where(eq(requests.reference, reference)).get()!;
  const startsAt = pick(random, instants);
  const dice = random();
  switch (row.state) {
    case 'confirmed':
      if (dice < 0.4) return { change: 'move', startsAt };
      if (dice < 0.7) return { change: 'assign', adviserId: pick(random, advisers).accountId };
      if (dice < 0.9) return { change: 'reschedule', startsAt: [startsAt] };
      return { change: 'ask-to-move' };
    case 'offered': {
      const offers = openOffers(database(), row);
      if (offers.length > 0 && dice < 0.8)
        return { change: 'accept', offerId: pick(random, offers).id };
      return dice < 0.9 ? { change: 'take', startsAt } : { change: 'confirm', startsAt };
    }
    default:
      return dice < 0.5 ? { change: 'take', startsAt } : { change: 'confirm', startsAt };
  }
}
