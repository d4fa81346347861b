import { parseWithZod } from '@conform-to/zod/v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cy from '#content/locales/cy/meetings.json';
import en from '#content/locales/en/meetings.json';
import {
  chosenSlot,
  firstUnanswered,
  isComplete,
  isStep,
  schemas,
  shownWith,
  stepAfter,
  stepBefore,
  steps,
  stepsFor,
  takenOut,
  windowsOf,
  withAnswer,
  type Answers,
  type CompleteAnswers,
  type Step,
} from './questions';

type Typed = Record<string, string | string[]>;

/** What the page answers to a form, as the page itself reads it. */
function answer(step: Step, typed: Typed) {
  const form = new FormData();
  for (const [name, values] of Object.entries(typed)) {
    for (const value of [values].flat()) form.append(name, value);
  }
  return parseWithZod(form, { schema: schemas[step] });
}

const everything: CompleteAnswers = {
  topics: { topics: ['process'] },
  name: { name: 'Dr Amina Yusuf' },
  how: { method: 'phone', phone: '07700 900 123' },
  contact: { ways: ['email'], leaveMessage: 'no' },
  reminders: { reminders: [] },
  supporter: { supporter: 'no' },
  needs: { needs: [] },
  organisation: { nation: 'england', separateAdviser: 'no' },
  slot: { slot: 'other' },
  times: { day1: ['any'], part1: ['any'] },
};

/** The sentences beside the fields, by field; none when the answer was taken. */
const refusals = (step: Step, typed: Typed): Record<string, string[] | null> =>
  answer(step, typed).reply().error ?? {};

/** The sentence of a message key, in both languages. */
const sentences = (key: string): [string | undefined, string | undefined] => {
  const name = key.replace('meetings:errors.', '');
  const of = (errors: Record<string, string>) => errors[name];
  return [of(en.errors), of(cy.errors)];
};

const contact = { ways: 'email', leaveMessage: 'no' };

describe('an answer that cannot be taken', () => {
  it.each<[string, Step, Typed, string, string]>([
    ['nothing to talk about', 'topics', {}, 'topics', 'topics'],
    ['only spaces to talk about', 'topics', { about: '   ' }, 'topics', 'topics'],
    ['a topic nobody offered', 'topics', { topics: 'weather' }, 'topics[0]', 'choice'],
    ['too many words', 'topics', { about: 'a'.repeat(4001) }, 'about', 'tooLong'],
    ['no name', 'name', {}, 'name', 'name'],
    ['a name of spaces', 'name', { name: '   ' }, 'name', 'name'],
    ['a very long name', 'name', { name: 'a'.repeat(201) }, 'name', 'tooLong'],
    ['two names at once', 'name', { name: ['Amina', 'Tomasz'] }, 'name', 'name'],
    ['no way to meet', 'how', {}, 'method', 'method'],
    ['a way nobody offered', 'how', { method: 'in-person' }, 'method', 'method'],
    ['a phone call without a number', 'how', { method: 'phone' }, 'phone', 'phone'],
    ['a number too short', 'how', { method: 'phone', phone: '07700' }, 'phone', 'phone'],
    ['a number in words', 'how', { method: 'phone', phone: 'ask my secretary' }, 'phone', 'phone'],
    ['no way to be reached', 'contact', { leaveMessage: 'no' }, 'ways', 'ways'],
    ['nothing said of messages', 'contact', { ways: 'email' }, 'leaveMessage', 'leaveMessage'],
    ['a text without a number', 'contact', { ...contact, ways: 'text' }, 'contactNumber', 'phone'],
    [
      'a call without a number, beside email',
      'contact',
      { ...contact, ways: ['email', 'phone'] },
      'contactNumber',
      'phone',
    ],
    ['nothing said of a supporter', 'supporter', {}, 'supporter', 'supporter'],
    [
      'a supporter without a name',
      'supporter',
      { supporter: 'yes' },
      'supporterName',
      'supporterName',
    ],
    ['an interpreter of no language', 'needs', { needs: 'interpreter' }, 'language', 'language'],
    ['a need nobody offered', 'needs', { needs: 'a-lift' }, 'needs[0]', 'choice'],
    ['no nation', 'organisation', { separateAdviser: 'no' }, 'nation', 'nation'],
    [
      'a nation we do not serve',
      'organisation',
      { nation: 'scotland', separateAdviser: 'no' },
      'nation',
      'nation',
    ],
    [
      'nothing said of another adviser',
      'organisation',
      { nation: 'wales' },
      'separateAdviser',
      'separateAdviser',
    ],
    ['no time at all', 'times', {}, 'day1', 'windows'],
    ['lines left unchosen', 'times', { day1: '', part1: '', day2: '' }, 'day1', 'windows'],
    ['a day nobody offered', 'times', { day1: ['monday', 'sunday'] }, 'day1[1]', 'choice'],
    ['a reminder by no way', 'reminders', { reminders: 'day' }, 'reminderWay', 'reminderWay'],
    [
      'a text message to no number',
      'reminders',
      { reminders: 'day', reminderWay: 'text' },
      'reminderNumber',
      'phone',
    ],
    [
      'an address of a supporter that is none',
      'supporter',
      { supporter: 'yes', supporterName: 'Sam', supporterEmail: 'sam' },
      'supporterEmail',
      'supporterEmail',
    ],
    ['no time chosen', 'slot', {}, 'slot', 'slot'],
    ['a time in words', 'slot', { slot: 'tomorrow' }, 'slot', 'slot'],
  ])('is refused kindly, in both languages: %s', (_, step, typed, field, key) => {
    expect(refusals(step, typed)[field]).toEqual([`meetings:errors.${key}`]);
    for (const sentence of sentences(key)) expect(sentence).toMatch(/\S/);
  });

  it.each<[Step, Typed]>([
    ['topics', { topics: 'process' }],
    ['topics', { topics: ['process', 'fairness'], about: 'I do not know what happens next.' }],
    ['topics', { about: 'Something else entirely' }],
    ['name', { name: 'Dr Amina Yusuf' }],
    ['name', { name: 'Siân', pronunciation: 'Sharn' }],
    ['how', { method: 'video' }],
    ['how', { method: 'phone', phone: '+44 (0)7700 900-123' }],
    ['contact', contact],
    ['contact', { ways: ['phone', 'text'], contactNumber: '07700 900 123', leaveMessage: 'yes' }],
    ['supporter', { supporter: 'not-sure' }],
    ['supporter', { supporter: 'yes', supporterName: 'Tomasz' }],
    ['needs', {}],
    ['needs', { needs: ['interpreter', 'breaks'], language: 'Polish' }],
    ['organisation', { nation: 'northern-ireland', separateAdviser: 'yes' }],
    ['times', { day1: 'monday' }],
    ['times', { part2: 'morning' }],
    ['times', { day1: ['monday', 'friday'], part1: ['morning', 'afternoon'] }],
    ['slot', { slot: 'other' }],
    ['slot', { slot: '1796119200000' }],
    ['reminders', {}],
    ['reminders', { reminders: ['week', 'hour'], reminderWay: 'email' }],
    ['supporter', { supporter: 'yes', supporterName: 'Sam', supporterEmail: 'sam@example.test' }],
  ])('is not one that says enough: %s %j', (step, typed) => {
    expect(answer(step, typed).status).toBe('success');
  });

  it('is told in words the portal has, whatever is sent', () => {
    const value = fc.oneof(
      fc.constantFrom('', ' ', 'yes', 'no', 'phone', 'video', 'email', 'text', 'wales', 'any'),
      fc.constantFrom('process', 'interpreter', '07700 900 123', 'a'.repeat(5000)),
      fc.string({ unit: 'grapheme' }),
    );
    const form = fc
      .constantFrom(...steps)
      .chain((step) =>
        fc.tuple(
          fc.constant(step),
          fc.dictionary(fc.constantFrom(...Object.keys(schemas[step].shape)), value),
        ),
      );
    fc.assert(
      fc.property(form, ([step, typed]) => {
        for (const key of Object.values(refusals(step, typed)).flatMap((keys) => keys ?? [])) {
          expect(key).toMatch(/^meetings:errors\./);
          for (const sentence of sentences(key)) expect(sentence).toBeTypeOf('string');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is told in words the portal has when a box was sent twice', () => {
    const [key] = refusals('topics', { about: ['one', 'two'] }).about!;
    expect(key).toMatch(/^meetings:errors\./);
  });

  it('says at once everything that is missing about reaching somebody', () => {
    expect(refusals('contact', {})).toEqual({
      ways: ['meetings:errors.ways'],
      leaveMessage: ['meetings:errors.leaveMessage'],
    });
  });

  it('is told in words the portal has when a list is longer than it can be', () => {
    const [key] = refusals('contact', { ...contact, ways: Array(4).fill('email') }).ways!;
    expect(key).toMatch(/^meetings:errors\./);
  });
});

describe('what is kept of an answer', () => {
  it('is what was typed, without the spaces around it', () => {
    expect(schemas.name.parse({ name: '  Dr Amina Yusuf ' })).toEqual({ name: 'Dr Amina Yusuf' });
  });

  it('has no number to ring when the meeting is by video', () => {
    const answers = withAnswer({}, 'how', { method: 'video', phone: '07700 900 123' });
    expect(answers.how).toEqual({ method: 'video' });
  });

  it('has the number when the meeting is by phone', () => {
    const answers = withAnswer({}, 'how', { method: 'phone', phone: '07700 900 123' });
    expect(answers.how).toEqual({ method: 'phone', phone: '07700 900 123' });
  });

  it('has no supporter’s name when nobody comes along', () => {
    const named = { supporter: 'no', supporterName: 'Tomasz', supporterRole: 'friend' } as const;
    expect(withAnswer({}, 'supporter', named).supporter).toEqual({ supporter: 'no' });
  });

  it.each(['yes', 'not-sure'] as const)('keeps a supporter’s name for "%s"', (supporter) => {
    const named = { supporter, supporterName: 'Tomasz', supporterRole: 'friend' };
    expect(withAnswer({}, 'supporter', named).supporter).toEqual(named);
  });

  it('asks for an interpreter when a language is named, whether or not the box was ticked', () => {
    const typed = { needs: ['breaks' as const], language: 'Polish', needsMore: 'Every hour' };
    expect(withAnswer({}, 'needs', typed).needs).toEqual({
      needs: ['interpreter', 'breaks'],
      language: 'Polish',
      needsMore: 'Every hour',
    });
  });

  it('counts the end of a line once, as the person who typed it does', () => {
    const about = `${'line\r\n'.repeat(799)}line`;
    expect(schemas.topics.parse({ topics: 'other', about }).about).toBe(about.replaceAll('\r', ''));
  });

  it('has no number for contact when email is the only safe way', () => {
    const typed = {
      ways: ['email' as const],
      contactNumber: '07700 900 123',
      leaveMessage: 'no' as const,
      notWhen: 'in clinic',
    };
    expect(withAnswer({}, 'contact', typed).contact).toEqual({
      ways: ['email'],
      leaveMessage: 'no',
      notWhen: 'in clinic',
    });
  });

  it('has the number when somebody may phone or text', () => {
    const typed = {
      ways: ['email' as const, 'text' as const],
      contactNumber: '07700 900 123',
      leaveMessage: 'no' as const,
    };
    expect(withAnswer({}, 'contact', typed).contact).toEqual(typed);
  });

  it('forgets what a changed mind made pointless, and nothing else', () => {
    const before: Answers = { ...everything };
    const after = withAnswer(before, 'how', { method: 'video' });
    expect(after).toEqual({ ...everything, how: { method: 'video' } });
    expect(before.how).toEqual(everything.how); // the answers handed in are left alone
  });
});

describe('the way through the questions', () => {
  it('leads from each to the next, to the check, and back again', () => {
    const walked: (Step | 'check')[] = [steps[0]!];
    while (walked.at(-1) !== 'check') {
      walked.push(stepAfter(walked.at(-1) as Step, everything));
    }
    expect(walked).toEqual([...steps, 'check']);
    const back = walked.toReversed().map((step) => stepBefore(step, everything));
    expect(back).toEqual([...steps.toReversed(), null]);
  });

  it('goes on at the first question without an answer, wherever it is', () => {
    expect(firstUnanswered({})).toBe('topics');
    for (const step of steps) {
      const answers: Answers = { ...everything, [step]: undefined };
      expect(firstUnanswered(answers)).toBe(step);
      expect(isComplete(answers)).toBe(false);
    }
    expect(firstUnanswered(everything)).toBeNull();
    expect(isComplete(everything)).toBe(true);
  });

  it.each(['check', '__proto__', 'constructor', 'toString', '', undefined, 'Name'])(
    'knows its own questions, and "%s" is none',
    (text) => {
      expect(isStep(text)).toBe(false);
    },
  );

  it('has words for every question in both languages', () => {
    for (const step of steps) {
      expect(isStep(step)).toBe(true);
      for (const { questions } of [en, cy]) expect(questions[step].title).toMatch(/\S/);
    }
  });
});

describe('a time that is taken at once', () => {
  const time = 1_796_119_200_000;
  const taken = withAnswer(everything, 'slot', { slot: String(time) });

  it('makes the question when suits pointless: it is neither asked nor kept', () => {
    expect(chosenSlot(taken)).toBe(time);
    expect(taken.times).toBeUndefined();
    expect(takenOut(everything, taken)).toEqual(['times']);
    expect(stepsFor(taken)).toEqual(steps.filter((step) => step !== 'times'));
    expect(stepAfter('slot', taken)).toBe('check');
    expect(stepBefore('check', taken)).toBe('slot');
    expect(isComplete(taken)).toBe(true);
  });

  it('is asked again once other advisers may answer, and only then', () => {
    const asBefore = { nation: 'england', separateAdviser: 'no' } as const;
    expect(takenOut(taken, withAnswer(taken, 'organisation', asBefore))).toEqual([]);
    for (const other of [
      { ...asBefore, nation: 'wales' as const },
      { ...asBefore, separateAdviser: 'yes' as const },
      { ...asBefore, organisation: 'Somewhere Trust' },
    ]) {
      const after = withAnswer(taken, 'organisation', other);
      expect(takenOut(taken, after)).toEqual(['slot']);
      expect(firstUnanswered(after)).toBe('slot');
    }
  });

  it('stands where it is while other answers change', () => {
    expect(chosenSlot(withAnswer(taken, 'name', { name: 'Amina' }))).toBe(time);
  });

  it('gives way to saying when suits', () => {
    const after = withAnswer(taken, 'slot', { slot: 'other' });
    expect(chosenSlot(after)).toBeNull();
    expect(firstUnanswered(after)).toBe('times');
  });
});

describe('a number somebody gave before', () => {
  const phone = '07700 900 123';

  it('is there already at the next question that may need one', () => {
    const how = withAnswer({}, 'how', { method: 'phone', phone });
    expect(shownWith('contact', how)).toEqual({ contactNumber: phone });
    expect(shownWith('reminders', how)).toEqual({ reminderNumber: phone });
    const other = '07700 900 456';
    const contact = { ways: ['text' as const], contactNumber: other, leaveMessage: 'no' as const };
    expect(shownWith('reminders', withAnswer(how, 'contact', contact))).toEqual({
      reminderNumber: other,
    });
  });

  it('never takes the place of an answer', () => {
    const how = withAnswer({}, 'how', { method: 'phone', phone });
    const answered = withAnswer(how, 'contact', { ways: ['email'], leaveMessage: 'no' });
    expect(shownWith('contact', answered)).toEqual(answered.contact);
    expect(shownWith('name', how)).toBeUndefined();
  });
});

describe('times that suit', () => {
  it('are any days of the week and times of day somebody ticked', () => {
    expect(windowsOf({ day1: ['monday', 'friday'], part1: ['morning', 'midday'] })).toEqual([
      { days: ['monday', 'friday'], parts: ['morning', 'midday'] },
    ]);
  });

  it('may be said by half: days without a time of day, or the other way round', () => {
    expect(windowsOf({ day1: ['monday'], part2: ['morning'] })).toEqual([
      { days: ['monday'], parts: [] },
      { days: [], parts: ['morning'] },
    ]);
  });

  it('are any at all when that was ticked, whatever else was', () => {
    expect(windowsOf({ day1: ['any', 'monday'], part1: ['any'] })).toEqual([
      { days: [], parts: [] },
    ]);
  });

  it('are the lines that were filled in, whichever they are', () => {
    expect(windowsOf({ day1: [], day2: ['friday'], part2: ['afternoon'], part3: ['any'] })).toEqual(
      [
        { days: ['friday'], parts: ['afternoon'] },
        { days: [], parts: [] },
      ],
    );
    expect(windowsOf({})).toEqual([]);
  });

  it('can still be read from drafts of the days when a line was one day and one time', () => {
    expect(windowsOf({ day1: 'monday', part1: 'any', day2: 'any', part3: 'midday' })).toEqual([
      { days: ['monday'], parts: [] },
      { days: [], parts: [] },
      { days: [], parts: ['midday'] },
    ]);
  });

  it('are kept as they were ticked; what was left empty is not kept at all', () => {
    expect(answer('times', { day1: 'monday', part1: '', timesMore: '' })).toMatchObject({
      status: 'success',
      value: { day1: ['monday'], part1: undefined },
    });
  });
});
