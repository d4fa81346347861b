import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, visitor, type Actor, type Role, type Verdict } from '~/platform/access';
import { localPath } from '~/platform/locale';
import { organizationIdOf, serviceIdOf } from '~/open-referral/open-referral';
import { taxonomies, taxonomyTerms } from '~/open-referral/taxonomies';
import { table } from '~/routes';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Every address, opened as every kind of person, compared with the rule beside it in the route table. */

const identities: [string, Role | null, string | null][] = [
  ['nobody', null, null],
  ['a practitioner', 'practitioner', 'amina.demo@example.test'],
  ['another practitioner', 'practitioner', 'tomasz.demo@example.test'],
  ['an adviser in England', 'adviser', 'adviser.north@example.test'],
  ['an adviser in Wales', 'adviser', 'adviser.wales@example.test'],
  ['a lead', 'lead', 'lead@example.test'],
  ['an editor', 'editor', 'editor@example.test'],
];

/** Something that exists for every place in an address. */
const examples: Record<string, string> = {
  '/guides/:slug': '/guides/what-ppa-is',
  '/support/:id': '/support/samaritans',
  '/support/:id/report': '/support/samaritans/report',
  '/support/:id/card.vcf': '/support/samaritans/card.vcf',
  '/support/shortlist/cards.vcf': '/support/shortlist/cards.vcf?id=samaritans',
  '/open-referral/services/:id': `/open-referral/services/${serviceIdOf({ id: 'samaritans' })}`,
  '/open-referral/organizations/:id': `/open-referral/organizations/${organizationIdOf({ id: 'samaritans' })}`,
  '/open-referral/taxonomies/:id': `/open-referral/taxonomies/${taxonomies[0]!.id}`,
  '/open-referral/taxonomy_terms/:id': `/open-referral/taxonomy_terms/${taxonomyTerms[0]!.id}`,
  '/meetings/new/:step': '/meetings/new/topics',
  '/meetings/:reference': '/meetings/0000-0000',
  '/meetings/:reference/correct/:step': '/meetings/0000-0000/correct/name',
  '/adviser/requests/:reference': '/adviser/requests/0000-0000',
  '/adviser/content/:id': '/adviser/content/samaritans',
};

const addressOf = (path: string) => examples[path] ?? path;

function actorFor(role: Role | null): Actor {
  if (!role) return visitor;
  return {
    kind: 'person',
    accountId: '',
    sessionId: '',
    team: null,
    role,
    secondFactor: true,
    verifiedAt: Date.now(),
    signedOutAt: Infinity,
  };
}

let portal: RunningPortal;
const people = new Map<string, Visitor>();

beforeAll(async () => {
  portal = await startPortal();
  for (const [name, , email] of identities) {
    const person = new Visitor(portal);
    people.set(name, email ? await person.signIn(email) : person);
  }
});
afterAll(() => portal.stop());

/** What an answer says about whether the door opened. */
function verdictOf(response: Response): Verdict {
  const to = response.headers.get('location') ?? '';
  if (to.includes('/sign-in?next=')) return 'sign-in';
  if (to.endsWith('/sign-in/second-step')) return 'second-step';
  if (response.status === 403) return 'forbidden';
  // Whoever is let in finds the page, is sent on from it, or is told what is wrong with an empty form. A request
  // that is not theirs is not there.
  expect([200, 302, 303, 400, 404]).toContain(response.status);
  if (response.status === 404) expect(new URL(response.url).pathname).toContain('0000-0000');
  return 'open';
}

describe.each(identities)('%s', (name, role) => {
  for (const entry of table) {
    const languages = entry.machine ? (['en'] as const) : (['en', 'cy'] as const);
    for (const locale of languages) {
      const address = localPath(locale, addressOf(entry.path));
      it(`finds ${address} ${judge(entry.who, actorFor(role))}`, async () => {
        const person = people.get(name)!;
        const expected = judge(entry.who, actorFor(role));
        if (entry.form !== 'only') {
          expect(verdictOf(await person.ask(address))).toBe(expected);
        }
        // Signing out would end the identity the rest of the list needs.
        if (entry.form && entry.path !== '/sign-out') {
          const unfit: [string, string][] = [['nothing', 'useful']];
          expect(verdictOf(await person.send(address, unfit))).toBe(expected);
        }
      });
    }
  }
});

describe('the table of contents', () => {
  it('gives every address a rule', () => {
    for (const entry of table) expect(entry.who, entry.path).toBeTruthy();
  });

  it('has no address that answers without being in the table', async () => {
    const nobody = people.get('nobody')!;
    for (const address of [
      '/meetings.data',
      '/meetings/0000-0000.data',
      '/guides/what-ppa-is.data',
      '/support/samaritans.data',
      '/cy/guides/what-ppa-is.data',
      '/__manifest',
      '/_root.data',
      '/routes',
      '/.git/config',
      '/build/server/index.js',
      '/assets/../../package.json',
    ]) {
      expect((await nobody.ask(address)).status, address).toBe(404);
    }
  });

  it('keeps no page of a kept address for one person only', () => {
    for (const entry of table) if (entry.kept) expect(entry.who, entry.path).toBe('anyone');
  });
});
