import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { locales, type Locale } from '~/platform/locale';
import { readSynonyms } from '~/platform/search/synonyms.server';
import { findOrganisations, organisations, urgentContacts } from './directory.server';
import { urgentIds } from './directory-search';
import { fitOf, isReserved, readFilters, type Filters } from './filters';
import { nations, needs } from './organisation';
import { professions } from '~/platform/content/vocabulary';

migrateDatabase();

const idsOf = (filters: Filters, locale: 'en' | 'cy' = 'en') =>
  findOrganisations(filters, locale).map(({ id }) => id);

const all = [...organisations().values()];

describe('searching the directory', () => {
  it('shows everything, by name, when nothing is asked', () => {
    for (const locale of locales) {
      const found = findOrganisations(readFilters(new URLSearchParams('need=&q=')), locale);
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

describe('what somebody types leads to whom they need', () => {
  it.each<[Locale, string, ...string[]]>([
    ['en', 'cant sleep', 'bma-counselling', 'your-gp', 'nhs-practitioner-health'],
    ['en', 'I can’t sleep at night', 'bma-counselling', 'your-gp', 'nhs-practitioner-health'],
    ['en', 'crying all the time', 'your-gp', 'bma-counselling', 'nhs-practitioner-health'],
    ['en', 'I cannot cope', 'your-gp', 'bma-counselling', 'nhs-practitioner-health'],
    ['en', 'panick attacks', 'your-gp', 'bma-counselling', 'nhs-practitioner-health'],
    ['en', 'no money', 'cameron-fund', 'rmbf', 'stepchange', 'advice-ni'],
    ['en', 'can’t pay my rent', 'stepchange', 'rmbf', 'citizens-advice', 'advice-ni'],
    ['en', 'in debt', 'stepchange'],
    ['en', 'racism', 'eass', 'equality-commission-ni'],
    ['en', 'my boss is racist', 'eass', 'equality-commission-ni'],
    ['en', 'rasism', 'eass', 'equality-commission-ni'],
    ['en', 'visa', 'immigration-advice-authority'],
    ['en', 'viza', 'immigration-advice-authority'],
    ['en', 'will i be deported', 'immigration-advice-authority', 'jcwi'],
    ['en', 'sacked', 'employment-tribunal', 'acas', 'lra-ni'],
    ['en', 'i think i got the sack', 'employment-tribunal', 'acas', 'lra-ni'],
    ['en', 'drinking', 'sick-doctors-trust', 'dentists-health-support'],
    ['en', 'i drink too much', 'sick-doctors-trust', 'dentists-health-support'],
    ['en', 'dentist drinking', 'dentists-health-support'],
    ['en', 'pharmacist no money', 'pharmacist-support'],
    ['en', 'alone', 'family-friends-colleagues', 'mentor-trusted-colleague'],
    ['en', 'bullying', 'acas', 'trade-unions', 'bma-employment-advice'],
    ['en', 'whistleblowing', 'protect', 'speak-up-guardians'],
    ['en', 'wistleblower', 'protect', 'speak-up-guardians'],
    ['en', 'free lawyer', 'advocate-fru', 'law-centres'],
    ['en', 'suspended doctor', 'doctors-support-group'],
    ['en', 'see my file', 'ico'],
    ['en', 'trained abroad', 'bida', 'img-induction-guidance'],
    ['en', 'muslim', 'bima-support-clinic'],
    ['en', 'ACAS', 'acas'],
    ['en', 'GMC', 'gmc'],
    ['en', 'bma', 'bma-employment-advice'],
    ['en', 'Cameron fund', 'cameron-fund'],
    ['cy', 'methu cysgu', 'your-gp', 'nhs-practitioner-health', 'dochealth'],
    ['cy', 'rwy’n crio o hyd', 'your-gp', 'nhs-practitioner-health', 'dochealth'],
    ['cy', 'dim arian', 'rmbf', 'cameron-fund', 'stepchange'],
    ['cy', 'hiliaeth', 'eass', 'equality-commission-ni'],
    ['cy', 'fisa', 'immigration-advice-authority'],
    ['cy', 'yfed gormod', 'sick-doctors-trust', 'dentists-health-support'],
    ['cy', 'wedi cael fy sacio', 'lra-ni', 'acas', 'employment-tribunal'],
    ['cy', 'bwlio', 'acas', 'trade-unions', 'bma-employment-advice'],
    ['cy', 'chwythu’r chwiban', 'protect', 'speak-up-guardians'],
    ['cy', 'ar fy mhen fy hun', 'family-friends-colleagues', 'mentor-trusted-colleague'],
    ['cy', 'undeb', 'trade-unions'],
    ['cy', 'Cyngor ar Bopeth', 'citizens-advice'],
    // Everyday words.
    ['en', 'tired', 'your-gp', 'family-friends-colleagues', 'local-staff-wellbeing'],
    ['en', 'exhausted', 'your-gp', 'family-friends-colleagues', 'local-staff-wellbeing'],
    ['en', 'so ashamed', 'your-gp', 'family-friends-colleagues', 'local-staff-wellbeing'],
    ['en', 'eating disorder', 'your-gp', 'family-friends-colleagues', 'local-staff-wellbeing'],
    ['en', 'domestic abuse', 'your-gp', 'family-friends-colleagues', 'local-staff-wellbeing'],
    ['en', 'homeless', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['en', 'eviction', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['en', 'food bank', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['en', 'universal credit', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['en', 'pension', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['en', 'can they deport me', 'immigration-advice-authority', 'jcwi'],
    ['en', 'MHPS', 'nhs-resolution-ppa'],
    ['en', 'pregnant', 'equality-commission-ni', 'eass'],
    ['en', 'maternity', 'equality-commission-ni', 'eass'],
    ['en', 'gay', 'equality-commission-ni', 'eass'],
    ['en', 'LGBT', 'equality-commission-ni', 'eass'],
    ['en', 'redundancy', 'employment-tribunal', 'acas', 'lra-ni'],
    ['en', 'coroner', 'citizens-advice', 'advocate-fru', 'law-centres'],
    ['en', 'i made a mistake', 'citizens-advice', 'advocate-fru', 'law-centres'],
    ['en', 'being sued', 'citizens-advice', 'advocate-fru', 'law-centres'],
    ['en', 'appeal', 'citizens-advice', 'advocate-fru', 'law-centres'],
    ['cy', 'wedi blino', 'your-gp', 'frontline19'],
    ['cy', 'digartref', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['cy', 'banc bwyd', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['cy', 'beichiog', 'equality-commission-ni', 'eass'],
    ['cy', 'hoyw', 'equality-commission-ni', 'eass'],
    ['cy', 'camgymeriad', 'citizens-advice', 'advocate-fru', 'law-centres'],
    // English on the Welsh site, and the other way round.
    ['cy', 'visa', 'immigration-advice-authority', 'jcwi'],
    ['cy', 'racism', 'eass', 'equality-commission-ni'],
    ['cy', 'sacked', 'employment-tribunal', 'acas', 'lra-ni'],
    ['cy', 'no money', 'stepchange', 'advice-ni', 'citizens-advice'],
    ['cy', 'can’t sleep', 'your-gp', 'frontline19'],
    ['cy', 'lonely', 'family-friends-colleagues', 'your-gp'],
    ['cy', 'bullying', 'acas', 'employment-tribunal', 'lra-ni'],
    ['en', 'fisa', 'immigration-advice-authority', 'jcwi'],
    ['en', 'hiliaeth', 'eass', 'equality-commission-ni'],
    ['en', 'methu cysgu', 'your-gp', 'family-friends-colleagues'],
    ['en', 'dim arian', 'stepchange', 'advice-ni', 'citizens-advice'],
    // Letters that changed places.
    ['en', 'racsim', 'eass', 'equality-commission-ni'],
    ['en', 'anxeity', 'your-gp', 'family-friends-colleagues'],
    ['cy', 'racsim', 'eass', 'equality-commission-ni'],
  ])('%s: “%s” finds one of those that help among the first three', (locale, q, ...helping) => {
    const found = idsOf({ q }, locale).slice(0, 3);
    expect(
      found.filter((id) => helping.includes(id)),
      found.join(', '),
    ).not.toEqual([]);
  });

  const inDanger = [
    'suicide',
    'suicidal',
    'I want to die',
    'end it',
    'dont want to live',
    'no reason to live',
    'suicidel',
    'i want to kill my self',
    'ending my life',
    "i can't go on",
    'i can’t go on any longer',
    'i cannot go on',
    'unalive myself',
    'dont want to be here',
    'I don’t want to be here anymore',
    'no point living',
    'no point in living',
    'self harm',
    'selfharm',
    'better off without me',
    'shout crisis text line',
    'hunanladdiad',
    'eisiau marw',
    'ddim eisiau byw',
    'lladd fy hun',
    'dim pwynt byw',
    'ddim eisiau bod yma',
    'alla i ddim mynd ymlaen',
    'hunanniwed',
  ];

  it.each(inDanger.flatMap((q) => locales.map((locale): [Locale, string] => [locale, q])))(
    '%s: “%s” leads to the crisis lines before anybody else',
    (locale, q) => {
      expect(urgentIds).toEqual(['samaritans', 'nhs-111-mental-health', 'shout', 'lifeline-ni']);
      expect(idsOf({ q }, locale).slice(0, urgentIds.length)).toEqual(urgentIds);
    },
  );

  it('shows the crisis lines of the nation somebody chose', () => {
    expect(idsOf({ q: 'want to die', nation: 'northern-ireland' }).slice(0, 3)).toEqual(
      urgentIds.filter((id) => organisations().get(id)!.for.nations.includes('northern-ireland')),
    );
  });

  it.each([
    ['tired', 'employment-tribunal'], // fired
    ['deport', 'speak-up-guardians'], // report
    ['homeless', 'your-gp'], // hopeless
  ])('“%s” is a word, and no slip for what leads to %s', (q, id) => {
    for (const locale of locales) expect(idsOf({ q }, locale)).not.toContain(id);
  });

  it.each(['sacked', 'legal', 'no money', 'bullying', 'appeal'])(
    '“%s” finds somebody open to all first',
    (q) => {
      for (const locale of locales) {
        const [first] = findOrganisations({ q }, locale);
        expect(isReserved(first!), first!.id).toBe(false);
      }
    },
  );

  it('finds the body of a profession first when the words name the profession', () => {
    expect(idsOf({ q: 'dentist union' })[0]).toBe('bda');
    expect(idsOf({ q: 'pharmacist no money' })[0]).toBe('pharmacist-support');
  });

  it('gives those with all the words before those with some', () => {
    const [first] = findOrganisations({ q: 'sikh dentist' }, 'en');
    expect(first!.id).toBe('sikh-doctors-dentists-association');
  });

  it('gives somebody when nobody has all the words', () => {
    expect(idsOf({ q: 'anaesthetist xyzzyplugh' })).toContain(
      'association-of-anaesthetists-wellbeing',
    );
  });

  it('knows the needs that words lead to', () => {
    const named = readSynonyms().flatMap((group) => group.needs ?? []);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((need) => !(needs as readonly string[]).includes(need))).toEqual([]);
  });
});

describe('filtering the directory', () => {
  it('leaves those that help with the need', () => {
    for (const need of needs) {
      const found = idsOf({ need });
      const expected = all.filter((each) => each.needs.includes(need)).map(({ id }) => id);
      expect(found.toSorted()).toEqual(expected.toSorted());
    }
    expect(idsOf({ need: 'crisis' })).toContain('samaritans');
    expect(idsOf({ need: 'immigration' })).not.toContain('samaritans');
  });

  it('puts first who fits best, and of equals goes by the name', () => {
    const filters: Filters = { need: 'financial', profession: 'pharmacist' };
    const found = findOrganisations(filters, 'en');
    expect(found[0]!.id).toBe('pharmacist-support');
    const marks = found.map((each) => fitOf(each, filters));
    expect(marks).toEqual(marks.toSorted((a, b) => b - a));
    for (const mark of new Set(marks)) {
      const equals = found
        .filter((each) => fitOf(each, filters) === mark)
        .map((each) => each.name.en);
      expect(equals).toEqual(equals.toSorted((a, b) => a.localeCompare(b, 'en')));
    }
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
