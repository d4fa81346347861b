import { raiseConcern } from '~/concerns/changes.server';
import { saveAnswer, startDraft } from '~/concerns/drafts.server';
import type { Kind } from '~/concerns/life';
import { schemas, steps, type Answers } from '~/concerns/questions';
import type { Person } from '~/platform/access';
import type { Fields } from './forms';
import type { Visitor } from './visitor';

/** What a practitioner in England might write about discrimination; no to everybody. */
export const someConcern: Answers = {
  nation: { nation: 'england' },
  who: { who: 'employer', whoName: 'A trust' },
  what: { happened: 'They checked only one side.', when: 'since spring' },
  grounds: { grounds: ['race'] },
  wanted: { wanted: 'That somebody hears me.' },
  name: { name: 'Dr Amina Yusuf' },
  consent: { service: 'no', 'nhs-england': 'no', cqc: 'no' },
};

/** The same about our service. */
export const challenge: Answers = {
  nation: { nation: 'england' },
  whom: { whom: 'service' },
  what: { happened: 'Nobody called back.' },
  wanted: {},
  name: { name: 'Dr Amina Yusuf' },
};

/** A concern that is written and not sent. */
export function writeConcern(by: Person, kind: Kind, instead: Answers = {}): void {
  const answers = { ...(kind === 'service' ? challenge : someConcern), ...instead };
  startDraft(by, kind, 'en');
  for (const step of steps) {
    const answer = answers[step];
    if (answer) saveAnswer(by, kind, 'en', step, schemas[step].parse(answer));
  }
}

/** A concern that is written and raised. @returns its reference. */
export async function raise(by: Person, kind: Kind, instead: Answers = {}): Promise<string> {
  writeConcern(by, kind, instead);
  const raised = await raiseConcern(by, kind);
  if (!raised?.outcome.done) throw new Error(`Not raised: ${JSON.stringify(raised)}`);
  return raised.reference;
}

/** What each kind's forms send, in the order of the questions. */
const concernForms: Record<Kind, [step: string, Fields][]> = {
  discrimination: [
    ['nation', [['nation', 'england']]],
    [
      'who',
      [
        ['who', 'employer'],
        ['whoName', 'A trust'],
      ],
    ],
    [
      'what',
      [
        ['happened', 'They checked only one side.'],
        ['when', 'since spring'],
      ],
    ],
    ['grounds', [['grounds', 'race']]],
    ['wanted', [['wanted', 'That somebody hears me.']]],
    ['name', [['name', 'Dr Amina Yusuf']]],
    [
      'consent',
      [
        ['service', 'no'],
        ['nhs-england', 'no'],
        ['cqc', 'yes'],
      ],
    ],
  ],
  service: [
    ['nation', [['nation', 'england']]],
    ['whom', [['whom', 'service']]],
    ['what', [['happened', 'Nobody called back.']]],
    ['wanted', [['wanted', 'A call.']]],
    ['name', [['name', 'Dr Amina Yusuf']]],
  ],
};

/** Answers everything over http, up to the page where it is raised. Answers given here replace the usual ones. */
export async function writeByHttp(
  person: Visitor,
  kind: Kind,
  instead: Record<string, Fields> = {},
): Promise<void> {
  await person.send(`/concerns/new/${kind}`, {});
  const forms = [
    ...Object.entries(instead),
    ...concernForms[kind].filter(([step]) => !(step in instead)),
  ];
  for (const [step, fields] of forms) {
    const answer = await person.send(`/concerns/new/${kind}/${step}`, fields);
    if (answer.status !== 302) throw new Error(`${step} answered ${answer.status}`);
  }
}

/** Raises a concern over http. @returns its reference. */
export async function raiseByHttp(
  person: Visitor,
  kind: Kind,
  instead?: Record<string, Fields>,
): Promise<string> {
  await writeByHttp(person, kind, instead);
  const sent = await person.send(`/concerns/new/${kind}/check`, {});
  const location = sent.headers.get('location') ?? '';
  const reference = /\/concerns\/([0-9A-Z]{4}-[0-9A-Z]{4})\?sent=1$/.exec(location)?.[1];
  if (!reference) throw new Error(`Not raised: ${sent.status} ${location}`);
  return reference;
}
