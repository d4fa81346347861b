import { describe, expect, it } from 'vitest';
import { bodiesOf, readSituation } from './situation';

const formOf = (...fields: [name: string, value: string][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

const nothing = {
  worry: undefined,
  stage: undefined,
  profession: undefined,
  nation: undefined,
  setting: undefined,
  members: [],
};

describe('a situation', () => {
  it('is what was ticked, all of it', () => {
    const form = formOf(
      ['worry', 'visa'],
      ['stage', 'after'],
      ['profession', 'doctor'],
      ['nation', 'wales'],
      ['setting', 'training'],
      ['members', 'bma'],
      ['members', 'other'],
    );
    expect(readSituation(form)).toEqual({
      worry: 'visa',
      stage: 'after',
      profession: 'doctor',
      nation: 'wales',
      setting: 'training',
      members: ['bma', 'other'],
    });
  });

  it('may be nothing at all', () => {
    expect(readSituation(formOf())).toEqual(nothing);
  });

  it('has nothing in it that is not one of the answers', () => {
    const form = formOf(
      ['worry', '__proto__'],
      ['stage', ''],
      ['profession', 'Doctor'],
      ['nation', 'scotland'],
      ['setting', 'x'.repeat(10_000)],
      ['members', 'constructor'],
    );
    form.append('profession', new File(['doctor'], 'doctor'));
    expect(readSituation(form)).toEqual(nothing);
  });

  it('has the body somebody ticked, who ticked “none of these” too', () => {
    const { members } = readSituation(formOf(['members', 'none'], ['members', 'mddus']));
    expect(members).toEqual(['mddus']);
  });
});

describe('the bodies somebody belongs to', () => {
  it('are those behind the boxes', () => {
    expect(bodiesOf({ members: ['bma', 'mddus', 'other'] })).toEqual([
      'bma-employment-advice',
      'mddus',
    ]);
    expect(bodiesOf({ members: ['none'] })).toEqual([]);
    expect(bodiesOf({})).toEqual([]);
  });

  it('are not guessed, where a box stands for doctors and for dentists and neither was said', () => {
    expect(bodiesOf({ members: ['mdu-or-ddu'] })).toEqual([]);
    expect(bodiesOf({ members: ['mdu-or-ddu'], profession: 'dentist' })).toContain('ddu');
  });
});
