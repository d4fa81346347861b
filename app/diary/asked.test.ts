import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { i18nFor } from '~/platform/i18n';
import {
  adviserRulesSchema,
  bounds,
  clash,
  differenceSchema,
  hoursSchema,
  teamRulesSchema,
  type Counted,
} from './asked';

/** What a form gives: the value, or the messages by field. */
function given<Schema extends z.ZodType>(schema: Schema, ...fields: [string, string][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const submission = parseWithZod(form, { schema });
  return submission.status === 'success'
    ? { value: submission.value }
    : { errors: submission.error };
}

const hours = (opens: string, closes: string, ...more: [string, string][]) =>
  given(hoursSchema, ['weekday', '1'], ['opens', opens], ['closes', closes], ...more);

describe('hours', () => {
  it.each([
    ['9', '12', '09:00', '12:00'],
    ['9:30', '14.15', '09:30', '14:15'],
    [' 0900 ', '1700', '09:00', '17:00'],
    ['00:00', '23:59', '00:00', '23:59'],
  ])('are taken as people type them: %s to %s', (opens, closes, from, until) => {
    expect(hours(opens, closes)).toMatchObject({ value: { opens: from, closes: until } });
  });

  it.each(['24:00', '9:60', 'nine', '9am', '-1', '12:5', '99'])('are never %s', (time) => {
    expect(hours(time, '23:00')).toMatchObject({ errors: { opens: ['diary:errors.time'] } });
  });

  it.each([
    ['10:00', '10:00'],
    ['10:00', '9:00'],
  ])('end after they begin: not %s to %s', (opens, closes) => {
    expect(hours(opens, closes)).toMatchObject({
      errors: { closes: ['diary:errors.closesFirst'] },
    });
  });

  it('need a day from Monday to Friday', () => {
    const times: [string, string][] = [
      ['opens', '9'],
      ['closes', '10'],
    ];
    expect(given(hoursSchema, ...times)).toMatchObject({
      errors: { weekday: ['diary:errors.weekday'] },
    });
    expect(given(hoursSchema, ['weekday', '6'], ...times)).toHaveProperty('errors');
    expect(given(hoursSchema, ['weekday', '1'], ['weekday', '5'], ...times)).toMatchObject({
      value: { weekday: ['1', '5'] },
    });
  });

  it('clash when they have a minute in common', () => {
    expect(clash({ opens: '09:00', closes: '10:00' }, { opens: '10:00', closes: '11:00' })).toBe(
      false,
    );
    expect(clash({ opens: '09:00', closes: '10:01' }, { opens: '10:00', closes: '11:00' })).toBe(
      true,
    );
    expect(clash({ opens: '09:00', closes: '12:00' }, { opens: '10:00', closes: '11:00' })).toBe(
      true,
    );
  });
});

describe('days that differ', () => {
  const differs = (...fields: [string, string][]) =>
    given(differenceSchema('2026-11-23'), ...fields);

  it('are one day when no last day is given, and have no hours when the whole day differs', () => {
    expect(
      differs(['kind', 'away'], ['firstDay', '2026-11-25'], ['lastDay', ''], ['opens', '9']),
    ).toEqual({
      value: {
        kind: 'away',
        firstDay: '2026-11-25',
        lastDay: '2026-11-25',
        opens: null,
        closes: null,
      },
    });
  });

  it('have hours when only a part differs', () => {
    const fields: [string, string][] = [
      ['kind', 'away-part'],
      ['firstDay', '2026-11-25'],
    ];
    expect(differs(...fields)).toMatchObject({
      errors: { opens: ['diary:errors.timeMissing'], closes: ['diary:errors.timeMissing'] },
    });
    expect(differs(...fields, ['opens', '9'], ['closes', '11'])).toMatchObject({
      value: { kind: 'away', opens: '09:00', closes: '11:00' },
    });
    expect(differs(...fields, ['opens', '9'], ['closes', '8'])).toMatchObject({
      errors: { closes: ['diary:errors.closesFirst'] },
    });
  });

  it.each([
    ['2026-02-30', undefined, 'firstDay', 'date'],
    ['soon', undefined, 'firstDay', 'date'],
    ['', undefined, 'firstDay', 'dateMissing'],
    ['2026-12-02', '2026-12-01', 'lastDay', 'lastDayFirst'],
    ['2026-11-20', '2026-11-22', 'firstDay', 'past'],
    ['2026-12-01', '2028-06-01', 'lastDay', 'tooLong'],
    ['2099-12-01', undefined, 'lastDay', 'tooFar'],
  ])('are days to come, in order: not %s to %s', (firstDay, lastDay, field, message) => {
    const fields: [string, string][] = [
      ['kind', 'away'],
      ['firstDay', firstDay],
    ];
    if (lastDay) fields.push(['lastDay', lastDay]);
    expect(differs(...fields)).toMatchObject({ errors: { [field]: [`diary:errors.${message}`] } });
  });

  it('may have begun already', () => {
    expect(
      differs(['kind', 'away'], ['firstDay', '2026-11-20'], ['lastDay', '2026-11-23']),
    ).toHaveProperty('value');
  });
});

describe('rules', () => {
  it.each(Object.entries(bounds))('%s is within its bounds, at their edges', (name, edges) => {
    const { least, most, step } = edges;
    // What leaves it alone: hours that its own do not have to fit.
    const others = [
      ['noticeHours', name === 'cutOffHours' ? '336' : '0'],
      ['cutOffHours', '0'],
    ].filter(([other]) => other !== name) as [string, string][];
    const alone = (typed: string) => given(teamRulesSchema, [name, typed], ...others);
    for (const right of [least, most])
      expect(alone(String(right)), String(right)).toHaveProperty('value');
    const wrong = [most + step, least - step, least + 0.5, ...(step > 1 ? [least + 1] : [])];
    for (const each of [...wrong.map(String), 'ten', '1e1'])
      expect(alone(each), each).toMatchObject({ errors: { [name]: [`diary:errors.${name}`] } });
  });

  it('are nobody’s choice when the field is left empty', () => {
    expect(given(adviserRulesSchema, ['lengthMinutes', ''], ['published', 'usual'])).toEqual({
      value: { lengthMinutes: null, bufferMinutes: null, mostPerDay: null, published: null },
    });
    expect(given(adviserRulesSchema, ['published', 'no'])).toMatchObject({
      value: { published: false },
    });
  });

  it('leave a day at least between the soonest and the latest time', () => {
    expect(given(teamRulesSchema, ['noticeHours', '48'], ['horizonDays', '2'])).toMatchObject({
      errors: { horizonDays: ['diary:errors.horizonTooNear'] },
    });
    expect(given(teamRulesSchema, ['noticeHours', '48'], ['horizonDays', '3'])).toHaveProperty(
      'value',
    );
    // Against the usual notice of a day.
    expect(given(teamRulesSchema, ['horizonDays', '1'])).toHaveProperty('errors');
  });

  it('leave time to accept whatever can be offered', () => {
    expect(given(teamRulesSchema, ['noticeHours', '8'], ['cutOffHours', '9'])).toMatchObject({
      errors: { cutOffHours: ['diary:errors.cutOffTooEarly'] },
    });
    expect(given(teamRulesSchema, ['noticeHours', '8'], ['cutOffHours', '8'])).toHaveProperty(
      'value',
    );
    // Against the usual four hours.
    expect(given(teamRulesSchema, ['noticeHours', '3'])).toHaveProperty('errors');
  });

  it('say their bounds in words, in both languages', () => {
    for (const locale of ['en', 'cy'] as const)
      for (const name of Object.keys(bounds) as Counted[]) {
        const words = i18nFor[locale].t(`diary:errors.${name}`);
        expect(words).toContain(String(bounds[name].least));
        expect(words).toContain(String(bounds[name].most));
      }
  });
});
