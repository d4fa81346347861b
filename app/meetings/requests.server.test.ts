import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { requests } from '#db/schema';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { database } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { fillIn, noteIdentity, send, welshAnswers } from '../../tests/support/requests';
import { changeRequest } from './changes.server';
import { allowedChanges } from './life';
import { readQueue } from './queue.server';
import { slotsToOffer } from './times.server';
import {
  discardDraft,
  eraseOldWords,
  listOwnRequests,
  purgeDrafts,
  readDraft,
  readRequest,
  saveAnswer,
  startDraft,
} from './requests.server';
import { everythingAboutRequests } from './held.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

const notThere = expect.objectContaining({ status: 404 });

/** A request that was sent to the team of Wales. */
const sendFromWales = (practitioner: Person): Promise<string> => send(practitioner, welshAnswers);

const inQueueOf = (actor: Person) =>
  readQueue(actor, { group: 'open', who: 'everybody' }).lines.map(({ reference }) => reference);

describe('a request', () => {
  it('is read by the practitioner whose it is, with their own answers', async () => {
    const practitioner = person('practitioner');
    const reference = await send(practitioner);
    const request = readRequest(practitioner, reference);
    expect(request).toMatchObject({ reference, state: 'submitted', meeting: null, offers: [] });
    expect(request.answers.name).toEqual({ name: 'Dr Amina Yusuf' });
    expect(request.events).toMatchObject([{ change: 'submit', by: 'practitioner', words: null }]);
    expect(request.allowed).toEqual(allowedChanges('submitted', 'practitioner', 'none'));
  });

  it('is not there for another practitioner', async () => {
    const reference = await send(person('practitioner'));
    const other = person('practitioner');
    expect(() => readRequest(other, reference)).toThrow(notThere);
    expect(listOwnRequests(other)).toEqual([]);
    expect(everythingAboutRequests(other)).toEqual([]);
  });

  it('is read by every adviser of the team it went to, and by no other team', async () => {
    const north = await send(person('practitioner'));
    const wales = await sendFromWales(person('practitioner'));
    const northAdvisers = [person('adviser', 'north'), person('adviser', 'north')];
    const walesAdviser = person('adviser', 'wales');
    for (const adviser of northAdvisers) {
      expect(readRequest(adviser, north).state).toBe('submitted');
      expect(() => readRequest(adviser, wales)).toThrow(notThere);
      expect(inQueueOf(adviser)).toContain(north);
      expect(inQueueOf(adviser)).not.toContain(wales);
    }
    expect(readRequest(walesAdviser, wales).state).toBe('submitted');
    expect(() => readRequest(walesAdviser, north)).toThrow(notThere);
    expect(inQueueOf(walesAdviser)).not.toContain(north);
  });

  it('is not there for an adviser who has no team', async () => {
    const reference = await send(person('practitioner'));
    const adviser = person('adviser');
    expect(() => readRequest(adviser, reference)).toThrow(notThere);
    expect(() => inQueueOf(adviser)).toThrow(notThere);
  });

  it('is not there for an editor', async () => {
    const reference = await send(person('practitioner'));
    const editor = person('editor');
    expect(() => readRequest(editor, reference)).toThrow(notThere);
    expect(() => inQueueOf(editor)).toThrow(notThere);
  });

  it('is seen by a lead, whichever team it went to', async () => {
    const references = [
      await send(person('practitioner')),
      await sendFromWales(person('practitioner')),
    ];
    const lead = person('lead');
    for (const reference of references) {
      expect(readRequest(lead, reference).state).toBe('submitted');
      expect(inQueueOf(lead)).toContain(reference);
    }
  });

  it('that never was is told of in the same way as one of somebody else', async () => {
    const reference = await send(person('practitioner'));
    const other = person('practitioner');
    const answerTo = (asked: string) => {
      try {
        return readRequest(other, asked);
      } catch (response) {
        const { status, statusText, body } = response as Response;
        return { status, statusText, body };
      }
    };
    expect(answerTo('0000-0000')).toEqual(answerTo(reference));
    expect(answerTo('0000-0000')).toMatchObject({ status: 404 });
    expect(answerTo("' or 1=1 --")).toEqual(answerTo(reference));
  });
});

describe('a request that was not sent yet', () => {
  it('is seen by nobody but the practitioner, not even by a lead', () => {
    const practitioner = person('practitioner');
    const reference = fillIn(practitioner);
    for (const staff of [person('adviser', 'north'), person('lead')]) {
      expect(() => readRequest(staff, reference)).toThrow(notThere);
      expect(inQueueOf(staff)).not.toContain(reference);
    }
    expect(() => readRequest(person('practitioner'), reference)).toThrow(notThere);
    expect(readRequest(practitioner, reference).state).toBe('draft');
  });

  it('is one at a time: beginning again goes on with it', () => {
    const practitioner = person('practitioner');
    const reference = fillIn(practitioner);
    startDraft(practitioner, 'cy');
    expect(readDraft(practitioner)).toMatchObject({
      reference,
      answers: { name: { name: 'Dr Amina Yusuf' } },
    });
    expect(listOwnRequests(practitioner)).toHaveLength(1);
  });

  it('leaves room for the next when it has been sent', async () => {
    const practitioner = person('practitioner');
    const sent = await send(practitioner);
    expect(readDraft(practitioner)).toBeNull();
    const next = fillIn(practitioner);
    expect(next).not.toBe(sent);
    expect(
      listOwnRequests(practitioner)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['draft', 'submitted']);
  });

  it('keeps each answer as it is given', () => {
    const practitioner = person('practitioner');
    startDraft(practitioner, 'en');
    expect(readDraft(practitioner)!.answers).toEqual({});
    expect(saveAnswer(practitioner, 'en', 'name', { name: 'Amina' })).toBe(true);
    expect(saveAnswer(practitioner, 'en', 'how', { method: 'video' })).toBe(true);
    expect(saveAnswer(practitioner, 'en', 'name', { name: 'Dr Yusuf' })).toBe(true);
    expect(readDraft(practitioner)!.answers).toEqual({
      name: { name: 'Dr Yusuf' },
      how: { method: 'video' },
    });
  });

  it('takes no answer when there is none, and never one for somebody else', () => {
    const practitioner = person('practitioner');
    fillIn(practitioner);
    expect(saveAnswer(person('practitioner'), 'en', 'name', { name: 'Somebody' })).toBe(false);
    expect(readDraft(practitioner)!.answers.name).toEqual({ name: 'Dr Amina Yusuf' });
  });

  it('is gone when it is discarded, and nothing else is', async () => {
    const practitioner = person('practitioner');
    const other = person('practitioner');
    const sent = await send(practitioner);
    fillIn(practitioner);
    const theirs = fillIn(other);
    discardDraft(practitioner);
    expect(readDraft(practitioner)).toBeNull();
    expect(listOwnRequests(practitioner).map(({ reference }) => reference)).toEqual([sent]);
    expect(readDraft(other)!.reference).toBe(theirs);
  });

  it('goes thirty days after it was last touched', () => {
    const practitioner = person('practitioner');
    const start = Date.UTC(2030, 0, 1, 12);
    clock.now = () => start;
    fillIn(practitioner);
    clock.now = () => start + 10 * day;
    saveAnswer(practitioner, 'en', 'name', { name: 'Dr Amina Yusuf' });
    clock.now = () => start + 40 * day;
    purgeDrafts();
    expect(readDraft(practitioner)).not.toBeNull();
    clock.now = () => start + 40 * day + 1;
    expect(purgeDrafts()).toBeGreaterThanOrEqual(1);
    expect(readDraft(practitioner)).toBeNull();
  });

  it('is the only kind that goes: what was sent stays', async () => {
    const practitioner = person('practitioner');
    const reference = await send(practitioner);
    clock.now = () => Date.now() + 400 * day;
    purgeDrafts();
    expect(readRequest(practitioner, reference).state).toBe('submitted');
  });
});

describe('a year after a request ended', () => {
  const reasons = 'A friend at the BMA can help you better.';

  async function declined() {
    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = await send(practitioner);
    await changeRequest(adviser, reference, { change: 'decline', reason: 'other', words: reasons });
    return { practitioner, reference, ended: readRequest(practitioner, reference).updatedAt };
  }

  it('its words are erased, and what happened when stays', async () => {
    const { practitioner, reference, ended } = await declined();
    clock.now = () => ended + 365 * day;
    eraseOldWords();
    expect(readRequest(practitioner, reference).answers.name).toEqual({ name: 'Dr Amina Yusuf' });
    expect(readRequest(practitioner, reference).events.at(-1)!.words).toBe(reasons);

    clock.now = () => ended + 365 * day + 1;
    expect(eraseOldWords()).toBeGreaterThanOrEqual(1);
    const after = readRequest(practitioner, reference);
    expect(after).toMatchObject({ state: 'declined', updatedAt: ended, answers: {} });
    expect(after.events).toMatchObject([
      { change: 'submit', words: null },
      { change: 'decline', detail: 'other', words: null },
    ]);
    expect(eraseOldWords()).toBe(0);
  });

  it('the address of its video room is erased too', async () => {
    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = fillIn(practitioner);
    saveAnswer(practitioner, 'en', 'how', { method: 'video' });
    await changeRequest(practitioner, reference, { change: 'submit' });
    const [slot] = await slotsToOffer(adviser, reference);
    await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [slot!.startsAt] });
    const [offer] = readRequest(practitioner, reference).offers;
    await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
    await noteIdentity(adviser, reference);
    clock.now = () => slot!.endsAt;
    await changeRequest(adviser, reference, { change: 'record-held' });
    await changeRequest(adviser, reference, { change: 'close' });
    expect(readRequest(practitioner, reference).state).toBe('closed');

    const room = () =>
      database().select().from(requests).where(eq(requests.reference, reference)).get()!.sealedRoom;
    expect(room()).not.toBeNull();
    clock.now = () => slot!.endsAt + 366 * day;
    eraseOldWords();
    expect(room()).toBeNull();
  });

  it('those of one that nobody ever closed go too', async () => {
    const practitioner = person('practitioner');
    const reference = await send(practitioner);
    clock.now = () => Date.now() + 800 * day;
    eraseOldWords();
    expect(readRequest(practitioner, reference)).toMatchObject({ state: 'submitted', answers: {} });
  });

  it('how to join goes, too, when it was set after the words had gone', async () => {
    const adviser = person('adviser', 'north');
    const reference = await send(person('practitioner'));
    const later = Date.now() + 400 * day;
    clock.now = () => later;
    eraseOldWords();
    const [slot] = await slotsToOffer(adviser, reference);
    await changeRequest(adviser, reference, { change: 'confirm', startsAt: slot!.startsAt });
    const address = 'https://zoom.us/j/123';
    const asked = { change: 'set-joining', joining: { by: 'link', address } } as const;
    expect(await changeRequest(adviser, reference, asked)).toEqual({ done: true });
    expect(readRequest(adviser, reference).meeting?.room).toBe(address);
    clock.now = () => later + 366 * day;
    eraseOldWords();
    expect(readRequest(adviser, reference).meeting?.room).toBeNull();
  });
});

describe('the database file', () => {
  it('shows nobody’s name, words, number or address', async () => {
    const practitioner = person('practitioner');
    const adviser = person('adviser', 'north');
    const reference = await send(practitioner);
    const words = 'The reason nobody else may read';
    await changeRequest(adviser, reference, { change: 'decline', reason: 'other', words });

    const file = path.join(config().dataDir, 'portal.sqlite');
    const bytes = Buffer.concat(
      [file, `${file}-wal`].filter(existsSync).map((name) => readFileSync(name)),
    );
    expect(bytes.includes(reference)).toBe(true);
    for (const secret of [
      'Amina',
      'what happens next',
      '900 123',
      'nobody else may read',
      '@example.test',
    ]) {
      expect(bytes.includes(secret), secret).toBe(false);
    }
    expect(readRequest(practitioner, reference).events.at(-1)!.words).toBe(words);
  });
});

describe('everything held about a practitioner', () => {
  it('is all of their requests and no one else’s', async () => {
    const practitioner = person('practitioner');
    const sent = await send(practitioner);
    const draft = fillIn(practitioner);
    await send(person('practitioner'));
    const held = everythingAboutRequests(practitioner);
    expect(held.map(({ reference }) => reference).sort()).toEqual([sent, draft].sort());
    for (const { answers } of held) expect(answers.name).toEqual({ name: 'Dr Amina Yusuf' });
  });
});
