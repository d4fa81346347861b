import { eq, sql } from 'drizzle-orm';
import { requests } from '#db/schema';
import { changeRequest, type Asked } from '~/meetings/index.server';
import { openOffers } from '~/meetings/requests.server';
import { visitor, type Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { offerAnything } from './offer-anything';
import { oneOfList, randomOf } from './random';

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
  const random = randomOf(seed);
  const tried: Tried[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { reference, practitioner } = oneOfList(random, all);
    const adviser = oneOfList(random, advisers);
    const asked = wish(reference, random, advisers, instants);
    const theirs = ['take', 'accept', 'move', 'ask-to-move', 'ask-for-other-times'].includes(
      asked.change,
    );
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
  const startsAt = oneOfList(random, instants);
  const dice = random();
  if (row.state === 'confirmed') {
    if (dice < 0.2) return { change: 'move', startsAt };
    if (dice < 0.4) return { change: 'assign', adviserId: oneOfList(random, advisers).accountId };
    return dice < 0.5 ? { change: 'reschedule', startsAt: [startsAt] } : { change: 'ask-to-move' };
  }
  if (dice < 0.1) return { change: 'take', startsAt };
  if (dice < 0.2) return { change: 'confirm', startsAt };
  if (row.state === 'submitted') offerAnything(random, reference, 5, { advisers, instants });
  const open = openOffers(database(), row);
  if (open.length === 0) return { change: 'ask-for-other-times' };
  return { change: 'accept', offerId: oneOfList(random, open).id };
}
