import { localPath, type Locale } from '~/platform/locale';
import type { Visitor } from './visitor';

/** What a form sends: names and values, in the order of the page. */
export type Fields = [string, string][];

/** What a practitioner types at each question, as the forms send it. */
export const answersForms: [string, Fields][] = [
  [
    'topics',
    [
      ['topics', 'process'],
      ['topics', 'fairness'],
      ['about', 'I do not know what happens next.'],
    ],
  ],
  [
    'name',
    [
      ['name', 'Dr Amina Yusuf'],
      ['pronunciation', 'Ah-MEE-na'],
    ],
  ],
  [
    'how',
    [
      ['method', 'phone'],
      ['phone', '07700 900 123'],
    ],
  ],
  [
    'contact',
    [
      ['ways', 'email'],
      ['leaveMessage', 'no'],
    ],
  ],
  [
    'reminders',
    [
      ['reminders', 'day'],
      ['reminderWay', 'email'],
    ],
  ],
  [
    'supporter',
    [
      ['supporter', 'yes'],
      ['supporterName', 'Sam Lee'],
      ['supporterRole', 'a friend'],
    ],
  ],
  [
    'needs',
    [
      ['needs', 'interpreter'],
      ['language', 'Arabic'],
    ],
  ],
  [
    'organisation',
    [
      ['nation', 'england'],
      ['separateAdviser', 'yes'],
    ],
  ],
  ['slot', [['slot', 'other']]],
  [
    'times',
    [
      ['day1', 'any'],
      ['part1', 'morning'],
    ],
  ],
];

/**
 * Fills in a request over http, up to the page where it is sent. Answers given here replace the usual ones.
 * @param locale of its pages: whoever asks in Welsh is written to in Welsh.
 */
export async function fillIn(
  person: Visitor,
  instead: Record<string, Fields> = {},
  locale: Locale = 'en',
) {
  const start = localPath(locale, '/meetings/new');
  await person.send(start, {});
  for (const [step, fields] of answersForms)
    await person.send(`${start}/${step}`, instead[step] ?? fields);
}

/** Fills in a request and sends it. @returns its reference. */
export async function askForMeeting(
  person: Visitor,
  instead?: Record<string, Fields>,
  locale: Locale = 'en',
): Promise<string> {
  await fillIn(person, instead, locale);
  const sent = await person.send(localPath(locale, '/meetings/new/check'), {});
  return /\/meetings\/([^?]+)/.exec(sent.headers.get('location') ?? '')![1]!;
}
