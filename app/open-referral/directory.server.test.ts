import { afterAll, describe, expect, it, vi } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { addDays } from '~/platform/time/working-days';
import { changeEntry, organisations } from '~/support/index.server';
import { person } from '../../tests/support/people';
import { allOrganisations, findServices } from './directory.server';
import { lastModified } from './open-referral';
import { taxonomyTerms } from './taxonomies';

migrateDatabase();
const all = allOrganisations();
const idsOf = (query: Partial<Parameters<typeof findServices>[0]>) =>
  findServices({ text: '', ...query }).map(({ id }) => id);

describe('asking for services', () => {
  it('gives all of them, by name, when nothing is asked', () => {
    expect(all).toHaveLength(organisations().size);
    const names = all.map(({ name }) => name.en);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
    expect(idsOf({})).toEqual(all.map(({ id }) => id));
    expect(idsOf({ text: '   ' })).toEqual(idsOf({}));
  });

  it('finds words as the directory’s own pages do', () => {
    expect(idsOf({ text: 'samaritens' })[0]).toBe('samaritans');
    expect(idsOf({ text: 'xyzzyplugh' })).toEqual([]);
  });

  it('gives what was checked on or after a moment, to the millisecond', () => {
    const moments = all.map((organisation) => Date.parse(lastModified(organisation)));
    for (const moment of new Set(moments)) {
      const since = (time: number) => moments.filter((each) => each >= time).length;
      expect(idsOf({ modified_after: moment })).toHaveLength(since(moment));
      expect(idsOf({ modified_after: moment + 1 })).toHaveLength(since(moment + 1));
      expect(since(moment + 1)).toBeLessThan(since(moment));
    }
    expect(idsOf({ modified_after: Math.max(...moments) + 1 })).toEqual([]);
    expect(idsOf({ modified_after: 0 })).toHaveLength(all.length);
  });

  it('gives what stands under a word of our lists', () => {
    const crisis = taxonomyTerms.find(({ name }) => name === 'Crisis')!;
    expect(idsOf({ taxonomy_term_id: crisis.id })).toEqual(
      all.filter(({ needs }) => needs.includes('crisis')).map(({ id }) => id),
    );
    expect(idsOf({ taxonomy_term_id: '00000000-0000-4000-8000-000000000000' })).toEqual([]);
  });

  it('takes all of these together', () => {
    const crisis = taxonomyTerms.find(({ name }) => name === 'Crisis')!;
    expect(idsOf({ text: 'samaritans', taxonomy_term_id: crisis.id })).toContain('samaritans');
    expect(idsOf({ text: 'acas', taxonomy_term_id: crisis.id })).not.toContain('acas');
  });
});

describe('a check that an editor recorded', () => {
  afterAll(() => vi.restoreAllMocks());

  it('moves the day of the entry, and nobody else’s', () => {
    const later = addDays(all[0]!.checked, 1);
    vi.spyOn(clock, 'now').mockReturnValue(Date.parse(`${later}T12:00Z`));
    changeEntry(person('editor'), 'acas', { change: 'check', on: later });
    expect(allOrganisations().find(({ id }) => id === 'acas')!.checked).toBe(later);
    expect(idsOf({ modified_after: Date.parse(later) })).toEqual(['acas']);
  });
});
