import {
  isRecentlyVerified,
  judge,
  visitor,
  type Actor,
  type Role,
  type Verdict,
} from '~/platform/access';
import type { RouteEntry } from '~/platform/http/route-entry';
import { day, hour } from '~/platform/time/clock';
import type { PortalFile } from './portal-file';
import type { RunningPortal } from './running-portal';
import { Visitor } from './visitor';

/** Somebody who knocks at the doors, and what the access rules know of them. */
export interface Identity {
  name: string;
  /** The Cookie header; empty for nobody. */
  cookie: string;
  actor: Actor;
}

const personOf = (
  role: Role,
  more: { secondFactor?: boolean; verifiedAt?: number } = {},
): Actor => ({
  kind: 'person',
  accountId: '',
  sessionId: '',
  team: null,
  role,
  secondFactor: true,
  verifiedAt: Date.now(),
  signedOutAt: Infinity,
  endsAt: Infinity,
  ...more,
});

const aDayAgo = () => Date.now() - day;

/** Everybody who may stand before a door: with a right to, without one, and with one that is over. */
export async function everyIdentity(portal: RunningPortal, file: PortalFile): Promise<Identity[]> {
  const cookieOf = ({ cookies }: Visitor) => {
    const [name, value] = [...cookies].find(([each]) => each.endsWith('portal-session'))!;
    return `${name}=${value}`;
  };
  const signIn = async (email: string) => cookieOf(await new Visitor(portal).signIn(email));
  /** A practitioner of their own who was made staff since, so that nobody's authenticator is asked twice. */
  const staff = async (email: string, role: Role) => {
    const cookie = await signIn(email);
    file.setAccount(cookie, { role, team: role === 'adviser' ? 'north' : null });
    file.setSession(cookie, { second_factor_at: Date.now() });
    return cookie;
  };

  const betweenSteps = await staff('between.steps@example.test', 'lead');
  file.setSession(betweenSteps, { second_factor_at: null });

  const notLately = await staff('not.lately@example.test', 'lead');
  file.setSession(notLately, { verified_at: Date.now() - hour });
  const practitionerNotLately = await signIn('not.lately.practitioner@example.test');
  file.setSession(practitionerNotLately, { verified_at: Date.now() - hour });

  const disabled = await staff('disabled@example.test', 'lead');
  file.setAccount(disabled, { disabled_at: Date.now() });
  const disabledPractitioner = await signIn('disabled.practitioner@example.test');
  file.setAccount(disabledPractitioner, { disabled_at: Date.now() });

  const idle = await staff('idle@example.test', 'lead');
  file.setSession(idle, { last_seen_at: aDayAgo() });
  const past = await staff('past@example.test', 'lead');
  file.setSession(past, { expires_at: Date.now() - 1 });

  const leaver = await new Visitor(portal).signIn('leaver@example.test');
  const ended = cookieOf(leaver);
  await leaver.send('/sign-out', {});

  return [
    { name: 'nobody', cookie: '', actor: visitor },
    {
      name: 'a practitioner',
      cookie: await signIn('amina.demo@example.test'),
      actor: personOf('practitioner'),
    },
    {
      name: 'another practitioner',
      cookie: await signIn('tomasz.demo@example.test'),
      actor: personOf('practitioner'),
    },
    {
      name: 'an adviser in England',
      cookie: await signIn('adviser.north@example.test'),
      actor: personOf('adviser'),
    },
    {
      name: 'an adviser in Wales',
      cookie: await signIn('adviser.wales@example.test'),
      actor: personOf('adviser'),
    },
    { name: 'a lead', cookie: await signIn('lead@example.test'), actor: personOf('lead') },
    { name: 'an editor', cookie: await signIn('editor@example.test'), actor: personOf('editor') },
    {
      name: 'a lead between the two steps',
      cookie: betweenSteps,
      actor: personOf('lead', { secondFactor: false }),
    },
    {
      name: 'a lead who signed in an hour ago',
      cookie: notLately,
      actor: personOf('lead', { verifiedAt: Date.now() - hour }),
    },
    {
      name: 'a practitioner who signed in an hour ago',
      cookie: practitionerNotLately,
      actor: personOf('practitioner', { verifiedAt: Date.now() - hour }),
    },
    { name: 'a lead whose account is disabled', cookie: disabled, actor: visitor },
    {
      name: 'a practitioner whose account is disabled',
      cookie: disabledPractitioner,
      actor: visitor,
    },
    { name: 'a lead who did nothing for too long', cookie: idle, actor: visitor },
    { name: 'a lead whose session is past its end', cookie: past, actor: visitor },
    { name: 'somebody who signed out', cookie: ended, actor: visitor },
    { name: 'somebody with a made-up session', cookie: 'portal-session=made-up', actor: visitor },
  ];
}

export type Door = Verdict | 'again' | 'refused';

/** The methods a line of the route table takes. */
export const methodsOf = ({ form, open }: RouteEntry): string[] => [
  ...(form === 'only' ? [] : ['GET', 'HEAD']),
  ...(form ? ['POST'] : []),
  ...(open ? ['OPTIONS'] : []),
];

/** What the rules say of a request, and nothing but the rules. */
export function doorFor(entry: RouteEntry, method: string, actor: Actor): Door {
  if (!methodsOf(entry).includes(method)) return 'refused';
  const verdict = judge(entry.who, actor);
  if (verdict !== 'open' || !entry.recent || actor.kind !== 'person') return verdict;
  return isRecentlyVerified(actor, Date.now()) ? 'open' : 'again';
}
