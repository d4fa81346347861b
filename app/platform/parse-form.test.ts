import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseWithZod } from './parse-form';

const schema = z.looseObject({ name: z.string('missing'), day1: z.string().optional() });

/** What is read of a form with these fields. */
const read = (...fields: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return parseWithZod(form, { schema });
};

describe('a form', () => {
  it('is read by its schema', () => {
    const submission = read(['name', 'Amina'], ['day1', 'any']);
    expect(submission.status === 'success' && submission.value).toEqual({
      name: 'Amina',
      day1: 'any',
    });
    expect(read(['day1', 'any']).reply().error).toEqual({ name: ['missing'] });
  });

  it.each([
    'name[99999999]',
    'a[0][b]',
    'a.b.c',
    '__proto__[polluted]',
    '__proto__.polluted',
    '__proto__',
    'constructor',
    'constructor.prototype.polluted',
    'toString',
    '__intent__',
    '__state__',
    '',
    '[]',
  ])('leaves out a field called %s', (name) => {
    const submission = read(['name', 'Amina'], [name, '{"broken']);
    expect(submission.status === 'success' && submission.value).toEqual({ name: 'Amina' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keeps a field that comes twice', () => {
    expect(read(['name', 'a'], ['name', 'b']).payload).toEqual({ name: ['a', 'b'] });
  });
});
