/** What a practitioner types at each question, as the forms send it. */
export const answersForms: [string, [string, string][]][] = [
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
