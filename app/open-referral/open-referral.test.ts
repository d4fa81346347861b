import { describe, expect, it } from 'vitest';
import type { Organisation } from '~/support';
import { organisations } from '~/support/index.server';
import { faultsBySchema } from '../../tests/support/open-referral-schemas';
import {
  alertOf,
  fullOrganization,
  fullService,
  organizationSummary,
  serviceSummary,
} from './open-referral';
import { taxonomies, taxonomyById, taxonomyTerms } from './taxonomies';

const baseUrl = 'https://portal.example.test';
const all = [...organisations().values()];
const samaritans = organisations().get('samaritans')!;
const serviceOf = (organisation: Organisation) => fullService(organisation, baseUrl);

/** Samaritans, with something else about it. */
const like = (changes: Partial<Organisation>): Organisation => ({ ...samaritans, ...changes });

const line: Organisation['phone'][number] = {
  label: { en: 'Office', cy: 'Swyddfa' },
  number: '020 7946 0000',
  hours: {
    weekly: [
      { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '17:00' },
      { days: ['fri'], from: '09:00', to: '24:00' },
    ],
    bankHolidays: 'closed',
    seen: '2026-10',
    note: null,
  },
  confirmed: true,
};

/** Every id an answer gives to something, however deep. */
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    // Terms are shared, and our own part has the directory's own ids.
    ['taxonomy_term', 'practitioner_support_portal'].includes(name)
      ? []
      : name === 'id'
        ? [inner as string]
        : idsIn(inner),
  );
}

describe('the published schema', () => {
  it.each(all.map((each) => [each.id, each] as const))('is kept by %s', (_, organisation) => {
    expect(faultsBySchema('service', serviceOf(organisation))).toEqual([]);
    expect(faultsBySchema('service_list', serviceSummary(organisation, baseUrl))).toEqual([]);
    expect(faultsBySchema('organization', fullOrganization(organisation, baseUrl))).toEqual([]);
    expect(faultsBySchema('organization_list', organizationSummary(organisation))).toEqual([]);
  });

  it('is kept by every list of words and every word', () => {
    for (const taxonomy of taxonomies) {
      expect(faultsBySchema('taxonomy', taxonomy)).toEqual([]);
      expect(faultsBySchema('taxonomy', taxonomyById.get(taxonomy.id))).toEqual([]);
    }
    for (const term of taxonomyTerms) expect(faultsBySchema('taxonomy_term', term)).toEqual([]);
  });

  it('would notice what is wrong', () => {
    const service = serviceOf(samaritans);
    expect(faultsBySchema('service', { ...service, status: 'open' })).not.toEqual([]);
    expect(faultsBySchema('service', { ...service, url: 'samaritans' })).not.toEqual([]);
    expect(faultsBySchema('service', { ...service, name: undefined })).not.toEqual([]);
    const [schedule] = service.schedules;
    const daily = { ...service, schedules: [{ ...schedule, freq: 'DAILY' }] };
    expect(faultsBySchema('service', daily)).not.toEqual([]);
    const [area] = service.service_areas;
    const nameless = { ...service, service_areas: [{ ...area, id: 'england' }] };
    expect(faultsBySchema('service', nameless)).not.toEqual([]);
  });
});

describe('an id', () => {
  it('belongs to one thing only', () => {
    const ids = all.flatMap((organisation) => idsIn(serviceOf(organisation)));
    expect(ids.length).toBeGreaterThan(all.length * 5);
    expect(new Set(ids).size).toBe(ids.length);
    const terms = [...taxonomies, ...taxonomyTerms].map(({ id }) => id);
    expect(new Set([...ids, ...terms]).size).toBe(ids.length + terms.length);
  });

  it('never changes: others have kept it', () => {
    expect(serviceOf(samaritans).id).toBe('5f06fffb-90e5-583e-8471-62399d99dc1e');
    expect(serviceOf(samaritans).organization.id).toBe('3a2040b2-dfd8-53c3-8b06-a695a7e20292');
    expect(taxonomies[0]).toMatchObject({
      id: '65fca934-5198-52a1-a524-7951c5cc6d77',
      name: 'Kinds of help',
    });
  });
});

describe('a service', () => {
  it('says what somebody needs to know before they call', () => {
    const service = serviceOf(samaritans);
    const { words } = samaritans;
    expect(service).toMatchObject({
      name: 'Samaritans',
      url: 'https://www.samaritans.org',
      status: 'active',
      fees: words.en.cost,
      assured_date: samaritans.checked,
      last_modified: `${samaritans.checked}T00:00:00.000Z`,
    });
    expect(service.description).toContain(words.en.offers);
    expect(service.description).toContain(words.en.whenYouContact);
    expect(service.practitioner_support_portal).toMatchObject({
      limits: words.en.limits,
      confidentiality: words.en.confidentiality,
      pages: {
        en: 'https://portal.example.test/support/samaritans',
        cy: 'https://portal.example.test/cy/support/samaritans',
      },
    });
  });

  it('is in English only', () => {
    for (const organisation of all) {
      const written = JSON.stringify(serviceOf(organisation));
      const { en, cy } = organisation.words;
      for (const part of ['offers', 'whenYouContact', 'limits'] as const) {
        if (cy[part] !== en[part]) expect(written).not.toContain(JSON.stringify(cy[part]));
      }
    }
  });

  it('for a crisis has no number that nobody confirmed, and says that one is kept back', () => {
    const crisis = all.filter(({ needs, phone, text }) => {
      return needs.includes('crisis') && [...phone, ...text].some(({ confirmed }) => !confirmed);
    });
    expect(crisis.map(({ id }) => id)).toContain('samaritans');
    for (const organisation of crisis) {
      const service = serviceOf(organisation);
      const given = service.phones.map(({ number }) => number);
      for (const { number, confirmed } of [...organisation.phone, ...organisation.text]) {
        if (!confirmed) expect(given).not.toContain(number);
      }
      expect(service.alert).toContain('a number that nobody has confirmed');
    }
  });

  it('says of any other number that nobody confirmed it, in two places', () => {
    const unsure = like({ needs: ['emotional'], phone: [{ ...line, confirmed: false }] });
    const service = serviceOf(unsure);
    expect(service.phones[0]).toMatchObject({ number: '020 7946 0000', type: 'voice' });
    expect(service.phones[0]!.description).toContain('not confirmed');
    expect(service.alert).toContain('Nobody has confirmed a number given here');
  });

  it('warns when we are not sure of it, and only then', () => {
    const sure = like({ phone: [line], text: [] });
    expect(alertOf({ ...sure, confidence: 'high' })).toBeUndefined();
    expect(alertOf({ ...sure, confidence: 'medium' })).toBeUndefined();
    expect(alertOf({ ...sure, confidence: 'low' })).toContain('not sure of this entry');
    expect(alertOf({ ...sure, confidence: 'unconfirmed' })).toContain('not been able to confirm');
  });

  it('has its hours as rules a calendar understands', () => {
    const { schedules } = serviceOf(like({ phone: [line], text: [] }));
    expect(schedules).toMatchObject([
      { freq: 'WEEKLY', byday: 'MO,TU,WE,TH', opens_at: '09:00', closes_at: '17:00' },
      { freq: 'WEEKLY', byday: 'FR', opens_at: '09:00', closes_at: '23:59' },
    ]);
    expect(schedules[0]!.description).toContain('Closed on bank holidays');
    expect(schedules[0]!.description).toContain('October 2026');
  });

  it('costs nothing only when it says “Free” without a condition', () => {
    const amount = (cost: string) =>
      serviceOf(
        like({ words: { ...samaritans.words, en: { ...samaritans.words.en, cost } } }),
      ).cost_options.map((option) => option.amount);
    expect(amount('Free.')).toEqual([0]);
    expect(amount('Free to members.')).toEqual([]);
    expect(amount('Free. A loan has to be paid back.')).toEqual([]);
    expect(amount('Part of your membership.')).toEqual([]);
  });

  it('says where it helps, with the official codes', () => {
    const { service_areas: areas } = serviceOf(
      like({ for: { ...samaritans.for, nations: ['wales', 'northern-ireland'] } }),
    );
    expect(areas.map(({ name, uri }) => [name, uri.split('/').at(-1)])).toEqual([
      ['Wales', 'W92000004'],
      ['Northern Ireland', 'N92000002'],
    ]);
  });

  it('says in which languages somebody answers', () => {
    const { languages } = serviceOf(like({ languages: ['en', 'cy'] }));
    expect(languages.map(({ name, code }) => [name, code])).toEqual([
      ['English', 'en'],
      ['Welsh', 'cy'],
    ]);
  });

  it('says which word to text', () => {
    const texting = { ...line, hours: null, keyword: 'SHOUT', number: '85258' };
    const { phones } = serviceOf(like({ phone: [], text: [texting] }));
    expect(phones).toMatchObject([{ number: '85258', type: 'text' }]);
    expect(phones[0]!.description).toContain('text SHOUT to 85258');
  });

  it('stands under every word of the directory it has, and no other', () => {
    for (const organisation of all) {
      const { needs, stages, for: its } = organisation;
      const { attributes } = serviceOf(organisation);
      expect(attributes).toHaveLength(
        [needs, stages, its.professions, its.nations, its.groups].flat().length,
      );
    }
    const names = serviceOf(samaritans).attributes.map(({ taxonomy_term: term }) => term.name);
    expect(names.slice(0, 2)).toEqual(['Crisis', 'Emotional support']);
    expect(names).not.toContain('Legal');
  });
});

describe('a list of words', () => {
  it('has terms that lead back to it', () => {
    for (const { id, name } of taxonomies) {
      const terms = taxonomyById.get(id)!.taxonomy_terms;
      expect(terms.length).toBeGreaterThan(2);
      for (const term of terms) expect(term).toMatchObject({ taxonomy_id: id, taxonomy: name });
    }
  });
});
