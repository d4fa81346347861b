import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { concernOpeningsOf, ownRows, readConcern, type ConcernView } from './concerns.server';

/** Everything held about a practitioner in this room, for "your data": their concerns, and who opened each. */
export const everythingAboutConcerns = (actor: Person) =>
  ownRows(database(), actor).map(({ id, reference, answeredAt, reviewAskedAt }) => ({
    ...asHeld(readConcern(actor, reference)),
    answeredAt,
    reviewAskedAt,
    openings: concernOpeningsOf(id),
  }));

/** A concern without what is only for its page: which buttons to show. The name stands for the member of staff. */
function asHeld({ allowed: _, isOwner: __, forAnother: ___, answers, ...concern }: ConcernView) {
  const { whom } = answers;
  return {
    ...concern,
    answers:
      whom && concern.aboutName
        ? { ...answers, whom: { ...whom, whom: concern.aboutName } }
        : answers,
  };
}
