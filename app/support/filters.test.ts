import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisations } from './directory.server';
import { asQuery, choices, fitOf, fits, isReserved, readFilters, readPage } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));
const page = (query: string) => readPage(new URLSearchParams(query));
const all = [...organisations().values()];

describe('filters in an address', () => {
  it('are read as they were written', () => {
    const query =
      '?q=pay&need=legal&profession=dentist&nation=wales&stage=hearing&membership=open&group=sikh&open=now';
    expect(read(query)).toEqual({
      q: 'pay',
      need: 'legal',
      profession: 'dentist',
      nation: 'wales',
      stage: 'hearing',
      membership: 'open',
      group: 'sikh',
      open: 'now',
    });
    expect(asQuery(read(query))).toBe(query);
  });

  it('are as if they were not there when nobody knows them', () => {
    expect(
      read('need=LEGAL&profession=nurse&nation=france&stage=&membership=members&group=x&open=1'),
    ).toEqual(read(''));
    expect(read('need=constructor&group=__proto__')).toEqual(read(''));
    expect(asQuery(read('need=&q=%20%20&other=1'))).toBe('');
  });

  it('come back the same, whatever is typed and chosen', () => {
    const chosen = fc.record(
      Object.fromEntries(
        Object.entries(choices).map(([name, values]) => [name, fc.constantFrom(...values)]),
      ),
      { requiredKeys: [] },
    );
    const typed = fc.string({ unit: 'grapheme' }).map((text) => text.trim() || undefined);
    fc.assert(
      fc.property(chosen, typed, (filters, q) => {
        const asked = { ...read(''), ...filters, q };
        expect(read(asQuery(asked))).toEqual(asked);
      }),
    );
  });

  it('carry the reader’s own list and the page along', () => {
    expect(asQuery({ need: 'legal' }, 2, ['acas', 'shout'])).toBe(
      '?need=legal&page=2&list=acas&list=shout',
    );
    expect(asQuery({}, 1, ['acas'])).toBe('?list=acas');
    expect(asQuery({}, 1)).toBe('');
  });
});

describe('the page of a list', () => {
  it.each([
    ['', 1],
    ['page=', 1],
    ['page=1', 1],
    ['page=7', 7],
    ['page=0', 1],
    ['page=-1', 1],
    ['page=1.5', 1],
    ['page=two', 1],
    ['page=Infinity', 1],
    ['page=99999999999999999999', 1],
  ])('%j is page %i', (query, number) => {
    expect(page(query)).toBe(number);
  });
});

describe('who fits', () => {
  const ids = (query: string) => all.filter((each) => fits(each, read(query))).map(({ id }) => id);

  it('is everybody when nothing is asked', () => {
    expect(ids('')).toHaveLength(all.length);
  });

  it('needs no membership, for sure, when somebody has none', () => {
    const found = all.filter((each) => fits(each, read('membership=open')));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((each) => each.for.membership === 'open')).toBe(true);
    expect(ids('')).toEqual(expect.arrayContaining(['mdu', 'bapio', 'samaritans']));
    expect(ids('membership=open')).toContain('samaritans');
    expect(ids('membership=open')).not.toContain('mdu');
    expect(ids('membership=open'), 'it may need one').not.toContain('bapio');
  });

  it('is who was made for the group, and nobody else', () => {
    expect(ids('group=sikh')).toContain('sikh-doctors-dentists-association');
    expect(ids('group=sikh')).not.toContain('samaritans');
  });

  it('is who helps at that stage', () => {
    const found = all.filter((each) => fits(each, read('stage=hearing')));
    expect(found.every((each) => each.stages.includes('hearing'))).toBe(true);
    expect(found.length).toBeLessThan(all.length);
  });

  it('must fit all of it', () => {
    const both = ids('need=addiction&profession=dentist');
    expect(both).toContain('dentists-health-support');
    expect(both).not.toContain('sick-doctors-trust');
    expect(both).not.toContain('bda');
  });
});

describe('who fits best', () => {
  const fit = (id: string, query: string) => fitOf(organisations().get(id)!, read(query));

  it('was made for this profession', () => {
    expect(fit('pharmacist-support', 'profession=pharmacist')).toBeGreaterThan(
      fit('pharmacist-support', ''),
    );
    expect(fit('samaritans', 'profession=pharmacist')).toBe(fit('samaritans', ''));
  });

  it('was made for this nation', () => {
    expect(fit('advice-ni', 'nation=northern-ireland')).toBeGreaterThan(fit('advice-ni', ''));
    expect(fit('stepchange', 'nation=northern-ireland')).toBe(fit('stepchange', ''));
  });

  it('has the need as its first concern', () => {
    expect(fit('samaritans', 'need=crisis')).toBeGreaterThan(fit('samaritans', 'need=emotional'));
  });

  it('is open to the reader: bodies of one profession and of members come after', () => {
    const open = all.filter((each) => !isReserved(each));
    const reserved = all.filter((each) => isReserved(each));
    expect(reserved.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['bda', 'cameron-fund', 'trade-unions', 'mddus']),
    );
    for (const query of ['', 'need=employment', 'need=financial&nation=wales']) {
      const fitAll = (list: typeof all) => list.map((each) => fitOf(each, read(query)));
      expect(Math.min(...fitAll(open))).toBeGreaterThan(Math.max(...fitAll(reserved)));
    }
  });

  it('is the body of the profession that was chosen', () => {
    expect(fit('bda', 'profession=dentist')).toBeGreaterThan(fit('acas', 'profession=dentist'));
    expect(fit('bda', '')).toBeLessThan(fit('acas', ''));
  });
});
