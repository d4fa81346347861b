import { describe, expect, it } from 'vitest';
import { i18nFor } from './i18n';

/** Welsh counts in six ways, and a noun changes its first letter after some numbers. */

type Words = { [key: string]: string | Words };

const forms = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
type Form = (typeof forms)[number];

/** A count of each form. */
const counts: Record<Form, number> = { zero: 0, one: 1, two: 2, few: 3, many: 6, other: 10 };

const flat = (words: Words, start = ''): [key: string, text: string][] =>
  Object.entries(words).flatMap(([name, each]) =>
    typeof each === 'string'
      ? [[start + name, each] as [string, string]]
      : flat(each, `${start}${name}.`),
  );

const textsOf = (locale: 'en' | 'cy') => {
  const rooms = i18nFor[locale].options.resources![locale] as Record<string, Words>;
  return new Map(Object.entries(rooms).flatMap(([room, words]) => flat(words, `${room}:`)));
};

const suffix = new RegExp(`_(${forms.join('|')})$`);
const countedIn = (texts: Map<string, string>) => [
  ...new Set(
    [...texts.keys()].filter((key) => suffix.test(key)).map((key) => key.replace(suffix, '')),
  ),
];

const welsh = textsOf('cy');
const counted = countedIn(welsh);

describe('what is counted', () => {
  it('is counted in Welsh wherever it is in English, in all six forms', () => {
    expect(counted).toEqual(expect.arrayContaining(countedIn(textsOf('en'))));
    expect(counted.length).toBeGreaterThan(40);
    const missing = counted.flatMap((key) =>
      forms.map((form) => `${key}_${form}`).filter((full) => !welsh.has(full)),
    );
    expect(missing).toEqual([]);
  });

  it.each(counted)('%s says 0, 1, 2, 3, 6 and 10 each in its own form', (key) => {
    for (const form of forms) {
      const said = i18nFor.cy.t(key as never, { count: counts[form] }) as unknown as string;
      const written = welsh
        .get(`${key}_${form}`)!
        .replaceAll(/\{\{count(, number)?\}\}/g, String(counts[form]));
      expect(said, form).toBe(written);
    }
  });
});

// Which letters change, and into what.

const soft: [from: RegExp, to: string][] = [
  [/^(c)(?!h)/, 'g'],
  [/^(p)(?!h)/, 'b'],
  [/^(t)(?!h)/, 'd'],
  [/^(g)/, ''],
  [/^(b)/, 'f'],
  [/^(d)(?!d)/, 'dd'],
  [/^(m)/, 'f'],
  [/^(ll)/, 'l'],
  [/^(rh)/, 'r'],
];
const breathed: [from: RegExp, to: string][] = [
  [/^(c)(?!h)/, 'ch'],
  [/^(p)(?!h)/, 'ph'],
  [/^(t)(?!h)/, 'th'],
];

const changed = (word: string, how: typeof soft): string => {
  const [from, to] = how.find(([pattern]) => pattern.test(word)) ?? [/^/, ''];
  return word.replace(from, to);
};

/** The word that follows the number, or nothing where the number is written out or left out. */
const nounOf = (text: string | undefined): string | undefined =>
  /\{\{count(?:, number)?\}\} ([\p{L}’]+)/u.exec(text ?? '')?.[1];

/** Words after a number that are no nouns, and those a preposition joins to it. */
const neverChange = ['o', 'y', 'yn', 'ar', 'heb', 'ohonynt', 'arall', 'gwaith'];

const nouns = counted.flatMap((key) => {
  const noun = nounOf(welsh.get(`${key}_other`));
  return noun && !neverChange.includes(noun) ? [[key, noun] as const] : [];
});

describe('a noun after a number', () => {
  it('is there for most of what is counted', () => {
    expect(nouns.length).toBeGreaterThan(25);
  });

  it.each(nouns)('%s: %s is softened after two', (key, noun) => {
    const after = nounOf(welsh.get(`${key}_two`));
    if (after) expect(after).toBe(changed(noun, soft));
  });

  it.each(nouns)('%s: %s is breathed after six', (key, noun) => {
    const after = nounOf(welsh.get(`${key}_many`));
    if (after) expect(after).toBe(changed(noun, breathed));
  });

  // After “tri” it is, after “tair” it is not: which of them depends on the gender of the noun.
  it.each(nouns)('%s: %s is breathed after three, or feminine', (key, noun) => {
    const after = nounOf(welsh.get(`${key}_few`));
    const feminine = nounOf(welsh.get(`${key}_one`)) === changed(noun, soft);
    if (after) expect(after).toBe(feminine ? noun : changed(noun, breathed));
  });
});
