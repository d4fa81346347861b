import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { locales } from '~/platform/locale';
import { findOrganisations, organisations, urgentContacts } from './directory.server';
import type { Filters } from './filters';
import { nations, needs } from './organisation';
import { professions } from '~/platform/content/vocabulary';

migrateDatabase();

const idsOf = (filters: Filters, locale: 'en' | 'cy' = 'en') =>
  findOrganisations(filters, locale).map(({ id }) => id);

const all = [...organisations().values()];

describe('searching the directory', () => {
  it('shows everything, by name, when nothing is asked', () => {
    for (const locale of locales) {
      const found = findOrganisations({}, locale);
      expect(found).toHaveLength(all.length);
      const names = found.map(({ name }) => name[locale]);
      expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, locale)));
    }
    expect(idsOf({ q: '   ' })).toEqual(idsOf({}));
  });

  it('finds every organisation by its own name, in either language, on either site', () => {
    for (const { id, name } of all) {
      for (const locale of locales) {
        expect(idsOf({ q: name.en }, locale)).toContain(id);
        expect(idsOf({ q: name.cy }, locale)).toContain(id);
      }
    }
  });

  it('finds every organisation by each of its other names', () => {
    expect(all.some(({ otherNames }) => otherNames.length > 0)).toBe(true);
    for (const { id, otherNames } of all) {
      for (const name of otherNames) expect(idsOf({ q: name }), name).toContain(id);
    }
  });

  it.each([
    ['samaritens', 'samaritans'],
    ['samartians', 'samaritans'],
    ['Samaritan', 'samaritans'],
    ['SAMARITANS', 'samaritans'],
    ['pharmasist support', 'pharmacist-support'],
    ['camerom fund', 'cameron-fund'],
  ])('forgives a slip: %s', (q, id) => {
    expect(idsOf({ q })).toContain(id);
  });

  it('puts the organisation itself before those that only mention it', () => {
    expect(idsOf({ q: 'samaritans' })[0]).toBe('samaritans');
    expect(idsOf({ q: 'acas' })[0]).toBe('acas');
  });

  it('finds an organisation while its name is being typed', () => {
    expect(idsOf({ q: 'samar' })).toContain('samaritans');
  });

  it('finds nothing for words nobody uses, and does not pretend', () => {
    expect(idsOf({ q: 'xyzzyplugh' })).toEqual([]);
  });

  it.each<[string, string]>([
    ['ten kilobytes', 'samaritans '.repeat(1000)],
    ['ten kilobytes of one letter', 'a'.repeat(10_000)],
    ['pictures', '😀👩🏽‍⚕️🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['half a picture', '\ud83d'],
    ['a picture cut in two by the limit', `${'a'.repeat(99)}😀`],
    ['quotes', `"'\`‘’“”`],
    ['a query language', '+name:* AND (a OR -b)^2~'],
    ['a pattern', '.*(a+)+$'],
    ['a mark that turns the reading round', '\u202esnatiramas\u202c'],
    ['text from right to left', 'مساعدة'],
    ['nothing but signs', '!!! --- ???'],
    ['a null', '\0'],
    ['markup', '<script>alert(1)</script>'],
    ['a name every object has', '__proto__ constructor toString'],
    ['lines', '\n\r\n\t'],
  ])('gives a list for anything typed: %s', (_, q) => {
    for (const locale of locales) {
      const found = findOrganisations({ q }, locale);
      for (const organisation of found)
        expect(organisations().get(organisation.id)).toBe(organisation);
    }
  });

  it('gives a list without repeats for anything at all', () => {
    const q = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(q, fc.constantFrom(...locales), (typed, locale) => {
        const found = findOrganisations({ q: typed }, locale);
        expect(new Set(found).size).toBe(found.length);
        expect(found).not.toContain(undefined);
      }),
    );
  });

  it('looks at the first hundred characters only', () => {
    expect(idsOf({ q: `samaritans${' '.repeat(100)}xyzzyplugh` })).toContain('samaritans');
  });
});

describe('filtering the directory', () => {
  it('leaves those that help with the need', () => {
    for (const need of needs) {
      const found = findOrganisations({ need }, 'en');
      expect(found).toEqual(
        findOrganisations({}, 'en').filter((each) => each.needs.includes(need)),
      );
    }
    expect(idsOf({ need: 'crisis' })).toContain('samaritans');
    expect(idsOf({ need: 'immigration' })).not.toContain('samaritans');
  });

  it('leaves those that are for the profession, or for any', () => {
    for (const profession of professions) {
      for (const { for: its } of findOrganisations({ profession }, 'en')) {
        expect(its.professions.some((each) => each === 'any' || each === profession)).toBe(true);
      }
    }
    expect(idsOf({ profession: 'dentist' })).toContain('dentists-health-support');
    expect(idsOf({ profession: 'doctor' })).not.toContain('dentists-health-support');
    expect(idsOf({ profession: 'doctor' })).toContain('samaritans');
  });

  it('leaves those that are for the nation', () => {
    for (const nation of nations) {
      for (const { for: its } of findOrganisations({ nation }, 'en')) {
        expect(its.nations).toContain(nation);
      }
    }
    expect(idsOf({ nation: 'northern-ireland' })).toContain('lifeline-ni');
    expect(idsOf({ nation: 'england' })).not.toContain('lifeline-ni');
  });

  it('goes together with words and with other filters', () => {
    expect(idsOf({ q: 'lifeline', nation: 'northern-ireland' })).toContain('lifeline-ni');
    expect(idsOf({ q: 'lifeline', nation: 'wales' })).not.toContain('lifeline-ni');
    const both = idsOf({ need: 'crisis', nation: 'northern-ireland' });
    expect(both).toContain('lifeline-ni');
    expect(both).not.toContain('lra-ni');
  });
});

describe('urgent help', () => {
  const contacts = urgentContacts();

  it('has Samaritans first, with the number that is confirmed and not the other', () => {
    expect(contacts[0]).toMatchObject({ id: 'samaritans' });
    expect(contacts[0]!.numbers.map(({ number }) => number)).toEqual(['116 123']);
  });

  it('shows confirmed numbers only, and nobody without one', () => {
    for (const { id, numbers } of contacts) {
      const { phone, text } = organisations().get(id)!;
      const confirmed = [...phone, ...text].filter((line) => line.confirmed);
      expect(numbers.map(({ number }) => number)).toEqual(confirmed.map(({ number }) => number));
      expect(numbers.length).toBeGreaterThan(0);
    }
  });

  it('is for a crisis, and there is some in every nation', () => {
    for (const { id } of contacts) expect(organisations().get(id)!.needs).toContain('crisis');
    for (const nation of nations) {
      const there = contacts.filter(({ numbers }) =>
        numbers.some((each) => each.nations.includes(nation)),
      );
      expect(there.length, nation).toBeGreaterThanOrEqual(2);
    }
  });

  it('says which word to text, where one is needed', () => {
    for (const { id, numbers } of contacts) {
      const { text } = organisations().get(id)!;
      for (const { number, keyword } of text.filter((line) => line.confirmed)) {
        expect(numbers).toContainEqual(expect.objectContaining({ number, keyword }));
      }
    }
  });
});
