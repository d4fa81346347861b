import {
  createAccount,
  findAccountByEmail,
  newTotpSecret,
  totpSecretOf,
  type Account,
} from './account/index.server';
import { setAvailability } from './diary/index.server';
import { inventRequests } from './meetings/index.server';
import type { Team } from './platform/access';
import type { NewAccount } from './account/index.server';

/** The people of demo mode. Everyone who tries the portal shares them, so nothing here is private. */

type DemoPerson = Pick<NewAccount, 'email' | 'role' | 'team' | 'name'>;

const people: DemoPerson[] = [
  { email: 'amina.demo@example.test', role: 'practitioner' },
  { email: 'tomasz.demo@example.test', role: 'practitioner' },
  { email: 'adviser.north@example.test', role: 'adviser', team: 'north', name: 'Ruth Adeyemi' },
  { email: 'adviser.wales@example.test', role: 'adviser', team: 'wales', name: 'Gwen Prydderch' },
  { email: 'lead@example.test', role: 'lead', name: 'Daniel Okafor' },
  { email: 'editor@example.test', role: 'editor', name: 'Mair Lloyd' },
];

const weekdays = [1, 2, 3, 4, 5];

/** Mornings and afternoons, every working day. */
const openings = weekdays.flatMap((weekday) => [
  { weekday, opens: '09:30', closes: '12:30' },
  { weekday, opens: '13:30', closes: '16:30' },
]);

/** Colleagues of the demo advisers, for trying the portal out with many requests. */
const colleagues = Array.from({ length: 20 }, (_, index): DemoPerson & { team: Team } => {
  const number = String(index + 1).padStart(2, '0');
  return {
    email: `adviser.${number}@example.test`,
    role: 'adviser',
    team: index % 4 === 3 ? 'wales' : 'north',
    name: `Adviser ${number}`,
  };
});

export interface DemoSignIns {
  emails: string[];
  /** One secret for all staff, in base32. */
  totpSecret: string;
}

/** Makes the demo people on the first start and finds them again on later ones. */
export function prepareDemo(): DemoSignIns {
  const known = people.map(({ email }) => findAccountByEmail(email));
  const totpSecret =
    known.map((account) => account && totpSecretOf(account)).find(Boolean) ?? newTotpSecret();
  for (const person of people) madeOrFound(person, totpSecret);
  return { emails: people.map(({ email }) => email), totpSecret };
}

function madeOrFound(person: DemoPerson, totpSecret: string): Account {
  const known = findAccountByEmail(person.email);
  if (known) return known;
  const account = createAccount({
    ...person,
    locale: 'en',
    totpSecret: person.role === 'practitioner' ? undefined : totpSecret,
  });
  if (account.role === 'adviser' || account.role === 'lead') setAvailability(account.id, openings);
  return account;
}

/**
 * Adds `scale` made-up requests, shared among the demo advisers and twenty colleagues of theirs, who sign in as the
 * others do.
 */
export function seedDemo(
  scale: number,
  seed: number,
  say: (line: string) => void,
): Promise<{ requests: number; events: number }> {
  const { totpSecret } = prepareDemo();
  const advisers = [...people, ...colleagues].flatMap((person) =>
    person.role === 'adviser' && person.team
      ? [{ id: madeOrFound(person, totpSecret).id, team: person.team }]
      : [],
  );
  return inventRequests(scale, advisers, seed, say);
}
