import { consentPage } from '~/concerns/change-pages';
import { kinds, type Kind } from '~/concerns/life';
import { hour } from '~/platform/time/clock';
import { raiseByHttp, writeByHttp } from './concerns';
import { askForMeeting, fillIn, type Fields } from './forms';
import { PortalFile } from './portal-file';
import type { RunningPortal } from './running-portal';
import { sentDocument } from './sent-documents';
import { runTask } from './task';
import { Visitor } from './visitor';

/** A portal in which a little of everything has happened, for whoever looks at its pages one by one. */

/** Who reads a page. */
export type Reader =
  | 'nobody'
  /** Has given an address, and no code yet. */
  | 'half signed in'
  | 'a newcomer'
  | 'a practitioner'
  /** Wrote a form for so long that they were signed out. */
  | 'a late writer'
  /** Signed in some hours ago: asked again before anything sensitive. */
  | 'somebody from this morning'
  | 'an adviser'
  | 'an adviser before the second step'
  | 'an adviser who was invited'
  | 'a lead'
  | 'an editor'
  /** Has sent more forms than anybody may. */
  | 'somebody in a hurry'
  /** What they wrote cannot be read any more, by nobody's fault but ours. */
  | 'somebody unlucky';

/** What became of a request. */
export const fates = [
  'submitted',
  'offered',
  'confirmed',
  /** Confirmed, and the time has passed. */
  'over',
  'held',
  'not-attended',
  'closed',
  'declined',
  'withdrawn',
  'cancelled',
  /** Sent, with as many words as fit. */
  'long',
] as const;
export type Fate = (typeof fates)[number];

/** What became of a concern. */
export const concernFates = ['received', 'acknowledged', 'answered', 'withdrawn'] as const;
export type ConcernFate = (typeof concernFates)[number];

export interface Scene {
  readers: Record<Reader, Visitor>;
  /** References. */
  requests: Record<Fate, string>;
  concerns: Record<ConcernFate, string>;
  /** Ids of documents of the request whose meeting was held. */
  documents: { shared: string; sent: string };
  /** What opens the page of a supporter. */
  supporter: string;
  /** The adviser's account. */
  adviserId: string;
}

/** Words without a space, as long as a field takes them, and in a script that runs the other way. */
const longWord = 'Llanfairpwllgwyngyll'.repeat(40);
const long: Record<string, Fields> = {
  topics: [
    ['topics', 'process'],
    ['topics', 'fairness'],
    ['about', `${longWord} اَلْعَرَبِيَّةُ ${'I do not know what happens next. '.repeat(40)}`],
  ],
  name: [
    ['name', 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)],
    ['pronunciation', 'VOOLF-uh-shlay-gel-shtine-how-zen-bur-gur-dorf'],
  ],
};

async function done(person: Visitor, address: string, form: Record<string, string> | Fields) {
  const answer = await person.send(address, form);
  if (answer.status !== 302) {
    throw new Error(`${address} answered ${answer.status}: ${(await answer.text()).slice(-2000)}`);
  }
  return answer;
}

/** Fills a portal that runs. */
export async function setScene(portal: RunningPortal): Promise<Scene> {
  const file = new PortalFile(portal);
  const signIn = (email: string) => new Visitor(portal).signIn(email);
  const [practitioner, adviser, lead, editor, newcomer, late, morning, hurried, unlucky] = [
    await signIn('amina.demo@example.test'),
    await signIn('adviser.north@example.test'),
    await signIn('lead@example.test'),
    await signIn('editor@example.test'),
    await signIn('newcomer@example.test'),
    await signIn('late@example.test'),
    await signIn('morning@example.test'),
    await signIn('hurried@example.test'),
    await signIn('unlucky@example.test'),
  ];
  const halfSignedIn = new Visitor(portal);
  await halfSignedIn.send('/sign-in', { email: 'half@example.test' });

  const times = await Timetable.of(adviser);
  const ask = (instead?: Record<string, Fields>) => askForMeeting(practitioner, instead);
  const desk = (reference: string) => `/adviser/requests/${reference}`;
  const confirmed = async (instead?: Record<string, Fields>) => {
    const reference = await ask(instead);
    await done(adviser, `${desk(reference)}/confirm`, [['startsAt', await times.next(reference)]]);
    return reference;
  };
  let past = 0;
  /** The meeting was some hours ago, and no two at one time. */
  const over = async () => {
    const reference = await confirmed();
    file.moveMeeting(reference, Date.now() - (past += 2) * hour);
    await done(adviser, `${desk(reference)}/record-identity`, { how: 'seen-before' });
    return reference;
  };

  const requests = {} as Record<Fate, string>;
  requests.held = await over();
  await done(adviser, `${desk(requests.held)}/record-held`, {});
  const documents = await writeRecord(practitioner, adviser, requests.held);
  requests.closed = await over();
  await done(adviser, `${desk(requests.closed)}/record-held`, {});
  await done(adviser, `${desk(requests.closed)}/close`, {});
  requests['not-attended'] = await over();
  await done(adviser, `${desk(requests['not-attended'])}/record-not-attended`, {});
  requests.over = await over();
  requests.cancelled = await confirmed();
  await done(practitioner, `/meetings/${requests.cancelled}/change/cancel`, { words: 'I am ill.' });
  requests.declined = await ask();
  await done(adviser, `${desk(requests.declined)}/decline`, {
    reason: 'other',
    words: 'Your union can help with this sooner than we can.',
  });
  requests.withdrawn = await ask();
  await done(practitioner, `/meetings/${requests.withdrawn}/change/withdraw`, {});
  requests.submitted = await ask();
  requests.long = await ask(long);
  requests.offered = await ask();
  const offer = `${desk(requests.offered)}/offer-times`;
  await done(adviser, offer, [
    ['startsAt', await times.next(requests.offered)],
    ['startsAt', await times.next(requests.offered)],
  ]);
  requests.confirmed = await confirmed({
    how: [['method', 'video']],
    supporter: [
      ['supporter', 'yes'],
      ['supporterName', 'Sam Lee'],
      ['supporterRole', 'a friend'],
      ['supporterEmail', 'sam@example.test'],
    ],
  });
  for (const person of [practitioner, adviser]) {
    const about =
      person === adviser ? desk : (reference: string) => `/meetings/${reference}/change`;
    await done(person, `${about(requests.confirmed)}/message`, { words: 'Is there a lift?' });
  }
  await file.settled();
  const [, supporter] = /\/join\/([\w-]+)/.exec(JSON.stringify(await portal.mailbox())) ?? [];
  if (!supporter) throw new Error('Nobody sent the supporter a link');

  const concerns = await raiseConcerns(practitioner, lead);

  // What is begun and not sent.
  await fillIn(practitioner);
  for (const kind of kinds) await writeByHttp(practitioner, kind, noRequest);

  await done(new Visitor(portal), '/support/acas/report', { problem: 'hours', words: 'Closed.' });
  await done(adviser, '/adviser/employers', { deed: 'add', employer: 'Trust of Somewhere' });
  await done(lead, '/adviser/staff', {
    ...{ deed: 'invite', email: 'invited@example.test', name: 'Mo Invited' },
    ...{ role: 'adviser', team: 'north' },
  });
  await runTask(portal.dataDir, 'demo', 'voices', '--scale', '200');

  const invited = await signIn('invited@example.test');
  const beforeSecondStep = await beforeTheSecondStep(portal, 'adviser.wales@example.test');
  file.setSession(cookiesOf(late), { last_seen_at: Date.now() - hour });
  await late.send('/meetings/new/topics', { about: 'I was writing this for an hour.' });
  await late.signIn('late@example.test');
  file.setSession(cookiesOf(morning), { verified_at: Date.now() - hour });
  await sendTooMuch(hurried, file);
  await unlucky.send('/meetings/new', {});
  const broken = "update requests set sealed_answers = 'broken' where account_id = ?";
  file.run(broken, file.accountOf(cookiesOf(unlucky)));
  const adviserId = file.accountOf(cookiesOf(adviser));
  file.close();
  return {
    readers: {
      nobody: new Visitor(portal),
      'half signed in': halfSignedIn,
      'a newcomer': newcomer,
      'a practitioner': practitioner,
      'a late writer': late,
      'somebody from this morning': morning,
      'an adviser': adviser,
      'an adviser before the second step': beforeSecondStep,
      'an adviser who was invited': invited,
      'a lead': lead,
      'an editor': editor,
      'somebody in a hurry': hurried,
      'somebody unlucky': unlucky,
    },
    ...{ requests, concerns, documents, supporter, adviserId },
  };
}

const cookiesOf = ({ cookies }: Visitor) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

/** Uses up the forms that somebody may send. */
async function sendTooMuch(hurried: Visitor, file: PortalFile) {
  const counted = () =>
    file
      .rows<{
        subject: string;
      }>("select subject from limits where subject like 'form-of-account:%'")
      .map(({ subject }) => subject);
  const before = new Set(counted());
  await hurried.send('/account/erase', {});
  const [theirs] = counted().filter((subject) => !before.has(subject));
  file.run('update limits set count = 1000000 where subject = ?', theirs);
}

/** Free times of an adviser, each given away once. */
class Timetable {
  private readonly given = new Set<string>();
  private constructor(private readonly adviser: Visitor) {}

  static of = (adviser: Visitor) => new Timetable(adviser);

  /** The next of them that suits a request. */
  async next(reference: string): Promise<string> {
    const page = await (await this.adviser.ask(`/adviser/requests/${reference}/confirm`)).text();
    const free = [...page.matchAll(/value="(\d{13})"/g)].map(([, time]) => time!);
    // An hour apart: what is next to a time that was given away is not free any more.
    const far = (time: string) =>
      [...this.given].every((other) => Math.abs(Number(other) - Number(time)) > 2 * hour);
    const time = free.find(far);
    if (!time) throw new Error('There is no time left');
    this.given.add(time);
    return time;
  }
}

/** All that is written into a request beside its meeting, by both. @returns the ids of its documents. */
async function writeRecord(practitioner: Visitor, adviser: Visitor, reference: string) {
  const [theirs, desk] = [`/meetings/${reference}`, `/adviser/requests/${reference}`];
  for (const words of ['I was on leave that day.', 'Nobody asked me.'])
    await done(practitioner, `${theirs}/account/new`, { words });
  await done(adviser, `${desk}/account/1`, {
    with: 'employer',
    on: '2026-01-05',
    result: 'same',
    words: 'The rota says the same.',
  });
  const note = {
    words: 'We spoke about the letter.',
    owner1: 'practitioner',
    what1: 'Ask for it.',
  };
  await done(adviser, `${desk}/meeting-note`, { change: 'share-note', ...note });
  await done(practitioner, `${theirs}/following-up`, {
    change: 'reply-to-follow-up',
    how: 'struggling',
    words: 'I do not sleep.',
  });
  const idOf = (page: string) => page.split('/').at(-1)!;
  return {
    shared: idOf(await sentDocument(adviser, desk)),
    sent: idOf(await sentDocument(practitioner, theirs)),
  };
}

/** A concern about none of one's requests. */
const noRequest: Record<string, Fields> = { request: [['request', 'none']] };

async function raiseConcerns(practitioner: Visitor, lead: Visitor) {
  const raise = (kind: Kind) => raiseByHttp(practitioner, kind, noRequest);
  const concerns = {
    received: await raise('discrimination'),
    acknowledged: await raise('discrimination'),
    answered: await raise('discrimination'),
    withdrawn: await raise('service'),
  };
  await done(practitioner, `/concerns/${concerns.withdrawn}/withdraw`, {});
  for (const reference of [concerns.acknowledged, concerns.answered])
    await done(lead, `/adviser/concerns/${reference}/acknowledge`, {});
  const answered = `/adviser/concerns/${concerns.answered}`;
  await done(lead, `${answered}/pass-on`, { body: 'cqc', words: 'What they wrote.', more: 'CQC' });
  await done(lead, `${answered}/answer`, { words: 'You were right.', more: 'We call both sides.' });
  await done(practitioner, `/concerns/${concerns.answered}/${consentPage('cqc')}`, {
    change: 'take-back',
  });
  return concerns;
}

/** Somebody of the staff who has given their code, and not their second factor. */
async function beforeTheSecondStep(portal: RunningPortal, email: string): Promise<Visitor> {
  const visitor = new Visitor(portal);
  await visitor.send('/sign-in', { email });
  const message = (await portal.mailbox()).find(({ to }) => to === email);
  await visitor.send('/sign-in/code', { code: /\d{6}/.exec(message?.subject ?? '')![0] });
  return visitor;
}
