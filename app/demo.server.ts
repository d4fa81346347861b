import {
  createAccount,
  findAccountByEmail,
  newTotpSecret,
  totpSecretOf,
  type Account,
} from './account/index.server';
import { setAvailability } from './diary/index.server';
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
  for (const [index, person] of people.entries()) {
    if (known[index]) continue;
    const staff = person.role !== 'practitioner';
    const account: Account = createAccount({
      ...person,
      locale: 'en',
      totpSecret: staff ? totpSecret : undefined,
    });
    if (account.role === 'adviser' || account.role === 'lead')
      setAvailability(account.id, openings);
  }
  return { emails: people.map(({ email }) => email), totpSecret };
}
