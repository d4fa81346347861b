import { describe, expect, it } from 'vitest';
import { organisations } from './directory.server';
import { idsInRules, matchContacts, worries, type Situation } from './match';
import { nations } from './organisation';
import { professions, stages } from '~/platform/content/vocabulary';

const directory = organisations();

/** Scotland is in the directory, but the tool does not ask about it. */
const askedNations = nations.filter((nation) => nation !== 'scotland');
const orNothing = <T>(values: readonly T[]) => [undefined, ...values];

/** Everything anybody can answer, with every question left out too. */
const situations: Situation[] = orNothing(worries).flatMap((worry) =>
  orNothing(stages).flatMap((stage) =>
    orNothing(professions).flatMap((profession) =>
      orNothing(askedNations).flatMap((nation) =>
        orNothing(['yes', 'no'] as const).map((member) => ({
          worry,
          stage,
          profession,
          nation,
          member,
        })),
      ),
    ),
  ),
);

/** The situations for which something is not as it should be, a few of them, for the message. */
const exceptions = (asItShouldBe: (ids: string[], situation: Situation) => boolean) =>
  situations
    .map((situation) => ({
      ...situation,
      got: matchContacts(situation, directory).map(({ id }) => id),
    }))
    .filter(({ got, ...situation }) => !asItShouldBe(got, situation))
    .slice(0, 5);

const isCrisisLine = (id: string) => directory.get(id)!.needs.includes('crisis');
const isForMembers = (id: string) => directory.get(id)!.for.membership === 'members';

describe('three contacts', () => {
  it('are three, for everybody', () => {
    expect(situations).toHaveLength(11 * 9 * 4 * 4 * 3);
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

  it('are crisis lines, all three, for somebody who may not be safe', () => {
    const safe = ({ worry }: Situation) => worry !== 'safety';
    expect(exceptions((ids, its) => safe(its) || ids.every(isCrisisLine))).toEqual([]);
    expect(exceptions((ids, its) => safe(its) || isCrisisLine(ids[0]!))).toEqual([]);
  });

  it('begin with the line of Northern Ireland there, and with Samaritans elsewhere', () => {
    const first = (situation: Situation) => matchContacts(situation, directory)[0]!.id;
    expect(first({ worry: 'safety', nation: 'northern-ireland' })).toBe('lifeline-ni');
    for (const nation of ['england', 'wales', 'scotland'] as const) {
      expect(first({ worry: 'safety', nation })).toBe('samaritans');
    }
  });

  it('begin with a line for everybody when somebody in danger does not say where they are', () => {
    const [first] = matchContacts({ worry: 'safety' }, directory);
    expect(first!.for.nations).toEqual(expect.arrayContaining(['england', 'wales']));
  });

  it('never hold a body for members only for somebody who is not a member', () => {
    expect(exceptions((ids, { member }) => member !== 'no' || !ids.some(isForMembers))).toEqual([]);
  });

  it('hold a body for members for somebody who is one and wants advice', () => {
    const members = matchContacts(
      { worry: 'advice', profession: 'doctor', member: 'yes' },
      directory,
    );
    expect(isForMembers(members[0]!.id)).toBe(true);
  });

  it('are those for advice when somebody does not say what worries them', () => {
    expect(matchContacts({}, directory)).toEqual(matchContacts({ worry: 'advice' }, directory));
  });

  it('are the same each time, whatever the order of the directory', () => {
    const shuffled = new Map([...directory].reverse());
    for (const situation of situations.filter((_, index) => index % 97 === 0)) {
      expect(matchContacts(situation, shuffled)).toEqual(matchContacts(situation, directory));
    }
  });

  it('answer the worry that was named', () => {
    const first = (situation: Situation) => matchContacts(situation, directory)[0]!.id;
    expect(first({ worry: 'visa' })).toBe('immigration-advice-authority');
    expect(first({ worry: 'addiction', profession: 'dentist' })).toBe('dentists-health-support');
    expect(first({ worry: 'money', profession: 'pharmacist' })).toBe('pharmacist-support');
    expect(first({ worry: 'discrimination', nation: 'northern-ireland', member: 'no' })).toBe(
      'equality-commission-ni',
    );
  });
});

describe('the rules', () => {
  it('name organisations that are in the directory', () => {
    expect(idsInRules().filter((id) => !directory.has(id))).toEqual([]);
    expect(idsInRules().length).toBeGreaterThan(10);
  });

  it('each lead to somebody: no organisation is named in vain', () => {
    const reached = new Set(
      situations.flatMap((situation) => matchContacts(situation, directory).map(({ id }) => id)),
    );
    expect(idsInRules().filter((id) => !reached.has(id))).toEqual([]);
  });
});
