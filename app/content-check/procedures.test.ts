import { describe, expect, it } from 'vitest';
import { both, said } from '../../tests/support/sound-content';
import type { Content } from './content';

type Step = Content['procedures'][number]['steps'][number];

/** Changes the report, the second of two steps. */
const saidOfReport = (more: Partial<Step>) =>
  said(({ procedures }) => Object.assign(procedures[0]!.steps[1]!, more));

const weeks = (value: number) => ({ value, unit: 'weeks' as const });

describe('what a step counts from', () => {
  it.each<[string, Partial<Step>]>([
    ['after', { limit: { ...weeks(4), after: 'the-moon' } }],
    ['before', { limit: { ...weeks(4), before: 'the-moon' } }],
    ['its own date', { date: 'the-moon' }],
    ['usually after', { usual: { least: weeks(4), most: weeks(4), after: 'the-moon' } }],
    ['opens after', { opens: { ...weeks(4), after: 'the-moon' } }],
    [
      'a pause from',
      {
        limit: {
          ...weeks(4),
          after: 'letter',
          pause: { from: 'the-moon', to: 'letter', keep: weeks(4) },
        },
      },
    ],
    [
      'a pause to',
      {
        limit: {
          ...weeks(4),
          after: 'letter',
          pause: { from: 'letter', to: 'the-moon', keep: weeks(4) },
        },
      },
    ],
  ])('must be there: %s', (_, more) => {
    expect(saidOfReport(more)).toEqual([
      'procedures/investigation.json: the step report counts from the-moon, which is no step above it and no date of its happenings.',
    ]);
  });

  it('may be a step above it, or a date of what happened, before or after', () => {
    expect(saidOfReport({ limit: { ...weeks(4), after: 'letter-comes' } })).toEqual([]);
    expect(saidOfReport({ limit: { ...weeks(4), after: 'letter' } })).toEqual([]);
    expect(saidOfReport({ limit: { ...weeks(4), before: 'letter' } })).toEqual([]);
  });

  it('may not be a step below it, nor the step itself', () => {
    expect(said(({ procedures }) => procedures[0]!.steps.reverse()).join()).toContain(
      'the step report counts from letter-comes',
    );
    expect(saidOfReport({ limit: { ...weeks(4), after: 'report' } })).toHaveLength(1);
  });

  it('may not be a date that belongs to something else that happened', () => {
    const elsewhere = (content: Content) => {
      const [told] = content.happenings;
      content.happenings.push({ ...told!, id: 'excluded', dates: [] });
      content.procedures[0]!.happenings = ['excluded'];
    };
    expect(said(elsewhere)).toEqual([
      'procedures/investigation.json: the step letter-comes counts from letter, which is no step above it and no date of its happenings.',
    ]);
  });

  // The timeline looks for it among the dates the reader gave, where no step is.
  it('must be a date the reader can give, where it is the real date of a step', () => {
    expect(saidOfReport({ date: 'letter-comes' })).not.toEqual([]);
  });
});

describe('a time limit', () => {
  it('needs a fact', () => {
    expect(saidOfReport({ facts: [] })).toEqual([
      'procedures/investigation.json: the step report has a time of 4 weeks, but none of its facts has that value.',
    ]);
  });

  it('needs a fact that says the same number and the same unit', () => {
    const limit = (value: number, unit: 'days' | 'weeks') =>
      saidOfReport({ limit: { value, unit, after: 'letter' } });
    expect(limit(6, 'weeks')).toEqual([
      'procedures/investigation.json: the step report has a time of 6 weeks, but none of its facts has that value.',
    ]);
    expect(limit(4, 'days')).toHaveLength(1);
    expect(limit(4, 'weeks')).toEqual([]);
  });

  it.each([undefined, 4, '4 weeks', { value: 6, unit: 'weeks' as const }])(
    'is not vouched for by a fact whose value is %o',
    (value) => {
      expect(said(({ facts }) => (facts[0]!.value = value))).toHaveLength(1);
    },
  );

  it('is not vouched for by a fact that only another step names', () => {
    expect(
      said(({ procedures }) => {
        procedures[0]!.steps[0]!.facts = ['four-weeks'];
        procedures[0]!.steps[1]!.facts = [];
      }),
    ).toHaveLength(1);
  });

  it.each<[string, Partial<Step>]>([
    ['the least a step takes', { usual: { least: weeks(5), most: weeks(4), after: 'letter' } }],
    ['the most a step takes', { usual: { least: weeks(4), most: weeks(5), after: 'letter' } }],
    ['the time before something may be done', { opens: { ...weeks(5), after: 'letter' } }],
    [
      'what a pause leaves',
      {
        limit: {
          ...weeks(4),
          after: 'letter',
          pause: { from: 'letter', to: 'letter', keep: weeks(5) },
        },
      },
    ],
  ])('needs a fact for %s, too', (_, more) => {
    expect(saidOfReport(more)).toEqual([
      'procedures/investigation.json: the step report has a time of 5 weeks, but none of its facts has that value.',
    ]);
  });

  it('says who must act by then', () => {
    expect(saidOfReport({ deadlineFor: undefined })).toEqual([
      'procedures/investigation.json: the step report has a limit and does not say for whom (deadlineFor).',
    ]);
    expect(saidOfReport({ deadlineFor: 'you' })).toEqual([]);
  });
});

describe('names', () => {
  it('finds two steps of one name', () => {
    const twice = ({ procedures: [procedure] }: Content) =>
      procedure!.steps.push({ ...procedure!.steps[1]! });
    expect(said(twice)).toEqual(['procedures/investigation.json: has more than one step report.']);
  });

  it('finds a procedure that begins with something that cannot have happened', () => {
    expect(said(({ procedures }) => procedures[0]!.happenings.push('eclipse'))).toEqual([
      'procedures/investigation.json: names the happening eclipse, which does not exist.',
    ]);
  });
});

describe('the end of a procedure', () => {
  const overAfter = (date: string) => (content: Content) =>
    content.procedures[0]!.overAfter.push(date);

  it('is a date of what happened, and nothing else', () => {
    expect(said(overAfter('letter'))).toEqual([]);
    expect(said(overAfter('report'))).toEqual([
      'procedures/investigation.json: begins or is over with report, which is no date of its happenings.',
    ]);
  });

  it('is a use of the date it names', () => {
    const ended = (content: Content) => {
      content.happenings[0]!.dates.push({ ...content.happenings[0]!.dates[0]!, id: 'closed' });
      overAfter('closed')(content);
    };
    expect(said(ended)).toEqual([]);
  });
});

describe('the beginning of a procedure', () => {
  it('is a worry somebody can name, and a happening of its own', () => {
    expect(
      said(({ procedures }) => {
        procedures[0]!.when = { dates: [], worries: ['tax'] };
        procedures[0]!.reachedBy = { excluded: 'letter-comes' };
      }),
    ).toEqual([
      'procedures/investigation.json: begins with the worry tax, which does not exist.',
      'procedures/investigation.json: is reached by excluded, which is none of its happenings.',
    ]);
  });
});

describe('dates', () => {
  const date = (id: string) => ({
    id,
    name: both(id),
    label: both('When?'),
    hint: both('The day.'),
    ahead: false,
  });

  it('are asked once, whether the question stands in one file or in two', () => {
    const asked = 'happenings: asks for the date letter more than once.';
    expect(said(({ happenings }) => happenings[0]!.dates.push(date('letter')))).toEqual([asked]);
    const elsewhere = ({ happenings }: Content) =>
      happenings.push({ ...happenings[0]!, id: 'excluded', dates: [date('letter')] });
    expect(said(elsewhere)).toEqual([asked]);
  });

  it('are not asked for nothing', () => {
    expect(said(({ happenings }) => happenings[0]!.dates.push(date('meeting')))).toEqual([
      'happenings/told.json: asks for the date meeting, which no procedure uses.',
    ]);
  });

  it.each<[string, Partial<Step>]>([
    ['an end', { limit: { ...weeks(4), after: 'letter' } }],
    ['a beginning', { limit: { ...weeks(4), before: 'letter' } }],
    ['what is usual', { usual: { least: weeks(4), most: weeks(4), after: 'letter' } }],
    ['the first day', { opens: { ...weeks(4), after: 'letter' } }],
  ])('count as used when a step works out %s from them', (_, more) => {
    const only = ({ procedures: [procedure] }: Content) => {
      procedure!.steps = [{ ...procedure!.steps[1]!, limit: undefined, ...more }];
    };
    expect(said(only)).toEqual([]);
  });
});
