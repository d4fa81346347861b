import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { clock } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { fillIn, send, welshAnswers } from '../../tests/support/requests';
import { changeRequest } from './changes.server';
import { allowedChanges } from './life';
import { readQueue } from './staff/queue.server';
import { listOwnRequests, readRequest } from './requests.server';
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
