import { createAccount } from '~/account/index.server';
import { setAvailability } from '~/diary/index.server';
import type { Person, Role, Team } from '~/platform/access';
import { clock } from '~/platform/time/clock';
import { migrateDatabase } from '~/platform/database.server';

/** People of a test, made straight in the database, already signed in. */

let migrated = false;
let count = 0;

export function person(role: Role, team?: Team): Person {
  if (!migrated) migrateDatabase();
  migrated = true;
  count += 1;
  const account = createAccount({
    email: `${role}-${count}@example.test`,
    role,
    team,
    name: role === 'practitioner' ? undefined : `${role} ${count}`,
    locale: 'en',
  });
  if (role === 'adviser' || role === 'lead') setAvailability(account.id, officeHours);
  return {
    kind: 'person',
    accountId: account.id,
    role,
    team: team ?? null,
    sessionId: `session-${count}`,
    secondFactor: role !== 'practitioner',
    verifiedAt: clock.now(),
    signedOutAt: Infinity,
    endsAt: Infinity,
  };
}

const officeHours = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  opens: '09:00',
  closes: '17:00',
}));
