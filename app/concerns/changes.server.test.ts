import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accounts, concernEvents, concernNotes, concerns, outbox } from '#db/schema';
import { emailOf, findAccount, findAccountByEmail } from '~/account/index.server';
import {
  changeRequest,
  noteAdvisedEmployer,
  openRequest,
  writeStaffNote,
} from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { unseal } from '~/platform/crypto.server';
import { database } from '~/platform/database.server';
import type { Message } from '~/platform/mail/message';
import { allBankHolidays } from '~/platform/time/bank-holidays.server';
import { clock, day, minute } from '~/platform/time/clock';
import { today } from '~/platform/time/london';
import { addDays } from '~/platform/time/working-days';
import { eraseOwnAccount } from '~/your-data/erase.server';
import { everythingAbout, asJson } from '~/your-data/held.server';
import { person } from '../../tests/support/people';
import { send, someAnswers } from '../../tests/support/requests';
import { challenge, raise, someConcern, writeConcern } from '../../tests/support/concerns';
import type { Asked, Refusal } from './asked';
import { changeConcern, leadsToGiveTo, raiseConcern } from './changes.server';
import {
  concernReferenceFor,
  concernsKeptFrom,
  countConcerns,
  hasOpenConcern,
  listConcerns,
  openConcern,
  readConcern,
  readConcernWaits,
  readConcernOpenings,
} from './concerns.server';
import { isOwnChoice, purgeConcernDrafts, readDraft } from './drafts.server';
import { eraseOldConcernWords } from './erasing.server';
import { tellLeads } from './messages.server';

const realNow = clock.now;
/** A Tuesday, with no bank holiday near. */
const start = Date.parse('2026-11-24T10:00Z');
beforeEach(() => {
  clock.now = () => start;
});
afterEach(() => {
  clock.now = realNow;
  // Each test has leads and concerns of its own: those of others stay out of it.
  database().update(accounts).set({ disabledAt: start }).where(eq(accounts.role, 'lead')).run();
  database().update(concerns).set({ state: 'closed', dueBy: null }).run();
});

const later = (milliseconds: number) => {
  clock.now = () => start + milliseconds;
};

const rowOf = (reference: string) =>
  database().select().from(concerns).where(eq(concerns.reference, reference)).get()!;
const eventsOf = (reference: string) =>
  database()
    .select()
    .from(concernEvents)
    .where(eq(concernEvents.concernId, rowOf(reference).id))
    .all();

/** Messages to somebody, oldest first. */
function messagesTo(who: Person): Message[] {
  const address = emailOf(findAccount(who.accountId)!);
  return database()
    .select()
    .from(outbox)
    .all()
    .flatMap(({ id, sealedMessage }): Message[] => {
      if (!sealedMessage) return [];
      const place = { table: 'outbox', column: 'sealed_message', row: id };
      const message = JSON.parse(unseal(place, sealedMessage)) as Message;
      return message.to === address ? [message] : [];
    });
}

const done = { done: true };
const because = (refusal: Refusal) => ({ done: false, because: refusal });
const isNotThere = (work: () => unknown) =>
  expect(
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => (error as Response).status),
  ).resolves.toBe(404);

const take = (lead: Person, reference: string) =>
  changeConcern(lead, reference, { change: 'acknowledge' });
const words = 'A few words.';
const answer: Asked = { change: 'answer', outcome: 'upheld', words, more: 'We say sorry.' };

describe('a concern that is raised', () => {
  it('waits for a lead, with the dates we aim for, and both sides hear of it in neutral words', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'discrimination');
    // Three working days after a Tuesday, and twenty.
    expect(rowOf(reference)).toMatchObject({
      state: 'received',
      acknowledgeBy: '2026-11-27',
      answerBy: '2026-12-22',
      dueBy: '2026-11-27',
      leadId: null,
    });
    expect(listConcerns(daniel).due).toMatchObject([{ reference, overdue: false, isYours: false }]);
    for (const who of [amina, daniel]) {
      const [message] = messagesTo(who);
      expect(message!.text).toContain(`/read/${reference}`);
      expect(message!.subject + message!.text).not.toMatch(
        /concern|complain|discriminat|challenge/i,
      );
      expect(concernReferenceFor(who, reference)).toBe(reference);
    }
    expect(readConcern(amina, reference).somebodyFree).toBe(true);
  });

  it('counts the bank holidays of the nation', async () => {
    clock.now = () => Date.parse('2026-12-23T10:00Z');
    const reference = await raise(person('practitioner'), 'service');
    // Christmas Day, the weekend with Boxing Day, and its Monday.
    expect(rowOf(reference).acknowledgeBy).toBe('2026-12-30');
  });

  it('is raised once, however often the button is pressed', async () => {
    const amina = person('practitioner');
    writeConcern(amina, 'service');
    const [first, second] = await Promise.all([
      raiseConcern(amina, 'service'),
      raiseConcern(amina, 'service'),
    ]);
    expect(first?.outcome).toEqual(done);
    expect(second).toBeNull();
  });

  it('is not raised half answered', async () => {
    const amina = person('practitioner');
    writeConcern(amina, 'discrimination', { consent: { service: 'no' } });
    expect((await raiseConcern(amina, 'discrimination'))?.outcome).toEqual(because('incomplete'));
  });

  it('goes from the lead who takes it to its answer, in words that both read', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    expect(await changeConcern(daniel, reference, answer)).toEqual(because('not-now'));
    expect(await take(daniel, reference)).toEqual(done);
    expect(rowOf(reference)).toMatchObject({ leadId: daniel.accountId, dueBy: '2026-12-22' });
    expect(await changeConcern(daniel, reference, { change: 'message', words })).toEqual(done);
    expect(await changeConcern(amina, reference, { change: 'add-words', words })).toEqual(done);
    expect(await changeConcern(daniel, reference, { ...answer, outcome: undefined })).toEqual(
      because('outcome-missing'),
    );
    expect(await changeConcern(daniel, reference, { ...answer, words: ' ' })).toEqual(
      because('words-missing'),
    );
    expect(await changeConcern(daniel, reference, answer)).toEqual(done);
    const view = readConcern(amina, reference);
    expect(view).toMatchObject({ state: 'answered', outcome: 'upheld', dueBy: null });
    expect(view.events.map(({ change }) => change)).toEqual([
      ...['raise', 'acknowledge', 'message', 'add-words', 'answer'],
    ]);
    expect(view.events.at(-1)).toMatchObject({ words, more: 'We say sorry.' });
    // News of: that it arrived, who has it, a message, the answer.
    expect(messagesTo(amina)).toHaveLength(4);
    expect(await changeConcern(amina, reference, { change: 'close' })).toEqual(done);
    expect(hasOpenConcern(amina)).toBe(false);
  });

  it('about discrimination is answered without a judgement of ours', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'discrimination');
    await take(daniel, reference);
    expect(await changeConcern(daniel, reference, answer)).toEqual(because('outcome-missing'));
    expect(await changeConcern(daniel, reference, { ...answer, outcome: undefined })).toEqual(done);
    expect(readConcern(amina, reference).outcome).toBeNull();
  });

  it('is changed once by a button that is pressed twice, and again by somebody who means it', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    expect(await take(daniel, reference)).toEqual(done);
    const add: Asked = { change: 'add-words', words };
    expect(await changeConcern(amina, reference, add)).toEqual(done);
    expect(await changeConcern(amina, reference, add)).toEqual(done);
    expect(eventsOf(reference)).toHaveLength(3);
    later(11 * minute);
    await changeConcern(amina, reference, add);
    expect(eventsOf(reference)).toHaveLength(4);
  });

  it('keeps every event as it was written', async () => {
    const reference = await raise(person('practitioner'), 'service');
    const [event] = eventsOf(reference);
    const its = eq(concernEvents.id, event!.id);
    const change = () => database().update(concernEvents).set({ at: 0 }).where(its).run();
    const remove = () => database().delete(concernEvents).where(its).run();
    for (const work of [change, remove]) expect(work).toThrow();
    expect(eventsOf(reference)).toEqual([event]);
  });
});

describe('who is kept from a concern', () => {
  /** A request that a lead, or an adviser, has had to do with in one way. */
  const ways: Record<string, (staff: Person, amina: Person) => Promise<string>> = {
    'has the request': async (staff, amina) => {
      const reference = await send(amina);
      await changeRequest(staff, reference, { change: 'assign', adviserId: staff.accountId });
      return reference;
    },
    'gave it to somebody': async (staff, amina) => {
      const reference = await send(amina);
      const adviser = person('adviser', 'north');
      await changeRequest(staff, reference, { change: 'assign', adviserId: adviser.accountId });
      return reference;
    },
    'wrote a message': async (staff, amina) => {
      const reference = await send(amina);
      await changeRequest(staff, reference, { change: 'message', words });
      return reference;
    },
    'wrote a note for colleagues': async (staff, amina) => {
      const reference = await send(amina);
      writeStaffNote(staff, reference, words);
      return reference;
    },
    'stepped aside from it': async (staff, amina) => {
      const reference = await send(amina);
      await changeRequest(staff, reference, { change: 'step-aside' });
      return reference;
    },
    'advised the employer': async (staff, amina) => {
      const organisation = 'Trust of the Wall';
      const reference = await send(amina, {
        ...someAnswers,
        organisation: { nation: 'england', organisation, separateAdviser: 'no' },
      });
      noteAdvisedEmployer(staff, organisation);
      return reference;
    },
  };

  it.each(Object.entries(ways))('a lead who %s never sees, has nor hears of it', async (_, way) => {
    const [amina, kept, free] = [person('practitioner'), person('lead'), person('lead')];
    const request = await way(kept, amina);
    const before = messagesTo(kept).length;
    const reference = await raise(amina, 'discrimination', { request: { request } });
    const { id } = rowOf(reference);

    await isNotThere(() => readConcern(kept, reference));
    await isNotThere(() => openConcern(kept, reference));
    await isNotThere(() => take(kept, reference));
    await isNotThere(() => leadsToGiveTo(kept, reference));
    expect(listConcerns(kept).due).toEqual([]);
    expect(countConcerns(kept)).toEqual({ waiting: 0, overdue: 0 });
    expect(concernReferenceFor(kept, reference)).toBeNull();
    expect(concernsKeptFrom(kept, [id])).toEqual(new Set([id]));
    expect(concernsKeptFrom(free, [id])).toEqual(new Set());

    await take(free, reference);
    expect(leadsToGiveTo(free, reference)).toEqual([]);
    const given: Asked = { change: 'hand-over', leadId: kept.accountId };
    expect(await changeConcern(free, reference, given)).toEqual(because('lead-not-here'));
    await changeConcern(amina, reference, { change: 'add-words', words });
    await tellLeads();
    expect(messagesTo(kept).slice(before)).toEqual([]);
  });

  it('a lead who has a hand in any of their requests, when it is about none of them', async () => {
    const [amina, kept] = [person('practitioner'), person('lead')];
    const request = await ways['wrote a message']!(kept, amina);
    const all = await raise(amina, 'service');
    await isNotThere(() => readConcern(kept, all));
    // About another of their requests, the same lead may read it.
    const other = await send(amina);
    const one = await raise(amina, 'discrimination', { request: { request: other } });
    expect(readConcern(kept, one).reference).toBe(one);
    const same = await raise(amina, 'service', { request: { request } });
    await isNotThere(() => readConcern(kept, same));
  });

  it('only opening a request is no part in it', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const request = await send(amina);
    openRequest(daniel, request);
    const reference = await raise(amina, 'discrimination', { request: { request } });
    expect(readConcern(daniel, reference).reference).toBe(reference);
  });

  it('the lead it is about, whatever request it belongs to', async () => {
    const [amina, about, free] = [person('practitioner'), person('lead'), person('lead')];
    await ways['wrote a message']!(about, amina);
    const other = await send(amina);
    const reference = await raise(amina, 'service', {
      request: { request: other },
      whom: { whom: about.accountId },
      consent: { adviser: 'no' },
    });
    expect(rowOf(reference).aboutId).toBe(about.accountId);
    await isNotThere(() => readConcern(about, reference));
    expect(listConcerns(free).due).toHaveLength(1);
  });

  it('every adviser, editor and other practitioner', async () => {
    const amina = person('practitioner');
    const reference = await raise(amina, 'service');
    const others = [person('adviser', 'north'), person('editor'), person('practitioner')];
    for (const other of others) {
      await isNotThere(() => readConcern(other, reference));
      await isNotThere(() => changeConcern(other, reference, { change: 'add-words', words }));
      expect(concernReferenceFor(other, reference)).toBeNull();
    }
    for (const other of others.slice(0, 2)) await isNotThere(() => listConcerns(other));
  });

  it('without a free lead it waits, says so, and is shown to the first who comes', async () => {
    const [amina, kept] = [person('practitioner'), person('lead')];
    const request = await ways['wrote a message']!(kept, amina);
    writeConcern(amina, 'service', { request: { request } });
    expect(readDraft(amina, 'service')?.somebodyFree).toBe(false);
    const { reference } = (await raiseConcern(amina, 'service'))!;
    expect(readConcern(amina, reference).somebodyFree).toBe(false);
    const newcomer = person('lead');
    expect(listConcerns(newcomer).due).toMatchObject([{ reference }]);
    await tellLeads();
    await tellLeads();
    expect(messagesTo(newcomer)).toHaveLength(1);
    expect(readConcern(amina, reference).somebodyFree).toBe(true);
  });

  it('can be about their own requests and the staff they met alone', async () => {
    const [amina, tomasz, ruth] = [
      person('practitioner'),
      person('practitioner'),
      person('adviser', 'north'),
    ];
    const theirs = await send(tomasz);
    await changeRequest(ruth, theirs, { change: 'message', words });
    expect(isOwnChoice(amina, 'request', { request: { request: theirs } })).toBe(false);
    expect(isOwnChoice(amina, 'whom', { whom: { whom: ruth.accountId } })).toBe(false);
    expect(isOwnChoice(tomasz, 'whom', { whom: { whom: ruth.accountId } })).toBe(true);
    // Should one get into the answers all the same, it leads nowhere.
    const reference = await raise(amina, 'service', {
      request: { request: theirs },
      whom: { whom: ruth.accountId },
      consent: { adviser: 'yes' },
    });
    expect(rowOf(reference)).toMatchObject({ requestId: null, aboutId: null });
    expect(readConcern(amina, reference).consents).toEqual([]);
  });
});

describe('consent', () => {
  async function inHand(consent = someConcern.consent) {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'discrimination', { consent });
    await take(daniel, reference);
    const by = (who: Person) => (asked: Asked) => changeConcern(who, reference, asked);
    return { amina, daniel, reference, her: by(amina), his: by(daniel) };
  }
  const passOn: Asked = {
    change: 'pass-on',
    body: 'cqc',
    words: 'Exactly this.',
    more: 'An office',
  };

  it('is needed for each body by itself', async () => {
    const { his, her } = await inHand({ service: 'yes', 'nhs-england': 'yes', cqc: 'no' });
    expect(await his(passOn)).toEqual(because('no-consent'));
    expect(await his({ ...passOn, body: 'nhs-england' })).toEqual(done);
    expect(await his({ ...passOn, body: 'adviser' })).toEqual(because('not-asked-about'));
    expect(await her({ change: 'give-consent', body: 'cqc' })).toEqual(done);
    expect(await his(passOn)).toEqual(done);
  });

  it('can be taken back until it is passed on, also in the last moment', async () => {
    const { his, her, reference } = await inHand({
      service: 'no',
      'nhs-england': 'no',
      cqc: 'yes',
    });
    const outcomes = await Promise.all([
      her({ change: 'withdraw-consent', body: 'cqc' }),
      his(passOn),
    ]);
    expect(outcomes).toEqual([done, because('no-consent')]);
    expect(eventsOf(reference).some(({ change }) => change === 'pass-on')).toBe(false);
  });

  it('that was used cannot be undone; the body is told', async () => {
    const { amina, his, her, reference } = await inHand({
      ...{ service: 'no', 'nhs-england': 'no', cqc: 'yes' },
    } as never);
    await his(passOn);
    expect(await her({ change: 'withdraw-consent', body: 'cqc' })).toEqual(
      because('passed-on-already'),
    );
    expect(await his({ change: 'record-told', body: 'cqc', words })).toEqual(
      because('not-passed-on'),
    );
    expect(await her({ change: 'take-back', body: 'cqc' })).toEqual(done);
    later(minute);
    expect(await his(passOn)).toEqual(because('no-consent'));
    expect(await his({ change: 'record-told', body: 'cqc', words })).toEqual(done);
    expect(await his({ change: 'record-reply', body: 'cqc', words: 'They answered.' })).toEqual(
      done,
    );
    const cqc = readConcern(amina, reference).consents.find(({ body }) => body === 'cqc')!;
    expect(cqc).toMatchObject({ status: 'taken-back', mustBeTold: false });
    expect(cqc.passedOn).toMatchObject([{ words: 'Exactly this.', more: 'An office' }]);
    expect(cqc.replies).toMatchObject([{ words: 'They answered.' }]);
  });

  it('ends with the concern: nothing is passed on that was withdrawn', async () => {
    const { his, her } = await inHand({ service: 'no', 'nhs-england': 'no', cqc: 'yes' });
    await her({ change: 'withdraw' });
    expect(await his(passOn)).toEqual(because('not-now'));
  });

  it('is demanded by the database itself', async () => {
    const { reference, daniel } = await inHand();
    const forged = () =>
      database()
        .insert(concernEvents)
        .values({
          concernId: rowOf(reference).id,
          at: clock.now(),
          by: 'lead',
          actorId: daniel.accountId,
          change: 'pass-on',
          fromState: 'acknowledged',
          toState: 'acknowledged',
          detail: 'cqc',
        })
        .run();
    expect(forged).toThrow();
    expect(eventsOf(reference).some(({ change }) => change === 'pass-on')).toBe(false);
  });

  it('to tell the adviser is asked about in a concern about one', async () => {
    const [amina, ruth, daniel] = [
      person('practitioner'),
      person('adviser', 'north'),
      person('lead'),
    ];
    const request = await send(amina);
    await changeRequest(ruth, request, { change: 'message', words });
    const reference = await raise(amina, 'service', {
      ...challenge,
      whom: { whom: ruth.accountId },
      consent: { adviser: 'no' },
    });
    await take(daniel, reference);
    const tell: Asked = { change: 'pass-on', body: 'adviser', words, more: 'In person' };
    expect(await changeConcern(daniel, reference, tell)).toEqual(because('no-consent'));
    await changeConcern(amina, reference, { change: 'give-consent', body: 'adviser' });
    expect(await changeConcern(daniel, reference, tell)).toEqual(done);
  });
});

describe('the lead who has it', () => {
  it('acts alone, until another takes it over', async () => {
    const [amina, daniel, esther] = [person('practitioner'), person('lead'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    expect(await changeConcern(esther, reference, answer)).toEqual(because('not-yours'));
    expect(await changeConcern(esther, reference, { change: 'message', words })).toEqual(
      because('not-yours'),
    );
    expect(leadsToGiveTo(esther, reference)).toMatchObject([{ isYou: true }]);
    const over: Asked = { change: 'hand-over', leadId: esther.accountId };
    expect(await changeConcern(esther, reference, over)).toEqual(done);
    expect(await changeConcern(daniel, reference, answer)).toEqual(because('not-yours'));
    expect(await changeConcern(esther, reference, answer)).toEqual(done);
  });

  it('is seen by the practitioner to have opened it, each once with how often', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    expect(readConcernOpenings(amina, reference)).toEqual([]);
    openConcern(daniel, reference);
    openConcern(daniel, reference);
    later(2 * minute);
    openConcern(daniel, reference);
    expect(readConcernOpenings(amina, reference)).toMatchObject([{ role: 'lead', times: 2 }]);
  });

  it('says why it takes longer and by when; only later dates count', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    const extend = (until: string): Asked => ({ change: 'extend', until, words });
    const by = (until: string) => changeConcern(daniel, reference, extend(until));
    expect(await by('2026-12-22')).toEqual(because('date-not-later'));
    expect(await by('2027-06-01')).toEqual(because('date-too-late'));
    expect(await by('2027-01-08')).toEqual(done);
    expect(await by('2027-01-15')).toEqual(done);
    expect(rowOf(reference)).toMatchObject({ answerBy: '2027-01-15', dueBy: '2027-01-15' });
    const dates = readConcern(amina, reference).events.flatMap(({ date }) => date ?? []);
    expect(dates).toEqual(['2027-01-08', '2027-01-15']);
  });

  it('is reminded once, on the working day before a date of ours, and finds what is late first', async () => {
    const [amina, daniel, esther] = [person('practitioner'), person('lead'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    const [his, hers] = [messagesTo(daniel).length, messagesTo(esther).length];
    const at = async (date: string) => {
      clock.now = () => Date.parse(`${date}T09:00Z`);
      await tellLeads();
      await tellLeads();
      return [messagesTo(daniel).length - his, messagesTo(esther).length - hers];
    };
    expect(await at('2026-12-20')).toEqual([0, 0]);
    expect(await at('2026-12-21')).toEqual([1, 0]);
    expect(await at('2026-12-22')).toEqual([1, 0]);
    clock.now = () => Date.parse('2026-12-23T09:00Z');
    const newer = await raise(person('practitioner'), 'service');
    expect(listConcerns(daniel).due).toMatchObject([
      { reference, overdue: true },
      { reference: newer, overdue: false },
    ]);
    expect(countConcerns(daniel)).toEqual({ waiting: 2, overdue: 1 });
  });
});

describe('a second look', () => {
  it('is another lead’s, where there is one, and asked for once', async () => {
    const [amina, daniel, esther] = [person('practitioner'), person('lead'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    await changeConcern(daniel, reference, answer);
    expect(readConcern(amina, reference).anotherForReview).toBe(true);
    expect(await changeConcern(daniel, reference, { change: 'close' })).toEqual(because('not-now'));
    const again: Asked = { change: 'ask-for-review', words };
    expect(await changeConcern(amina, reference, again)).toEqual(done);
    expect(rowOf(reference)).toMatchObject({ state: 'review', leadId: null, dueBy: '2026-12-22' });
    const toDaniel: Asked = { change: 'hand-over', leadId: daniel.accountId };
    expect(await changeConcern(daniel, reference, toDaniel)).toEqual(because('another-lead'));
    expect(readConcern(daniel, reference).forAnother).toBe(true);
    const toEsther: Asked = { change: 'hand-over', leadId: esther.accountId };
    expect(await changeConcern(esther, reference, toEsther)).toEqual(done);
    expect(await changeConcern(esther, reference, { ...answer, words: 'Anew.' })).toEqual(done);
    expect(await changeConcern(amina, reference, { ...again, words: 'Once more.' })).toEqual(
      because('not-now'),
    );
    expect(await changeConcern(esther, reference, { change: 'close' })).toEqual(done);
  });

  it('is the same lead’s where there is no other, and they are told so', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    await changeConcern(daniel, reference, answer);
    expect(readConcern(amina, reference).anotherForReview).toBe(false);
    await changeConcern(amina, reference, { change: 'ask-for-review', words });
    expect(await changeConcern(daniel, reference, { ...answer, words: 'Anew.' })).toEqual(done);
  });

  it('can be asked for during four weeks, before we close', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    await changeConcern(daniel, reference, answer);
    later(27 * day);
    expect(await changeConcern(daniel, reference, { change: 'close' })).toEqual(because('not-now'));
    later(29 * day);
    expect(await changeConcern(daniel, reference, { change: 'close' })).toEqual(done);
  });
});

describe('what is kept', () => {
  it('are the words for a year, and the row for counting', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'service');
    await take(daniel, reference);
    await changeConcern(daniel, reference, answer);
    later(364 * day);
    eraseOldConcernWords();
    expect(readConcern(amina, reference).answers.what?.happened).toBe('Nobody called back.');
    later(366 * day);
    expect(eraseOldConcernWords()).toBeGreaterThan(0);
    const view = readConcern(amina, reference);
    expect(view).toMatchObject({ answers: {}, allowed: [], state: 'answered', outcome: 'upheld' });
    expect(view.events.every((event) => event.words === null && event.more === null)).toBe(true);
    expect(view.events).toHaveLength(3);
    expect(await changeConcern(amina, reference, { change: 'add-words', words })).toEqual(
      because('not-now'),
    );
    const raisedOn = today(start);
    const month = { from: raisedOn, until: addDays(raisedOn, 1) };
    const waits = readConcernWaits(month, await allBankHolidays(), today(clock.now()));
    expect(waits).toContainEqual({ days: 0, is: 'over' });
  });

  it('is a draft for 30 days', () => {
    const amina = person('practitioner');
    writeConcern(amina, 'service');
    later(29 * day);
    purgeConcernDrafts();
    expect(readDraft(amina, 'service')).not.toBeNull();
    later(31 * day);
    purgeConcernDrafts();
    expect(readDraft(amina, 'service')).toBeNull();
  });

  it('ends with the account: the lead hears of it, and no word stays', async () => {
    const [amina, daniel] = [person('practitioner'), person('lead')];
    const reference = await raise(amina, 'discrimination');
    await take(daniel, reference);
    await changeConcern(amina, reference, { change: 'add-words', words });
    writeConcern(amina, 'service');
    const before = messagesTo(daniel).length;
    const { id } = rowOf(reference);
    eraseOwnAccount(amina);
    expect(rowOf(reference)).toMatchObject({ state: 'withdrawn', sealedAnswers: '', dueBy: null });
    const events = eventsOf(reference).map(({ id: event }) => event);
    const notes = database().select().from(concernNotes).all();
    expect(notes.filter(({ eventId }) => events.includes(eventId))).toEqual([]);
    expect(messagesTo(daniel).length).toBe(before + 1);
    const left = database().select().from(concerns).where(eq(concerns.accountId, amina.accountId));
    expect(left.all().map((row) => row.id)).toEqual([id]);
    expect(findAccountByEmail('nobody@example.test')).toBeUndefined();
  });

  it('is all of it in “your data”, and nobody else’s', async () => {
    const [amina, tomasz, daniel] = [
      person('practitioner'),
      person('practitioner'),
      person('lead'),
    ];
    const reference = await raise(amina, 'discrimination', {
      consent: { service: 'no', 'nhs-england': 'no', cqc: 'yes' },
    });
    await take(daniel, reference);
    openConcern(daniel, reference);
    const passOn: Asked = {
      change: 'pass-on',
      body: 'cqc',
      words: 'Wren words',
      more: 'Wren office',
    };
    await changeConcern(daniel, reference, passOn);
    const text = asJson(everythingAbout(amina), 'en');
    for (const part of [reference, 'They checked only one side.', 'Wren words', 'Wren office'])
      expect(text).toContain(part);
    expect(text).not.toContain(daniel.accountId);
    expect(everythingAbout(amina).concerns[0]!.openings).toMatchObject([{ times: 1 }]);
    expect(asJson(everythingAbout(tomasz), 'en')).not.toContain(reference);
  });
});
