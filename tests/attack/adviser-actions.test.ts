import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersForms } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { withoutClock } from '../support/without-clock';

/** The pages on which staff act: each for the request's own team only, and for nobody a form names beside it. */

let portal: RunningPortal;
let file: PortalFile;
let ruth: Visitor;
let gwen: Visitor;
let amina: Visitor;
let reference: string;

const never = '0000-0000';

/** A whole and correct form of each page. */
const forms: Record<string, [string, string][]> = {
  'offer-times': [['startsAt', String(Date.now())]],
  confirm: [['startsAt', String(Date.now())]],
  reschedule: [['startsAt', String(Date.now())]],
  'set-joining': [['by', 'own-room']],
  cancel: [['words', 'Some words.']],
  message: [['words', 'Some words.']],
  'record-identity': [['how', 'seen-before']],
  'state-our-part': [['words', 'Some words.']],
  'record-held': [],
  'record-not-attended': [],
  close: [],
  assign: [['adviserId', 'made-up']],
  'step-aside': [],
  decline: [
    ['reason', 'other'],
    ['words', 'Some words.'],
  ],
  note: [['words', 'Some words.']],
};

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  amina = await new Visitor(portal).signIn('amina.demo@example.test');
  ruth = await new Visitor(portal).signIn('adviser.north@example.test');
  gwen = await new Visitor(portal).signIn('adviser.wales@example.test');
  await amina.send('/meetings/new', {});
  const answers = new Map([
    ...answersForms,
    ['reminders', []] as [string, [string, string][]],
    ['slot', [['slot', 'other']]] as [string, [string, string][]],
  ]);
  for (const [step, fields] of answers) await amina.send(`/meetings/new/${step}`, fields);
  const sent = await amina.send('/meetings/new/check', {});
  reference = /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!;
  await file.settled();
});
afterAll(async () => {
  file.close();
  await portal.stop();
});

const page = (action: string, which = reference) => `/adviser/requests/${which}/${action}`;

const kept = () =>
  file.contents(['requests', 'events', 'offers', 'bookings', 'staff_notes', 'conflicts', 'outbox']);

describe('a page on which staff act', () => {
  it('is not there for another team, in the words for what never was, whatever is sent', async () => {
    const before = kept();
    for (const [action, form] of Object.entries(forms)) {
      for (const sent of [form, [], [['words', 'x'.repeat(9000)]] as [string, string][]]) {
        const [theirs, nobodys] = [
          await gwen.send(page(action), sent),
          await gwen.send(page(action, never), sent),
        ];
        expect(theirs.status, action).toBe(404);
        expect(withoutClock((await theirs.text()).replaceAll(reference, never)), action).toBe(
          withoutClock(await nobodys.text()),
        );
      }
      expect((await gwen.ask(page(action))).status, action).toBe(404);
      expect((await amina.send(page(action), form)).status, action).toBe(403);
    }
    expect(kept()).toEqual(before);
  });

  it('gives a request to nobody who is not in its list', async () => {
    const accounts = file.rows<{ id: string; role: string; team: string | null }>(
      'select id, role, team from accounts',
    );
    const before = kept();
    for (const { id } of accounts.filter(
      ({ role, team }) => team === 'wales' || role === 'practitioner' || role === 'editor',
    )) {
      expect((await ruth.send(page('assign'), { adviserId: id })).status).toBe(400);
    }
    expect(kept()).toEqual(before);
  });

  it('shows no note to the practitioner, wherever they look', async () => {
    const words = 'Seldom-heard words of a colleague';
    expect((await ruth.send(page('note'), { words })).status).toBe(302);
    expect(await (await ruth.ask(`/adviser/requests/${reference}`)).text()).toContain(words);
    for (const address of [`/meetings/${reference}`, '/meetings', '/account/data'])
      expect(await (await amina.ask(address)).text(), address).not.toContain(words);
    expect(JSON.stringify(await portal.mailbox())).not.toContain(words);
  });

  it('hands back what was written when somebody else was first', async () => {
    const words = 'Words that must not be lost';
    for (let press = 0; press < 2; press += 1) {
      const done = await ruth.send(page('step-aside'), [['x', 'y']]);
      expect(done.headers.get('location')).toBe('/adviser?done=step-aside');
    }
    // For who stepped aside it is gone; a lead declines meanwhile, and another lead's page is late.
    expect((await ruth.send(page('message'), { words })).status).toBe(404);
    const lead = await new Visitor(portal).signIn('lead@example.test');
    const reason = { reason: 'other', words: 'Why' };
    expect((await lead.send(page('decline'), reason)).status).toBe(302);
    const late = await lead.send(page('message'), { words });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain(words);
  });
});
