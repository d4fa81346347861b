import { randomInt } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { advisedEmployers, conflicts, requests, requestWords } from '#db/schema';
import type { Person, Team } from '~/platform/access';
import { readAudit } from '~/platform/audit.server';
import { newId } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { instantOf, today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { person } from '../../../tests/support/people';
import { plansOf } from '../../../tests/support/query-plans';
import { fillIn, send } from '../../../tests/support/requests';
import { changeRequest } from '../changes.server';
import { inventRequests } from '../invented/invented.server';
import { endStates, openStates, sentStates } from '../life';
import {
  firstFilter,
  placeFrom,
  queueGroups,
  type QueueFilter,
  type QueueGroup,
  type QueueLine,
} from './queue';
import { countQueue, readQueue, searchQueue } from './queue.server';
import { nameHash } from './name-words.server';
import { saveAnswer } from '../questions/drafts.server';
import { eraseWords } from '../erasing.server';
import { employerHash } from '../requests.server';

const realNow = clock.now;
afterEach(() => {
  clock.now = realNow;
});

/** In the name of the tests; put in here, it makes the same requests again. */
const seed = randomInt(2 ** 31);
const notThere = expect.objectContaining({ status: 404 });
const everything: QueueFilter = { group: 'open', who: 'everybody' };

type Row = typeof requests.$inferSelect;
const allRows = (): Row[] => database().select().from(requests).all();
const referencesOf = (lines: { reference: string }[]) => lines.map(({ reference }) => reference);

/** Every page of a list, one after the other; and the same read backwards from the last. */
function walked(actor: Person, filter: QueueFilter): { pages: QueueLine[][]; back: QueueLine[][] } {
  let page = readQueue(actor, filter);
  const pages = [page.lines];
  while (page.older) {
    page = readQueue(actor, filter, { after: placeFrom(page.older) });
    pages.push(page.lines);
  }
  const back = [page.lines];
  while (page.newer) {
    page = readQueue(actor, filter, { before: placeFrom(page.newer) });
    back.unshift(page.lines);
  }
  return { pages, back };
}

describe(`a queue of made-up requests, seed ${seed}`, () => {
  const people: Record<string, Person> = {};
  /** Requests somebody must leave alone. */
  const walls = new Map<string, Set<string>>();

  beforeAll(async () => {
    for (const team of ['north', 'wales'] as const) {
      for (const number of [1, 2, 3]) people[`${team} ${number}`] = person('adviser', team);
    }
    people.lead = person('lead');
    const advisers = Object.values(people).flatMap(({ accountId, team }) =>
      team ? [{ id: accountId, team }] : [],
    );
    await inventRequests(700, advisers, seed, () => {});
    // Many more are open than usual, so that lists have pages.
    const first = people['north 1']!;
    const some = allRows().filter(({ team, adviserId }) => team === 'north' && adviserId);
    for (const { id } of some.slice(0, 20))
      database()
        .insert(conflicts)
        .values({ requestId: id, adviserId: first.accountId, at: 1 })
        .run();
    for (const { accountId } of Object.values(people)) {
      const advised = database()
        .select()
        .from(advisedEmployers)
        .where(eq(advisedEmployers.adviserId, accountId))
        .all()
        .map(({ nameHash }) => nameHash);
      const stepped = accountId === first.accountId ? some.slice(0, 20).map(({ id }) => id) : [];
      const barred = allRows().filter(
        ({ id, separateAdviser, employerHash: employer }) =>
          stepped.includes(id) || (separateAdviser && employer && advised.includes(employer)),
      );
      walls.set(accountId, new Set(barred.map(({ id }) => id)));
    }
  }, 300_000);

  /** What somebody may see, found the slow way. */
  const seenBy = ({ role, team, accountId }: Person): Row[] =>
    allRows().filter(
      (row) =>
        row.state !== 'draft' &&
        (role === 'lead' || row.team === team || row.adviserId === accountId) &&
        !walls.get(accountId)!.has(row.id),
    );

  /** What belongs to a list, found the slow way. */
  const belongs: Record<QueueGroup, (row: Row, now: number) => boolean> = {
    'to-do': (row, now) =>
      row.waitingOn === 'us' || (row.meetsAt !== null && today(row.meetsAt) <= today(now)),
    overdue: (row, now) => row.waitingOn === 'us' && row.answerBy! < today(now),
    new: (row) => openStates.includes(row.state) && row.adviserId === null,
    them: (row) => row.waitingOn === 'them',
    today: (row, now) => row.meetsAt !== null && today(row.meetsAt) === today(now),
    coming: (row, now) => row.meetsAt !== null && today(row.meetsAt) > today(now),
    open: (row) => openStates.includes(row.state),
    ended: (row) => endStates.includes(row.state),
  };

  const narrowings = (actor: Person): Omit<QueueFilter, 'group'>[] => [
    { who: 'everybody' },
    { who: 'mine' },
    { who: 'nobody' },
    { who: people['north 2']!.accountId },
    { who: 'everybody', state: sentStates[seed % sentStates.length] },
    ...(actor.role === 'lead' ? [{ who: 'everybody', team: 'wales' as Team }] : []),
  ];

  const fits =
    (actor: Person, { who, state, team }: Omit<QueueFilter, 'group'>) =>
    (row: Row) =>
      (who === 'everybody' ||
        row.adviserId === (who === 'nobody' ? null : who === 'mine' ? actor.accountId : who)) &&
      (!state || row.state === state) &&
      (!team || row.team === team);

  it.each(['north 1', 'north 2', 'wales 1', 'lead'])(
    'counts right, and shows %s each request of a list once, forwards and backwards',
    (name) => {
      const actor = people[name]!;
      const { now } = clock;
      const moment = now();
      clock.now = () => moment;
      for (const narrowing of narrowings(actor)) {
        const mine = seenBy(actor).filter(fits(actor, narrowing));
        const counts = countQueue(actor, narrowing);
        for (const group of queueGroups) {
          const expected = mine.filter((row) => belongs[group](row, moment));
          const { pages, back } = walked(actor, { group, ...narrowing });
          const shown = referencesOf(pages.flat());
          const where = JSON.stringify({ name, group, narrowing, seed });
          expect(counts[group], where).toBe(expected.length);
          expect(shown.toSorted(), where).toEqual(referencesOf(expected).toSorted());
          expect(referencesOf(back.flat()), where).toEqual(shown);
          for (const page of pages.slice(0, -1)) expect(page).toHaveLength(50);
        }
      }
    },
  );

  it('has every request that is not at its end in one of the lists that say what to do', () => {
    const actor = people.lead!;
    const lists: QueueGroup[] = ['to-do', 'them', 'today', 'coming'];
    const found = lists.flatMap((group) =>
      referencesOf(walked(actor, { group, who: 'everybody' }).pages.flat()),
    );
    const open = referencesOf(walked(actor, everything).pages.flat());
    expect([...new Set(found)].sort()).toEqual(open.sort());
  });

  it('puts what is overdue first, then our turn by its day, then meetings', () => {
    const lines = walked(people.lead!, firstFilter).pages.flat();
    const days = lines.map(({ answerBy }) => answerBy ?? '9999');
    expect(days).toEqual(days.toSorted());
    const ours = lines.filter(({ answerBy }) => answerBy !== null);
    expect(ours.map(({ overdue }) => overdue)).toEqual(
      ours.map(({ answerBy }) => answerBy! < today(clock.now())),
    );
  });

  it('goes on where it stopped when rows before and after have moved meanwhile', () => {
    const actor = people.lead!;
    const filter: QueueFilter = { group: 'ended', who: 'everybody' };
    const before = referencesOf(walked(actor, filter).pages.flat());
    const first = readQueue(actor, filter);
    // One that was shown, and the very one beside which the next page begins, come to the top of the list.
    for (const { reference } of [first.lines[3]!, first.lines.at(-1)!]) {
      database()
        .update(requests)
        .set({ updatedAt: clock.now() })
        .where(eq(requests.reference, reference))
        .run();
    }
    const next = readQueue(actor, filter, { after: placeFrom(first.older) });
    expect(referencesOf(next.lines)).toEqual(before.slice(50, 100));
  });

  it('finds many by one name a page at a time, the latest first', () => {
    const some = seenBy(people['north 2']!).slice(0, 70);
    for (const { id } of some)
      database()
        .insert(requestWords)
        .values({ requestId: id, wordHash: nameHash('manifold') })
        .run();
    const found: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = searchQueue(people['north 2']!, 'Manifold', placeFrom(after));
      if (page.is !== 'names') throw new Error('A name is no reference');
      found.push(...referencesOf(page.lines));
      after = page.older;
    }
    const latestFirst = some.toSorted(
      (a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1),
    );
    expect(found).toEqual(referencesOf(latestFirst));
    const other = searchQueue(people['north 1']!, 'Manifold');
    const hidden = some.filter(({ id }) => walls.get(people['north 1']!.accountId)!.has(id));
    if (other.is === 'names')
      for (const { reference } of hidden)
        expect(referencesOf(other.lines)).not.toContain(reference);
  });

  it('answers an address that somebody made up with the first page', () => {
    const actor = people.lead!;
    const first = referencesOf(readQueue(actor, everything).lines);
    for (const made of [
      'x',
      'open',
      'open~',
      'open~a~b',
      'open~1',
      'ours~1~2~3',
      "open~1~' or 1",
    ]) {
      const page = readQueue(actor, everything, {
        after: placeFrom(made),
        before: placeFrom(made),
      });
      expect(referencesOf(page.lines), made).toEqual(first);
    }
  });

  it('reads no more than it shows: every list and search walks an index', () => {
    const adviser = people['north 2']!;
    const asked = queueGroups.flatMap((group) =>
      [adviser, people.lead!].flatMap((actor) =>
        ['everybody', 'mine', 'nobody'].flatMap((who) => {
          const filter = { group, who };
          const page = readQueue(actor, filter);
          const beside = { after: placeFrom(page.older) };
          return [
            ...plansOf(() => readQueue(actor, filter)),
            ...plansOf(() => readQueue(actor, filter, beside)),
            ...plansOf(() => countQueue(actor, { who })),
          ];
        }),
      ),
    );
    const searched = plansOf(() => searchQueue(adviser, 'Amina Khan'));
    // An index of these rows alone counts as no more than is shown.
    const ownIndex = / USING (COVERING )?INDEX requests_(ours|theirs|meeting|open|ended|ended_of)$/;
    const whole = [...asked, ...searched].filter(
      (line) =>
        /^SCAN (requests|request_words|accounts|outbox|audit|events|conflicts|advised)/.test(
          line,
        ) && !ownIndex.test(line),
    );
    expect([...new Set(whole)]).toEqual([]);
    expect(asked.length).toBeGreaterThan(100);
    // The list that grows for ever is never sorted: its index is in order. What did not arrive is sorted, and is little.
    const ended = plansOf(() => readQueue(adviser, { group: 'ended', who: 'everybody' }));
    const sorts = ended.flatMap((line, index) =>
      line.includes('TEMP B-TREE FOR ORDER BY') ? [ended[index - 1]] : [],
    );
    expect(sorts.filter((line) => !line?.includes('outbox_'))).toEqual([]);
  });
});

/** A request that was sent to the team of Wales, or by somebody in Northern Ireland. */
async function sendFrom(practitioner: Person, nation: 'wales' | 'northern-ireland') {
  const reference = fillIn(practitioner);
  saveAnswer(practitioner, 'en', 'organisation', { nation, separateAdviser: 'no' });
  saveAnswer(practitioner, 'en', 'slot', { slot: 'other' });
  await changeRequest(practitioner, reference, { change: 'submit' });
  return reference;
}

const lineOf = (actor: Person, reference: string, group: QueueGroup = 'open') =>
  walked(actor, { group, who: 'everybody' })
    .pages.flat()
    .find((line) => line.reference === reference);

describe('the queue', () => {
  it('shows names, so the trail says who read it: once an hour, and nobody who may not', () => {
    const adviser = person('adviser', 'north');
    const start = clock.now();
    const editor = person('editor');
    const readings = ({ accountId }: Person) =>
      readAudit({ actions: ['queue-opened'] }, 1000).filter(({ actorId }) => actorId === accountId)
        .length;
    readQueue(adviser, firstFilter);
    readQueue(adviser, firstFilter);
    expect(readings(adviser)).toBe(1);
    clock.now = () => start + hour + minute;
    readQueue(adviser, firstFilter);
    expect(readings(adviser)).toBe(2);
    for (const nobody of [editor, person('adviser')]) {
      expect(() => readQueue(nobody, firstFilter)).toThrow(notThere);
      expect(() => countQueue(nobody, firstFilter)).toThrow(notThere);
      expect(() => searchQueue(nobody, 'Amina')).toThrow(notThere);
    }
    expect(readings(editor)).toBe(0);
  });

  it('shows another team nothing of it', async () => {
    const wales = await sendFrom(person('practitioner'), 'wales');
    const [north, welsh] = [person('adviser', 'north'), person('adviser', 'wales')];
    expect(lineOf(north, wales)).toBeUndefined();
    expect(lineOf(welsh, wales)).toMatchObject({ name: 'Dr Amina Yusuf', next: 'answer' });
    const other: QueueFilter = { group: 'open', who: 'everybody', team: 'wales' };
    expect(referencesOf(readQueue(north, other).lines)).not.toContain(wales);
    expect(searchQueue(north, wales)).toMatchObject({ is: 'names', lines: [] });
  });

  it('keeps a request from an adviser who stepped aside: in the list, the counts and the search', async () => {
    const adviser = person('adviser', 'north');
    const before = countQueue(adviser, { who: 'everybody' });
    const reference = await send(person('practitioner'));
    expect(countQueue(adviser, { who: 'everybody' }).open).toBe(before.open + 1);
    await changeRequest(adviser, reference, { change: 'step-aside' });
    expect(countQueue(adviser, { who: 'everybody' })).toEqual(before);
    expect(lineOf(adviser, reference)).toBeUndefined();
    expect(searchQueue(adviser, reference)).toMatchObject({ is: 'names', lines: [] });
    expect(lineOf(person('adviser', 'north'), reference)).toBeDefined();
  });

  it('keeps one about an employer from an adviser who advised it, when another was asked for', async () => {
    const adviser = person('adviser', 'north');
    const id = newId();
    database()
      .insert(advisedEmployers)
      .values({
        id,
        adviserId: adviser.accountId,
        nameHash: employerHash('St Elsewhere')!,
        sealedName: '',
        createdAt: 1,
      })
      .run();
    const practitioner = person('practitioner');
    const reference = fillIn(practitioner);
    saveAnswer(practitioner, 'en', 'organisation', {
      nation: 'england',
      organisation: 'St Elsewhere',
      separateAdviser: 'yes',
    });
    saveAnswer(practitioner, 'en', 'slot', { slot: 'other' });
    await changeRequest(practitioner, reference, { change: 'submit' });
    expect(lineOf(adviser, reference)).toBeUndefined();
    expect(lineOf(person('lead'), reference)).toBeDefined();
  });

  it('shows the others when the words of one cannot be opened, and says which are gone', async () => {
    const adviser = person('adviser', 'north');
    const [unreadable, erased, whole] = [
      await send(person('practitioner')),
      await send(person('practitioner')),
      await send(person('practitioner')),
    ];
    const rowOf = (reference: string) => allRows().find((row) => row.reference === reference)!;
    database()
      .update(requests)
      .set({ sealedAnswers: 'gone.a.b.c' })
      .where(eq(requests.reference, unreadable))
      .run();
    database().transaction((tx) => eraseWords(tx, rowOf(erased).id));
    expect(lineOf(adviser, unreadable)).toMatchObject({ name: null, because: 'unreadable' });
    expect(lineOf(adviser, erased)).toMatchObject({ name: null, because: 'erased' });
    expect(lineOf(adviser, whole)).toMatchObject({ name: 'Dr Amina Yusuf', because: null });
  });
});

describe('the service standard', () => {
  const at = (date: string) => {
    const moment = instantOf(date, '12:00');
    clock.now = () => moment;
  };
  const isOverdueOn = (date: string, adviser: Person, reference: string) => {
    at(date);
    return lineOf(adviser, reference, 'overdue') !== undefined;
  };

  it('stands still over Christmas and at weekends', async () => {
    const adviser = person('adviser', 'north');
    at('2026-12-24');
    const reference = await send(person('practitioner'));
    // Friday is Christmas Day, and Monday stands in for Boxing Day: Tuesday, Wednesday and Thursday count.
    expect(lineOf(adviser, reference)!.answerBy).toBe('2026-12-31');
    expect(isOverdueOn('2026-12-31', adviser, reference)).toBe(false);
    expect(isOverdueOn('2027-01-01', adviser, reference)).toBe(true);
  });

  it('stands still on Saint Patrick’s Day for somebody in Northern Ireland alone', async () => {
    const adviser = person('adviser', 'north');
    at('2027-03-15');
    const belfast = await sendFrom(person('practitioner'), 'northern-ireland');
    const leeds = await send(person('practitioner'));
    expect(isOverdueOn('2027-03-19', adviser, belfast)).toBe(false);
    expect(isOverdueOn('2027-03-19', adviser, leeds)).toBe(true);
    expect(isOverdueOn(addDays('2027-03-19', 1), adviser, belfast)).toBe(true);
  });
});

describe('finding a request', () => {
  async function sentAs(name: string): Promise<string> {
    const practitioner = person('practitioner');
    const reference = fillIn(practitioner);
    saveAnswer(practitioner, 'en', 'name', { name });
    await changeRequest(practitioner, reference, { change: 'submit' });
    return reference;
  }
  const foundBy = (actor: Person, typed: string): string[] => {
    const found = searchQueue(actor, typed);
    return found.is === 'reference' ? [found.reference] : referencesOf(found.lines);
  };

  it('by its reference, however it is typed', async () => {
    const adviser = person('adviser', 'north');
    const reference = await sentAs('Ffion Quirk');
    const bare = reference.replace('-', '');
    for (const typed of [
      reference,
      bare,
      ` ${reference.toLowerCase()} `,
      bare.replaceAll('0', 'o'),
    ])
      expect(searchQueue(adviser, typed)).toEqual({ is: 'reference', reference });
  });

  it('by whole words of the name, of which every one must be there', async () => {
    const adviser = person('adviser', 'north');
    const reference = await sentAs('Dr Zoë O’Brádaigh-Smythe');
    for (const typed of ['zoe', 'SMYTHE', 'Dr Zoë', 'o’bradaigh smythe', 'smythe, zoe'])
      expect(foundBy(adviser, typed), typed).toEqual([reference]);
    for (const typed of ['zo', 'smyth', 'zoe jones', '', '!', 'x'.repeat(300)])
      expect(foundBy(adviser, typed), typed).toEqual([]);
  });

  it('also when it has ended, until its words are erased', async () => {
    const adviser = person('adviser', 'north');
    const reference = await sentAs('Quentin Mirabilis');
    const { id, accountId } = allRows().find((row) => row.reference === reference)!;
    const owner = { ...person('practitioner'), accountId };
    await changeRequest(owner, reference, { change: 'withdraw' });
    expect(foundBy(adviser, 'Mirabilis')).toEqual([reference]);
    database().transaction((tx) => eraseWords(tx, id));
    expect(foundBy(adviser, 'Mirabilis')).toEqual([]);
    expect(foundBy(adviser, reference)).toEqual([reference]);
  });

  it('is noted in the trail, without what was searched for', () => {
    const adviser = person('adviser', 'north');
    searchQueue(adviser, 'Amina');
    const [last] = readAudit({ actions: ['queue-searched'] }, 1);
    expect(last).toMatchObject({ actorId: adviser.accountId, subject: 'queue', detail: null });
  });
});

describe('a list', () => {
  it('leaves out drafts, and what has ended unless it is asked for', async () => {
    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const draft = fillIn(practitioner);
    for (const group of queueGroups) expect(lineOf(adviser, draft, group)).toBeUndefined();
    await changeRequest(practitioner, draft, { change: 'submit' });
    expect(lineOf(adviser, draft, 'new')).toBeDefined();
    await changeRequest(practitioner, draft, { change: 'withdraw' });
    expect(lineOf(adviser, draft)).toBeUndefined();
    expect(lineOf(adviser, draft, 'ended')).toMatchObject({ next: 'ended' });
  });

  it('has a meeting that is over among what is to be done, until it is said how it went', async () => {
    const adviser = person('adviser', 'north');
    const reference = await send(person('practitioner'));
    const { slotsToOffer } = await import('../times/times.server');
    const [slot] = await slotsToOffer(adviser, reference);
    await changeRequest(adviser, reference, { change: 'confirm', startsAt: slot!.startsAt });
    expect(lineOf(adviser, reference, 'coming')).toMatchObject({ next: 'meet' });
    expect(lineOf(adviser, reference, 'to-do')).toBeUndefined();
    clock.now = () => slot!.startsAt - minute;
    expect(lineOf(adviser, reference, 'today')).toMatchObject({ next: 'meet' });
    expect(lineOf(adviser, reference, 'to-do')).toBeDefined();
    clock.now = () => slot!.endsAt + day;
    expect(lineOf(adviser, reference, 'today')).toBeUndefined();
    expect(lineOf(adviser, reference, 'to-do')).toMatchObject({ next: 'record' });
    await changeRequest(adviser, reference, { change: 'record-not-attended' });
    expect(lineOf(adviser, reference, 'to-do')).toMatchObject({ next: 'offer-again' });
  });
});
