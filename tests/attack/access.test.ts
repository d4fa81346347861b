import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteEntry } from '~/platform/http/route-entry';
import { localPath } from '~/platform/locale';
import { table } from '~/routes';
import { addressOf } from '../support/addresses';
import { doorFor, everyIdentity, methodsOf, type Door, type Identity } from '../support/identities';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { forAll, Wire, type Answer } from '../support/wire';

/**
 * Every address, in every language, by every method, as everybody: the door opens or stays shut as the line in
 * the route table says, and nothing else decides.
 */

let portal: RunningPortal;
let file: PortalFile;
let wire: Wire;
let people: Identity[];
let putBack: () => void;

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  wire = new Wire(portal.url);
  people = await everyIdentity(portal, file);
  putBack = file.rememberPeople();
});
afterAll(async () => {
  wire.close();
  file.close();
  await portal.stop();
});

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Methods no address takes. They are refused before anybody is asked who they are, so two people try them. */
const neverTaken = ['PUT', 'PATCH', 'DELETE'];
const triedBy = ['nobody', 'a lead'];

/** One knock at one door. */
interface Knock {
  entry: RouteEntry;
  path: string;
  method: string;
  person: Identity;
}

const knocks = (): Knock[] =>
  table.flatMap((entry) => {
    const languages = entry.machine ? (['en'] as const) : (['en', 'cy'] as const);
    const paths = languages.map((locale) => localPath(locale, addressOf(entry.path)));
    const two = people.filter(({ name }) => triedBy.includes(name));
    return paths.flatMap((path) => [
      ...methods.flatMap((method) => people.map((person) => ({ entry, path, method, person }))),
      ...neverTaken.flatMap((method) => two.map((person) => ({ entry, path, method, person }))),
    ]);
  });

const nobodysThing = '0000-0000';

/** Whether the door opened, and if not, what was said. Fails for an answer that is neither. */
function doorIn({ status, headers }: Answer, { path, entry }: Knock): Door | string {
  const to = headers.location ?? '';
  if (/\/sign-in\?next=/.test(to)) return 'sign-in';
  if (/\/sign-in\/again\?next=/.test(to)) return 'again';
  // Whoever is asked for the second factor is not yet in; the page that asks for it leads nobody to itself.
  if (to.endsWith('/sign-in/second-step')) return 'second-step';
  if (status === 403) return 'forbidden';
  if (status === 405) return 'refused';
  // Whoever is let in finds the page, is sent on from it, or is told what is wrong with an empty form.
  if ([200, 204, 302, 303, 400, 409].includes(status)) return 'open';
  // A thing of a person's that is not theirs is not there; nor is something a form can be about.
  if (status === 404 && (path.includes(nobodysThing) || entry.form)) return 'open';
  return `an answer nobody expects: ${status}`;
}

async function knock(one: Knock): Promise<string[]> {
  const { entry, path, method, person } = one;
  const cookie = person.cookie && { cookie: person.cookie };
  const unfit = [['nothing', 'useful']] as const;
  const answer =
    method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
      ? await wire.ask({ method, path, headers: { ...cookie } })
      : await wire.send(path, unfit, { ...cookie }, method);
  const found = doorIn(answer, one);
  const expected = doorFor(entry, method, person.actor);
  return found === expected
    ? []
    : [`${method} ${path} as ${person.name}: ${found}, not ${expected}`];
}

describe('every address by every method as everybody', () => {
  it('opens as the route table says: reading', async () => {
    const wrong: string[] = [];
    const reading = knocks().filter(({ method, entry }) => method !== 'POST' || !entry.form);
    await forAll(reading, async (one) => void wrong.push(...(await knock(one))));
    expect(wrong).toEqual([]);
    expect(reading.length).toBeGreaterThan(table.length * methods.length * 10);
  });

  it('opens as the route table says: sending a form', async () => {
    const wrong: string[] = [];
    const sending = knocks().filter(({ method, entry }) => method === 'POST' && entry.form);
    for (const one of sending) {
      // An empty form signs people out, or ends something else the rest of the list needs.
      putBack();
      wrong.push(...(await knock(one)));
    }
    expect(wrong).toEqual([]);
  });

  it('says which methods there are to whoever tries another, before anything else', async () => {
    const wrong: string[] = [];
    await forAll(table, async (entry) => {
      const { status, headers } = await wire.send(addressOf(entry.path), [], {}, 'DELETE');
      const listed = headers.allow?.split(', ').sort().join();
      if (status !== 405 || listed !== methodsOf(entry).sort().join()) {
        wrong.push(`${entry.path}: ${status} ${headers.allow}`);
      }
    });
    expect(wrong).toEqual([]);
  });
});

/** Every address behind sign-in, written out a second time, so that no line is loosened by mistake. */
const behindSignIn = [
  ['/sign-in/second-step', 'second-step'],
  ['/sign-in/recovery-code', 'second-step'],
  ['/sign-in/set-up', 'second-step'],
  ['/sign-in/again', 'signed-in'],
  ['/account', 'signed-in'],
  ['/account/sessions', 'signed-in', 'again'],
  ['/account/passkeys', 'signed-in', 'again'],
  ['/account/email', 'signed-in', 'again'],
  ['/account/second-step', 'staff', 'again'],
  ['/account/stay', 'signed-in'],
  ['/account/stay.json', 'signed-in'],
  ['/account/unsent', 'signed-in'],
  ['/account/data', 'signed-in', 'again'],
  ['/account/data/file', 'signed-in', 'again'],
  ['/account/erase', 'practitioner', 'again'],
  ['/meetings', 'practitioner'],
  ['/meetings/new', 'practitioner'],
  ['/meetings/new/:step', 'practitioner'],
  ['/meetings/:reference', 'practitioner'],
  ['/meetings/:reference/correct/:step', 'practitioner'],
  ['/meetings/:reference/times', 'practitioner'],
  ['/meetings/:reference/change/:what', 'practitioner'],
  ['/meetings/:reference/account', 'practitioner'],
  ['/meetings/:reference/account/:point', 'practitioner'],
  ['/meetings/:reference/note', 'practitioner'],
  ['/meetings/:reference/following-up', 'practitioner'],
  ['/meetings/:reference/join', 'practitioner'],
  ['/meetings/:reference/meeting.ics', 'practitioner'],
  ['/meetings/:reference/documents/new', 'practitioner'],
  ['/meetings/:reference/documents/:id', 'practitioner'],
  ['/meetings/:reference/documents/:id/file', 'practitioner'],
  ['/concerns', 'practitioner'],
  ['/concerns/new/:kind', 'practitioner'],
  ['/concerns/new/:kind/:step', 'practitioner'],
  ['/concerns/:reference', 'practitioner'],
  ['/concerns/:reference/:what', 'practitioner'],
  ['/read/:reference', 'signed-in'],
  ['/adviser/concerns', 'lead'],
  ['/adviser/concerns/:reference', 'lead'],
  ['/adviser/concerns/:reference/:action', 'lead'],
  ['/adviser', 'adviser'],
  ['/adviser/team', 'lead'],
  ['/adviser/team/cover', 'lead'],
  ['/adviser/requests/:reference', 'adviser'],
  ['/adviser/requests/:reference/account', 'adviser'],
  ['/adviser/requests/:reference/account/:point', 'adviser'],
  ['/adviser/requests/:reference/meeting-note', 'adviser'],
  ['/adviser/requests/:reference/following-up', 'adviser'],
  ['/adviser/requests/:reference/:action', 'adviser'],
  ['/adviser/requests/:reference/documents/new', 'adviser'],
  ['/adviser/requests/:reference/documents/:id', 'adviser'],
  ['/adviser/requests/:reference/documents/:id/file', 'adviser'],
  ['/adviser/employers', 'adviser'],
  ['/adviser/diary', 'adviser'],
  ['/adviser/availability', 'adviser'],
  ['/adviser/availability/busy', 'adviser'],
  ['/adviser/availability/calendar', 'adviser', 'again'],
  ['/adviser/availability/:adviser', 'lead'],
  ['/adviser/availability/team/:team', 'lead'],
  ['/adviser/staff', 'lead', 'again'],
  ['/adviser/undelivered', 'lead'],
  ['/adviser/insight', 'lead'],
  ['/adviser/audit', 'lead'],
  ['/adviser/content', 'editor'],
  ['/adviser/content/:id', 'editor'],
];

describe('the table of contents', () => {
  it('opens to everybody nothing but what it always did', () => {
    const closed = table.filter(({ who }) => who !== 'anyone');
    const lines = closed.map(({ path, who, recent }) => [path, who, ...(recent ? ['again'] : [])]);
    expect(lines).toEqual(behindSignIn);
  });

  it('takes no method but reading and forms, so that nobody needs to be known to be refused', () => {
    const taken = new Set(table.flatMap(methodsOf));
    expect([...taken].filter((method) => !methods.includes(method))).toEqual([]);
    expect(neverTaken.filter((method) => taken.has(method))).toEqual([]);
    expect(people.filter(({ name }) => triedBy.includes(name))).toHaveLength(2);
  });

  it('gives every address a rule, and every place in an address an example', () => {
    for (const entry of table) {
      expect(entry.who, entry.path).toBeTruthy();
      expect(addressOf(entry.path)).not.toContain(':');
    }
  });

  it('has no address that answers without being in the table', async () => {
    for (const path of [
      '/meetings.data',
      '/meetings/0000-0000.data',
      '/guides/what-ppa-is.data',
      '/support/samaritans.data',
      '/cy/guides/what-ppa-is.data',
      '/__manifest',
      '/_root.data',
      '/routes',
      '/.git/config',
      '/.env',
      '/package.json',
      '/data/portal.sqlite',
      '/portal.sqlite',
      '/build/server/index.js',
      '/assets/../../package.json',
      '/assets/index.js.map',
      '/MEETINGS',
      '/Sign-In',
      '/fr/meetings',
    ]) {
      expect((await wire.ask({ path })).status, path).toBe(404);
    }
  });

  it('keeps no page of a kept address for one person only', () => {
    for (const entry of table) if (entry.kept) expect(entry.who, entry.path).toBe('anyone');
  });

  it('asks only people who are signed in to show it again', () => {
    for (const entry of table) if (entry.recent) expect(entry.who, entry.path).not.toBe('anyone');
  });
});
