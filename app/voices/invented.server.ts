import { publishedWords } from '#db/schema';
import { recordAudit } from '~/platform/audit.server';
import { seal } from '~/platform/crypto.server';
import { database, inTransaction } from '~/platform/database.server';
import { diceOf, type Dice } from '~/platform/dice';
import { placeOf } from '~/platform/sealed-columns.server';
import { clock } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import type { Chosen } from './answers';
import { makeEditions } from './editions.server';
import { addMonths, monthOf } from './months';
import { groupings, optionsOf, questions, type Topic } from './questions';
import { addVoices, newRowNumber } from './voices.server';

/** Made-up voices, for trying the portal out. They are of nobody, and say nothing about anybody. */

/** Over so many months until now. */
const overMonths = 15;

/** What made-up people wrote; the last waits to be read. */
const texts: readonly (readonly [Topic, string])[] = [
  [
    'told',
    'A call on my day off, and then nothing for two weeks. A letter with names to ring would have helped. (Made up.)',
  ],
  [
    'our-part',
    'My adviser said at the start what they could not do. That was the first honest thing I heard. (Made up.)',
  ],
  [
    'support',
    'Talking to somebody who had been through it was worth more than ten leaflets. (Made up.)',
  ],
  ['better', 'Send both of us the same letter on the same day. (Made up.)'],
];

/** Earlier options are a little more frequent; some people leave a question out. */
const chosenBy = (dice: Dice): Chosen =>
  Object.fromEntries(
    [...questions, ...groupings].flatMap((name) => {
      const options = optionsOf(name);
      const option = options[Math.floor(options.length * dice() ** 1.2)]!;
      return dice() < 0.2 ? [] : [[name, option]];
    }),
  );

/** Adds `scale` voices of the last months, and makes the editions that are due. @returns how many editions. */
export function inventVoices(scale: number, seed: number): number {
  const dice = diceOf(seed);
  const now = monthOf(today(clock.now()));
  inTransaction((tx) => {
    for (let back = overMonths - 1; back >= 0; back -= 1) {
      const share = Math.floor((scale * (overMonths - back)) / overMonths);
      const before = Math.floor((scale * (overMonths - back - 1)) / overMonths);
      const its = Array.from({ length: share - before }, () => chosenBy(dice));
      addVoices(tx, its, [], addMonths(now, -back));
    }
    addVoices(tx, [], texts.slice(-1), now);
    recordAudit(tx, {
      actorId: 'operator',
      action: 'demo-seeded',
      subject: 'voices',
      detail: String(scale),
    });
  });
  for (const [topic, words] of texts.slice(0, -1)) {
    const id = newRowNumber(now);
    const sealedWords = seal(placeOf(publishedWords.sealedWords, id), words);
    database().insert(publishedWords).values({ id, topic, sealedWords }).run();
  }
  return makeEditions();
}
