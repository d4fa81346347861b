import { describe, expect, it } from 'vitest';
import { said } from '../../tests/support/sound-content';

const words = { en: 'You can call them.', cy: 'Gallwch eu ffonio.' };

describe('rules for three contacts', () => {
  it('finds a worry nobody wrote rules for', () => {
    const dropped = said((content) => {
      content.matching = content.matching.filter(({ id }) => id !== 'visa');
    });
    expect(dropped).toEqual(['matching/visa.json: is missing: nobody is found for this worry.']);
  });

  it('finds a kind of conversation nobody wrote words for', () => {
    const dropped = said((content) => {
      content.conversations = content.conversations.filter(({ id }) => id !== 'money');
    });
    expect(dropped).toEqual([
      'conversations/money.json: is missing: nobody knows what to say to these organisations.',
    ]);
  });

  it('finds a contact that nobody is led to, because three stand above it for everyone', () => {
    const [problem, ...others] = said(({ matching, organisations }) => {
      organisations.push({ ...organisations[0]!, id: 'late' });
      matching[0]!.contacts.push({ organisation: 'late', reason: words });
    });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^matching\/safety\.json: leads nobody to late /);
  });

  it('finds a contact for a nation where the organisation does not work', () => {
    const [problem, ...others] = said(({ matching, organisations }) => {
      const { for: its } = organisations[0]!;
      organisations.push({
        ...organisations[0]!,
        id: 'in-england',
        for: { ...its, nations: ['england'] },
      });
      matching[0]!.contacts.unshift({
        organisation: 'in-england',
        nations: ['wales'],
        reason: words,
      });
    });
    expect(others).toEqual([]);
    expect(problem).toMatch(/leads nobody to in-england /);
  });

  it('finds that somebody is led to fewer than three', () => {
    const [problem, ...others] = said(({ matching }) => {
      matching[1]!.contacts[2]!.professions = ['doctor'];
    });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^matching\/advice\.json: leads \d+ situations to fewer than three/);
  });

  it('finds an organisation that the directory lacks, and nothing worse', () => {
    expect(
      said(({ idsInRules, matching }) => {
        idsInRules.push('gone');
        matching[0]!.contacts.unshift({ organisation: 'gone', reason: words });
      }),
    ).toEqual([
      'directory/gone.json: is missing, but the rules that choose three contacts name it.',
    ]);
  });
});
