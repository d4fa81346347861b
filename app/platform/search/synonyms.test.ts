import { describe, expect, it } from 'vitest';
import { readJson } from '~/platform/content/files.server';
import { locales } from '~/platform/locale';
import { plain, synonymFinder, synonymsSchema, wideTolerance, wordsIn } from './synonyms';

describe('other words for the same', () => {
  const alsoMeant = synonymFinder(
    [
      { en: ['suspension', 'exclusion', 'sent home', 'gardening leave'], cy: [] },
      { en: ['pay', 'wages', 'sick pay'], cy: [] },
      { en: ['apêl', 'herio penderfyniad'], cy: [] },
      { en: ['panic', 'can’t sleep'], cy: [], urgent: true },
    ],
    'en',
    new Set(['suspect']),
  );
  const flat = (query: string) => alsoMeant(query).also;

  it('come for a word, without the word itself', () => {
    expect(flat('suspension')).toEqual(['exclusion', 'sent home', 'gardening leave']);
  });

  it('come for a phrase that stands in the query as it is', () => {
    expect(flat('I was sent home today')).toEqual(['suspension', 'exclusion', 'gardening leave']);
    expect(flat('at home')).toEqual([]);
    expect(flat('home sent')).toEqual([]);
    expect(flat('resent homes')).toEqual([]);
  });

  it('come from every group that the query touches', () => {
    expect(flat('suspension and pay')).toEqual(
      expect.arrayContaining(['exclusion', 'wages', 'sick pay']),
    );
  });

  it('come for a long word that is misspelt, and not for a short one', () => {
    expect(flat('suspention')).toContain('exclusion');
    expect(flat('bay')).toEqual([]);
    expect(flat('say')).toEqual([]);
  });

  it('come with and without capitals and accents, whatever the apostrophe', () => {
    expect(flat('APEL')).toEqual(['herio penderfyniad']);
    expect(flat('can’t sleep')).toEqual(['panic']);
    expect(flat("can't sleep")).toEqual(['panic']);
  });

  it('come for a word of the other language, in the language of the page', () => {
    const groups = [{ en: ['visa', 'immigration'], cy: ['fisa', 'mewnfudo'] }];
    expect(synonymFinder(groups, 'cy')('visa').also).toEqual(['fisa', 'mewnfudo']);
    expect(synonymFinder(groups, 'en')('fisa').also).toEqual(['visa', 'immigration']);
    expect(synonymFinder(groups, 'cy')('fisa').also).toEqual(['mewnfudo']);
  });

  it('do not come for a word that means something else, though it is one letter off', () => {
    const groups = [
      { en: ['fired', 'sacked'], cy: ['diswyddo'] },
      { en: ['tired', 'exhausted'], cy: ['blinedig'] },
    ];
    expect(synonymFinder(groups, 'en')('tired').also).toEqual(['exhausted']);
    expect(synonymFinder(groups, 'cy')('tired').also).toEqual(['blinedig']);
  });

  it('come for letters that changed places when asked a second time', () => {
    const find = synonymFinder([{ en: ['racism', 'bias'], cy: [] }], 'en');
    expect(find('racsim').also).toEqual([]);
    expect(find('racsim', wideTolerance).also).toEqual(['racism', 'bias']);
    expect(find('bisa', wideTolerance).also).toEqual([]);
  });

  it('do not come for nothing', () => {
    expect(flat('')).toEqual([]);
    expect(flat('weather')).toEqual([]);
    expect(flat('(.*)')).toEqual([]);
  });
});

describe('words without accents', () => {
  it('are what somebody types in a hurry', () => {
    expect(plain('Apêl')).toBe('apel');
    expect(plain('TŶ')).toBe('ty');
    expect(plain('gŵr')).toBe('gwr');
  });

  it('are parted at whatever is not a letter or a number', () => {
    expect(wordsIn('Can’t sleep: 24/7, <b>tŷ</b>')).toEqual([
      'can',
      't',
      'sleep',
      '24',
      '7',
      'b',
      'ty',
      'b',
    ]);
    expect(wordsIn('?!')).toEqual([]);
  });
});

describe('content/synonyms.json', () => {
  const groups = readJson('synonyms.json', synonymsSchema);

  it.each(locales)('has words in every group, and no word in two groups (%s)', (locale) => {
    expect(groups.filter((group) => group[locale].length < 2)).toEqual([]);
    const all = groups.flatMap((group) => [
      ...new Set(group[locale].map((phrase) => wordsIn(phrase).join(' '))),
    ]);
    expect(all.filter((phrase, index) => all.indexOf(phrase) < index)).toEqual([]);
    expect(all).not.toContain('');
  });

  it('has no word that means one thing in English and another in Welsh', () => {
    const groupsOf = new Map<string, Set<number>>();
    for (const [id, group] of groups.entries()) {
      for (const phrase of locales.flatMap((locale) => group[locale])) {
        const words = wordsIn(phrase).join(' ');
        groupsOf.set(words, (groupsOf.get(words) ?? new Set()).add(id));
      }
    }
    expect([...groupsOf].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  // The search reads “self-harm” and “self harm” alike, and would show both to the reader.
  it('has no word twice in a group', () => {
    const twice = groups.filter(
      ({ en }) => new Set(en.map((phrase) => wordsIn(phrase).join(' '))).size < en.length,
    );
    expect(twice.map(({ en }) => en[0])).toEqual([]);
  });

  it('refuses a group that lacks a language, or holds an empty word', () => {
    expect(synonymsSchema.safeParse([{ en: ['pay'] }]).success).toBe(false);
    expect(synonymsSchema.safeParse([{ en: ['pay', ''], cy: ['cyflog'] }]).success).toBe(false);
  });
});
