import { findAccountByEmail, type Account } from '~/account/index.server';
import type { Person } from '~/platform/access';

/** A member of staff, signed in with both steps. */
export const signedIn = ({ id, role, team }: Account): Person => ({
  kind: 'person',
  accountId: id,
  role,
  team,
  sessionId: '',
  secondFactor: true,
  verifiedAt: 0,
  signedOutAt: Infinity,
  endsAt: Infinity,
});

/** The same for one of the people of demo mode. */
export const demoStaff = (email: string): Person => signedIn(findAccountByEmail(email)!);
