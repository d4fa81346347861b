import { describe, expect, it } from 'vitest';
import { organisations } from './directory.server';
import { faultsIn, idsInRules, matchContacts, memberNote } from './match';
import { spokenAbout } from './matching';
import { conversationWith, matching, readConversation } from './matching.server';
import { conversations, linesOf } from './organisation';
import {
  askedNations,
  bodiesBehindBoxes,
  bodiesOf,
  everySituation,
  memberships,
  worries,
  type Situation,
} from './situation';
import { professions } from '~/platform/content/vocabulary';

const directory = organisations();

const match = (situation: Situation) => matchContacts(situation, directory, matching());
const idsFor = (situation: Situation) =>
  match(situation).map(({ organisation }) => organisation.id);

/** Everything anybody can answer, with every question left out too, and whom it leads to. */
const everybody = [
  ...worries.flatMap((worry) => everySituation(worry)),
  ...everySituation('advice').map((situation) => ({ ...situation, worry: undefined })),
].map((situation) => ({ situation, ids: idsFor(situation) }));

/** People for whom something is not as it should be, a few of them, for the message. */
const exceptions = (asItShouldBe: (ids: string[], situation: Situation) => boolean) =>
  everybody.filter(({ ids, situation }) => !asItShouldBe(ids, situation)).slice(0, 5);

const isCrisisLine = (id: string) => directory.get(id)!.needs.includes('crisis');
/** Whether a number is shown that reaches somebody from where they are. */
const canBeCalled = (id: string, { worry, nation }: Situation) =>
  linesOf(directory.get(id)!).lines.some(
    (line) =>
      (line.kind === 'phone' || worry === 'safety') &&
      (!line.nations || line.nations.some((each) => each === nation)),
  );
const isForMembers = (id: string) => directory.get(id)!.for.membership === 'members';

describe('three contacts', () => {
  it('are three, for everybody', () => {
    expect(everybody).toHaveLength(12 * 9 * 4 * 4 * 6 * 10);
    expect(exceptions((ids) => ids.length === 3)).toEqual([]);
  });

  it('are never the same one twice', () => {
    expect(exceptions((ids) => new Set(ids).size === ids.length)).toEqual([]);
  });

  it('are all for somebody of that profession, in that nation', () => {
    const isFor = (id: string, { profession, nation }: Situation) => {
      const { for: its } = directory.get(id)!;
      const rightProfession =
        !profession || its.professions.some((each) => each === 'any' || each === profession);
      return rightProfession && (!nation || its.nations.includes(nation));
    };
    expect(exceptions((ids, situation) => ids.every((id) => isFor(id, situation)))).toEqual([]);
  });

  it('never hold what is for one profession for somebody who did not say theirs, members aside', () => {
    const isForAll = (id: string) => {
      const its = directory.get(id)!.for.professions;
      return its.includes('any') || professions.every((each) => its.includes(each));
    };
    expect(
      exceptions(
        (ids, situation) =>
          situation.profession !== undefined ||
          ids.every((id) => isForAll(id) || bodiesOf(situation).includes(id)),
      ),
    ).toEqual([]);
  });

  it('never hold what is for one nation for somebody who did not say where they work', () => {
    const servesSeveral = (id: string) =>
      askedNations.filter((nation) => directory.get(id)!.for.nations.includes(nation)).length > 1;
    expect(
      exceptions((ids, { nation }) => nation !== undefined || ids.every(servesSeveral)),
    ).toEqual([]);
  });

  it('say so, where they are not for all nations and somebody did not say where they work', () => {
    for (const worry of worries) {
      for (const { organisation, reason } of match({ worry })) {
        if (askedNations.every((nation) => organisation.for.nations.includes(nation))) continue;
        expect(reason.en).toMatch(/^You have not said where you /);
        expect(reason.cy).toMatch(/^Nid ydych wedi dweud ble /);
      }
    }
  });

  it('are crisis lines, all three, for somebody who may not be safe, with confirmed numbers only', () => {
    const safe = ({ worry }: Situation) => worry !== 'safety';
    expect(exceptions((ids, its) => safe(its) || ids.every(isCrisisLine))).toEqual([]);
    const named = everybody.flatMap(({ situation, ids }) => (safe(situation) ? [] : ids));
    for (const id of new Set(named)) {
      const { lines } = linesOf(directory.get(id)!);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.confirmed).toBe(true);
    }
  });

  it('begin with somebody who can be called, wherever one of the three can', () => {
    expect(
      exceptions(
        (ids, situation) =>
          canBeCalled(ids[0]!, situation) || !ids.some((id) => canBeCalled(id, situation)),
      ),
    ).toEqual([]);
  });

  it('always have somebody who can be called', () => {
    expect(exceptions((ids, its) => ids.some((id) => canBeCalled(id, its)))).toEqual([]);
  });

  it('do not begin with a number that is for another nation, or perhaps for another', () => {
    const line = { hours: null, confirmed: true, label: { en: 'Phone', cy: 'Ffôn' } };
    const acas = directory.get('acas')!;
    const listed = new Map(directory)
      .set('acas', { ...acas, phone: [{ ...line, number: '1', nations: ['wales'] }] })
      .set('law-centres', { ...directory.get('law-centres')!, phone: [] });
    const firstIn = (nation?: 'england' | 'wales') =>
      matchContacts({ worry: 'visa', nation }, listed, matching())[0]!.organisation.id;
    expect(firstIn('wales')).toBe('acas');
    expect(firstIn('england')).toBe('immigration-advice-authority');
    expect(firstIn()).toBe('immigration-advice-authority');
  });

  it('begin with the line of Northern Ireland there, and with Samaritans elsewhere', () => {
    expect(idsFor({ worry: 'safety', nation: 'northern-ireland' })[0]).toBe('lifeline-ni');
    for (const nation of ['england', 'wales', undefined] as const) {
      expect(idsFor({ worry: 'safety', nation })[0]).toBe('samaritans');
    }
  });

  it('hold a body for its members only for those who said that they belong to it', () => {
    expect(
      exceptions((ids, situation) =>
        ids.filter(isForMembers).every((id) => bodiesOf(situation).includes(id)),
      ),
    ).toEqual([]);
  });

  it('begin with their own body for a member who wants advice', () => {
    const first = (situation: Situation) => idsFor({ worry: 'advice', ...situation })[0];
    expect(first({ members: ['bma'] })).toBe('bma-employment-advice');
    expect(first({ profession: 'doctor', members: ['hcsa'] })).toBe('hcsa');
    expect(first({ profession: 'dentist', members: ['bda'] })).toBe('bda');
    expect(first({ profession: 'pharmacist', members: ['pda'] })).toBe('pda');
    expect(first({ profession: 'doctor', members: ['mdu-or-ddu'] })).toBe('mdu');
    expect(first({ profession: 'dentist', members: ['mdu-or-ddu'] })).toBe('ddu');
    const protection = ['medical-or-dental-protection'] as const;
    expect(first({ profession: 'doctor', members: protection })).toBe('mps-medical-protection');
    expect(first({ profession: 'dentist', members: protection })).toBe('dental-protection');
    expect(first({ profession: 'dentist', members: ['mddus'] })).toBe('mddus');
  });

  it('are those for advice when somebody does not say what worries them', () => {
    expect(match({})).toEqual(match({ worry: 'advice' }));
  });

  it('are the same each time, whatever the order of the directory', () => {
    const shuffled = new Map([...directory].reverse());
    for (const { situation, ids } of everybody.filter((_, index) => index % 97 === 0)) {
      const again = matchContacts(situation, shuffled, matching());
      expect(again.map(({ organisation }) => organisation.id)).toEqual(ids);
    }
  });

  it('each come with a reason that speaks to the reader, in both languages', () => {
    for (const { contacts } of matching().values()) {
      for (const { reason } of contacts) {
        expect(reason.en).toMatch(/^Your? .*[^.]\.$/);
        expect(reason.cy).toMatch(/^\p{Lu}.*[^.]\.$/u);
        expect(reason.cy).not.toBe(reason.en);
      }
    }
  });

  it('each come with words to say and things to have ready', () => {
    for (const organisation of directory.values()) {
      const { say, ready } = conversationWith(organisation);
      for (const locale of ['en', 'cy'] as const) {
        expect(say[locale]).not.toBe('');
        expect(ready.map((item) => item[locale]).length).toBeGreaterThanOrEqual(2);
      }
    }
  });
});

describe('what is said', () => {
  it('is about their worry, where there are other words for it, and the usual words elsewhere', () => {
    const acas = directory.get('acas')!;
    expect(conversationWith(acas, 'visa').say.en).toMatch(/visa/);
    expect(conversationWith(acas, 'advice')).toEqual(conversationWith(acas));
    expect(conversationWith(acas).say.en).not.toMatch(/visa/);
  });

  it('differs for each worry it was written for, and comes with the same things to have ready', () => {
    for (const kind of conversations) {
      const conversation = readConversation(kind);
      const sentences = [conversation.say, ...Object.values(conversation.about ?? {})];
      for (const locale of ['en', 'cy'] as const) {
        expect(new Set(sentences.map((say) => say[locale])).size).toBe(sentences.length);
      }
      for (const worry of worries) {
        expect(spokenAbout(conversation, worry).ready).toEqual(conversation.ready);
      }
    }
  });

  it('is written for a worry only where the worry leads to somebody to say it to', () => {
    for (const kind of conversations) {
      const { about = {} } = readConversation(kind);
      for (const worry of worries.filter((each) => each in about)) {
        const kinds = matching()
          .get(worry)!
          .contacts.map(({ organisation }) => directory.get(organisation)!.conversation);
        expect(kinds).toContain(kind);
      }
    }
  });

  it('does not suppose that everybody has a membership number', () => {
    expect(readConversation('representation').ready[0]!.en).toMatch(/if you have one/);
  });
});

describe('what is said about unions and defence bodies', () => {
  const noteFor = (situation: Situation) => memberNote(situation, idsFor(situation), directory);
  const doctor = { worry: 'advice', profession: 'doctor', nation: 'england' } as const;

  it('is a question to somebody who said nothing about any', () => {
    expect(noteFor(doctor)).toEqual({ kind: 'ask' });
    expect(noteFor({})).toEqual({ kind: 'ask' });
  });

  it('is a soft question to somebody who first of all needs a person to talk to', () => {
    for (const worry of ['feelings', 'alone', 'addiction'] as const) {
      expect(noteFor({ worry })).toEqual({ kind: 'ask-softly' });
    }
  });

  it('is nothing to somebody who is in none, or whose own body is among the three', () => {
    expect(noteFor({ ...doctor, members: ['none'] })).toBeNull();
    expect(noteFor({ ...doctor, members: ['bma', 'mdu-or-ddu'] })).toBeNull();
  });

  it('is to call their own, for those in a body that we cannot name', () => {
    const call = { kind: 'call', bodies: [], count: 1 };
    expect(noteFor({ ...doctor, members: ['other'] })).toEqual(call);
    expect(noteFor({ worry: 'advice', members: ['mdu-or-ddu'] })).toEqual(call);
  });

  it('is that they may call others, too, when one of theirs is among the three', () => {
    expect(noteFor({ ...doctor, members: ['bma', 'other'] })).toEqual({
      kind: 'also',
      bodies: [],
      count: 1,
    });
    expect(
      noteFor({ ...doctor, worry: 'speaking-up', members: ['bma', 'mddus', 'other'] }),
    ).toEqual({ kind: 'also', bodies: ['mddus'], count: 2 });
  });

  it('names their own body where the three are about something else', () => {
    expect(noteFor({ ...doctor, worry: 'feelings', members: ['bma'] })).toEqual({
      kind: 'call-too',
      bodies: ['bma-employment-advice'],
      count: 1,
    });
    expect(noteFor({ ...doctor, worry: 'speaking-up', members: ['mddus'] })).toEqual({
      kind: 'call',
      bodies: ['mddus'],
      count: 1,
    });
  });

  it('never names a body that is not for their profession, or that was taken down', () => {
    const pharmacist = { worry: 'speaking-up', profession: 'pharmacist' } as const;
    expect(noteFor({ ...pharmacist, members: ['bma'] })).toEqual({
      kind: 'call',
      bodies: [],
      count: 1,
    });
    for (const profession of professions) {
      const note = noteFor({ worry: 'feelings', profession, members: memberships });
      for (const id of note && 'bodies' in note ? note.bodies : []) {
        expect(directory.get(id)!.for.professions).toContain(profession);
      }
    }
    const without = new Map([...directory].filter(([id]) => !bodiesBehindBoxes.includes(id)));
    expect(memberNote({ ...doctor, members: ['bma'] }, [], without)).toMatchObject({ bodies: [] });
  });

  it('is nothing to somebody who is not safe', () => {
    expect(noteFor({ worry: 'safety' })).toBeNull();
    expect(noteFor({ worry: 'safety', members: ['bma', 'other'] })).toBeNull();
  });
});

describe('the rules', () => {
  const all = [...matching().values()];

  it('name organisations that are in the directory', () => {
    expect(idsInRules(all).filter((id) => !directory.has(id))).toEqual([]);
    expect(idsInRules(all).length).toBeGreaterThan(10);
  });

  it('each lead somebody to a contact, and nobody to fewer than three', () => {
    for (const rules of all) {
      const { unreached, without } = faultsIn(rules, directory);
      expect(
        unreached.map(({ organisation, reason }) => `${rules.id}: ${organisation}: ${reason.en}`),
      ).toEqual([]);
      expect(without).toEqual([]);
    }
  });
});
