import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { changeRequest, readRequest, slotsToOffer, type Asked } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { database } from '~/platform/database.server';
import { localPath } from '~/platform/locale';
import { table } from '~/routes';
import { answersForms } from '../support/forms';
import { methodsOf } from '../support/identities';
import { person } from '../support/people';
import { PortalFile } from '../support/portal-file';
import { send } from '../support/requests';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { Wire, type Answer, type Fields } from '../support/wire';
import { withoutClock } from '../support/without-clock';

/**
 * What belongs to somebody else is not there: the same status, headers and words as for what never was, by
 * every method and for every change a form can ask for, after the same work in the database.
 */

const never = '0000-0000';

let portal: RunningPortal;
let file: PortalFile;
let wire: Wire;

/** Signed in; what they send carries their session. */
class Someone {
  private constructor(
    readonly name: string,
    readonly visitor: Visitor,
  ) {}

  static async signIn(name: string, email: string) {
    return new Someone(name, await new Visitor(portal).signIn(email));
  }

  get cookie() {
    return [...this.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async sendRequest(nation = 'england'): Promise<string> {
    await this.visitor.send('/meetings/new', {});
    for (const [step, fields] of answersForms) {
      const changed = fields.map(([name, value]): [string, string] =>
        name === 'nation' ? [name, nation] : [name, value],
      );
      await this.visitor.send(`/meetings/new/${step}`, changed);
    }
    const sent = await this.visitor.send('/meetings/new/check', {});
    return /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
  }
}

let amina: Someone;
let tomasz: Someone;
let ruth: Someone;
let gwen: Someone;
let mair: Someone;
/** What there is, by what it is. */
const things = { offered: '', confirmed: '', submitted: '', draft: '', inWales: '', offer: '' };

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  wire = new Wire(portal.url);
  amina = await Someone.signIn('another practitioner', 'amina.demo@example.test');
  tomasz = await Someone.signIn('the practitioner', 'tomasz.demo@example.test');
  ruth = await Someone.signIn('an adviser in England', 'adviser.north@example.test');
  gwen = await Someone.signIn('an adviser in Wales', 'adviser.wales@example.test');
  mair = await Someone.signIn('an editor', 'editor@example.test');

  const offerTimes = async (reference: string) => {
    const address = `/adviser/requests/${reference}/offer-times`;
    const page = await (await ruth.visitor.ask(address)).text();
    const free = [...page.matchAll(/name="startsAt"[^>]*value="(\d+)"/g)].map(([, at]) => at!);
    const sent = await ruth.visitor.send(address, [
      ['startsAt', free[0]!],
      ['startsAt', free[1]!],
    ]);
    expect(sent.status).toBe(302);
    const offers = await (await tomasz.visitor.ask(`/meetings/${reference}`)).text();
    return /name="offer"[^>]*value="([^"]+)"/.exec(offers)![1]!;
  };
  things.confirmed = await tomasz.sendRequest();
  const accepted = await offerTimes(things.confirmed);
  await tomasz.visitor.send(`/meetings/${things.confirmed}`, { change: 'accept', offer: accepted });
  things.offered = await tomasz.sendRequest();
  things.offer = await offerTimes(things.offered);
  things.submitted = await tomasz.sendRequest();
  things.inWales = await tomasz.sendRequest('wales');
  await tomasz.visitor.send('/meetings/new', {});
  things.draft = file.rows<{ reference: string }>(
    "select reference from requests where state = 'draft'",
  )[0]!.reference;
  await file.settled();
});
afterAll(async () => {
  wire.close();
  file.close();
  await portal.stop();
});

/** The forms of the two pages about one request, whole and correct. */
const changes = (): Fields[] => [
  ...[
    'submit',
    'withdraw',
    'record-held',
    'record-not-attended',
    'close',
    'made-up',
    '__proto__',
  ].map((change) => [['change', change]] as const),
  [
    ['change', 'accept'],
    ['offer', things.offer],
  ],
  [
    ['change', 'accept'],
    ['offer', 'made-up'],
  ],
  ...['ask-for-other-times', 'cancel', 'decline'].map(
    (change) =>
      [
        ['change', change],
        ['words', 'Some words.'],
      ] as const,
  ),
  ...['agree-note', 'comment-on-note', 'finish-action', 'share-note', 'draft'].map(
    (change) =>
      [
        ['change', change],
        ['version', '1'],
        ['action', 'made-up'],
        ['words', 'Some words.'],
      ] as const,
  ),
  ...['plan-follow-up', 'reply-to-follow-up', 'stop-follow-ups'].map(
    (change) =>
      [
        ['change', change],
        ['when', 'after-closing'],
        ['channel', 'email'],
        ['how', 'all-right'],
      ] as const,
  ),
  ...['offer-times', 'reschedule'].map(
    (change) =>
      [
        ['change', change],
        ['startsAt', String(Date.now())],
      ] as const,
  ),
  [],
];

/** Says nothing of the request itself: its number and its moment. */
const incidental = ['x-request-id', 'date', 'keep-alive', 'connection'];

/** Everything about an answer that somebody could compare. */
function comparable({ status, headers, body }: Answer, reference: string) {
  const named = Object.entries(headers).filter(([name]) => !incidental.includes(name));
  return {
    status,
    headers: Object.fromEntries(named),
    body: withoutClock(body.replaceAll(reference, never)),
  };
}

/** Places of the route table where something of one person stands. Others are named in the test below. */
const personal: Record<string, (reference: string) => string> = {
  '/meetings/:reference': (reference) => `/meetings/${reference}`,
  '/meetings/:reference/correct/:step': (reference) => `/meetings/${reference}/correct/name`,
  '/meetings/:reference/times': (reference) => `/meetings/${reference}/times`,
  '/meetings/:reference/change/:what': (reference) => `/meetings/${reference}/change/message`,
  '/meetings/:reference/account': (reference) => `/meetings/${reference}/account`,
  '/meetings/:reference/account/:point': (reference) => `/meetings/${reference}/account/new`,
  '/meetings/:reference/note': (reference) => `/meetings/${reference}/note`,
  '/meetings/:reference/following-up': (reference) => `/meetings/${reference}/following-up`,
  '/meetings/:reference/join': (reference) => `/meetings/${reference}/join`,
  '/meetings/:reference/meeting.ics': (reference) => `/meetings/${reference}/meeting.ics`,
  '/meetings/:reference/documents/new': (reference) => `/meetings/${reference}/documents/new`,
  // What is there of each: documents.test.ts.
  '/meetings/:reference/documents/:id': (reference) => `/meetings/${reference}/documents/none`,
  '/meetings/:reference/documents/:id/file': (reference) =>
    `/meetings/${reference}/documents/none/file`,
  '/adviser/requests/:reference/documents/new': (reference) =>
    `/adviser/requests/${reference}/documents/new`,
  '/adviser/requests/:reference/documents/:id': (reference) =>
    `/adviser/requests/${reference}/documents/none`,
  '/adviser/requests/:reference/documents/:id/file': (reference) =>
    `/adviser/requests/${reference}/documents/none/file`,
  // Concerns: tests/attack/concerns.test.ts.
  '/concerns/:reference': (reference) => `/concerns/${reference}`,
  '/concerns/:reference/:what': (reference) => `/concerns/${reference}/add-words`,
  '/read/:reference': (reference) => `/read/${reference}`,
  '/adviser/concerns/:reference': (reference) => `/adviser/concerns/${reference}`,
  '/adviser/concerns/:reference/:action': (reference) => `/adviser/concerns/${reference}/message`,
  '/adviser/requests/:reference': (reference) => `/adviser/requests/${reference}`,
  // Whose diary it is; leads keep all of them (diary.test.ts).
  '/adviser/availability/:adviser': (adviser) => `/adviser/availability/${adviser}`,
  '/adviser/requests/:reference/account': (reference) => `/adviser/requests/${reference}/account`,
  '/adviser/requests/:reference/account/:point': (reference) =>
    `/adviser/requests/${reference}/account/1`,
  '/adviser/requests/:reference/meeting-note': (reference) =>
    `/adviser/requests/${reference}/meeting-note`,
  '/adviser/requests/:reference/following-up': (reference) =>
    `/adviser/requests/${reference}/following-up`,
  '/adviser/requests/:reference/:action': (reference) =>
    `/adviser/requests/${reference}/offer-times`,
};

/** Places where something stands that is everyone's, or a word of ours. */
const everyones = [
  '/meetings/new/:step',
  '/concerns/new/:kind',
  '/concerns/new/:kind/:step',
  '/adviser/content/:id',
  '/adviser/availability/team/:team',
];

const behindSignIn = table.filter(({ who }) => who !== 'anyone');

describe('every place in an address behind sign-in', () => {
  it('is known to be personal or not', () => {
    const places = behindSignIn.map(({ path }) => path).filter((path) => path.includes(':'));
    for (const path of places) {
      expect(path in personal || everyones.includes(path), `${path}: whose is it?`).toBe(true);
    }
  });
});

describe("somebody else's request", () => {
  const strangers = () => [
    {
      who: amina,
      page: '/meetings/:reference',
      kinds: ['offered', 'confirmed', 'submitted', 'draft', 'inWales'],
    },
    {
      who: amina,
      page: '/meetings/:reference/change/:what',
      kinds: ['offered', 'confirmed', 'draft'],
    },
    ...['account', 'account/:point', 'note', 'following-up'].map((part) => ({
      who: amina,
      page: `/meetings/:reference/${part}`,
      kinds: ['confirmed', 'draft'],
    })),
    ...['account', 'account/:point', 'meeting-note', 'following-up'].map((part) => ({
      who: gwen,
      page: `/adviser/requests/:reference/${part}`,
      kinds: ['confirmed', 'draft'],
    })),
    { who: amina, page: '/meetings/:reference/join', kinds: ['offered', 'confirmed', 'draft'] },
    { who: amina, page: '/meetings/:reference/meeting.ics', kinds: ['confirmed', 'draft'] },
    // Advisers find nothing of another team, and nothing that was not sent.
    {
      who: gwen,
      page: '/adviser/requests/:reference',
      kinds: ['offered', 'confirmed', 'submitted', 'draft'],
    },
    { who: ruth, page: '/adviser/requests/:reference', kinds: ['inWales', 'draft'] },
    {
      who: gwen,
      page: '/adviser/requests/:reference/:action',
      kinds: ['offered', 'confirmed', 'submitted', 'draft'],
    },
    // Whose page it is not finds none, whatever stands there.
    { who: mair, page: '/adviser/requests/:reference', kinds: ['offered', 'confirmed'] },
    { who: mair, page: '/meetings/:reference', kinds: ['offered'] },
    { who: tomasz, page: '/adviser/requests/:reference', kinds: ['offered', 'draft'] },
    { who: ruth, page: '/meetings/:reference', kinds: ['offered'] },
  ];

  it('is answered like one that never was, by every method and for every change', async () => {
    const before = file.contents(
      file.tables().filter((name) => !/^(sessions|limits|audit|audit_head)$/.test(name)),
    );
    let compared = 0;
    for (const { who, page, kinds } of strangers()) {
      const entry = table.find(({ path }) => path === page)!;
      const mayEnter =
        who !== mair && (who === tomasz || who === amina) === page.startsWith('/meetings');
      for (const kind of kinds as (keyof typeof things)[]) {
        for (const locale of ['en', 'cy'] as const) {
          const at = (reference: string) => localPath(locale, personal[page]!(reference));
          const ask = async (method: string, reference: string, fields: Fields = []) => {
            const headers = { cookie: who.cookie };
            const answer =
              method === 'POST'
                ? await wire.send(at(reference), fields, headers)
                : await wire.ask({ method, path: at(reference), headers });
            return comparable(answer, reference);
          };
          const asked: [string, Fields][] = methodsOf(entry).flatMap((method) =>
            method === 'POST'
              ? changes().map((fields): [string, Fields] => [method, fields])
              : [[method, []] as [string, Fields]],
          );
          for (const [method, fields] of asked) {
            const theirs = await ask(method, things[kind], fields);
            const nobodys = await ask(method, never, fields);
            const what = `${method} ${page} (${kind}) ${JSON.stringify(fields)} as ${who.name}`;
            expect(theirs, what).toEqual(nobodys);
            // A form that asks for nothing we know is not worth looking a request up for.
            const expected = mayEnter ? (method === 'POST' ? [404, 400] : [404]) : [403];
            expect(expected, what).toContain(theirs.status);
            compared += 1;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(400);
    const after = file.contents(Object.keys(before));
    expect(after).toEqual(before);
  });

  it('is there for its own practitioner and its own team, so the test would notice', async () => {
    expect((await tomasz.visitor.ask(`/meetings/${things.offered}`)).status).toBe(200);
    expect((await ruth.visitor.ask(`/adviser/requests/${things.offered}`)).status).toBe(200);
    expect((await gwen.visitor.ask(`/adviser/requests/${things.inWales}`)).status).toBe(200);
  });
});

describe('a request of one’s own that was not sent', () => {
  it('is sent from its own page alone, which counts how many are', async () => {
    const forms: Record<string, string>[] = [{ time: '1', change: 'take' }, { time: '1' }];
    for (const fields of forms) {
      const sent = await tomasz.visitor.send(`/meetings/${things.draft}/times`, fields);
      expect(sent.status).toBe(404);
    }
  });
});

describe('a time offered to somebody else', () => {
  it('cannot be accepted, in the words for one that never was', async () => {
    const reference = await amina.sendRequest();
    const offering = `/adviser/requests/${reference}/offer-times`;
    const page = await (await ruth.visitor.ask(offering)).text();
    const free = /name="startsAt"[^>]*value="(\d+)"/.exec(page)![1]!;
    await ruth.visitor.send(offering, { startsAt: free });
    await file.settled();
    const accept = async (offer: string) => {
      const fields = [
        ['change', 'accept'],
        ['offer', offer],
      ] as const;
      const { body, ...rest } = comparable(
        await wire.send(`/meetings/${reference}`, fields, { cookie: amina.cookie }),
        reference,
      );
      return { ...rest, body: body.replaceAll(offer, 'the offer') };
    };
    const before = file.contents(['offers', 'bookings', 'requests']);
    const theirs = await accept(things.offer);
    expect(theirs).toEqual(await accept('made-up'));
    expect(theirs.status).toBe(400);
    expect(file.contents(['offers', 'bookings', 'requests'])).toEqual(before);
  });
});

describe('the work of finding out', () => {
  /** How many statements the database was asked to run, all of them let through. */
  async function statementsOf(work: () => unknown): Promise<number> {
    // Every statement runs through these, whoever prepared it and when.
    const { $client } = database() as unknown as { $client: Pick<Database.Database, 'prepare'> };
    const statement = Object.getPrototypeOf($client.prepare('select 1')) as Database.Statement;
    const runs = (['all', 'get', 'run'] as const).map((run) => vi.spyOn(statement, run));
    try {
      await Promise.resolve()
        .then(work)
        .catch((error: unknown) => expect((error as Response).status).toBe(404));
      return runs.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    } finally {
      for (const run of runs) run.mockRestore();
    }
  }

  const asked: Asked[] = [
    { change: 'withdraw' },
    { change: 'record-held' },
    { change: 'offer-times', startsAt: [Date.now()] },
    { change: 'accept', offerId: 'made-up' },
    { change: 'decline', reason: 'other', words: 'Some words.' },
    { change: 'cancel', words: 'Some words.' },
  ];

  it('is the same for what is not theirs as for what never was', async () => {
    const owner = person('practitioner');
    const reference = await send(owner);
    const strangers: Person[] = [person('practitioner'), person('adviser', 'wales')];
    for (const stranger of strangers) {
      const works: ((reference: string) => unknown)[] = [
        (which) => readRequest(stranger, which),
        (which) => slotsToOffer(stranger, which),
        ...asked.map((each) => (which: string) => changeRequest(stranger, which, each)),
      ];
      for (const [index, work] of works.entries()) {
        const theirs = await statementsOf(() => work(reference));
        expect(theirs, String(index)).toBe(await statementsOf(() => work(never)));
        expect(theirs).toBeGreaterThan(0);
      }
    }
    // It is more for one's own: the count does see a difference.
    expect(await statementsOf(() => readRequest(owner, reference))).toBeGreaterThan(
      await statementsOf(() => readRequest(owner, never)),
    );
  });
});
