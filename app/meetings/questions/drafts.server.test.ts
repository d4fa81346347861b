import { afterEach, describe, expect, it } from 'vitest';
import type { Person } from '~/platform/access';
import { clock, day } from '~/platform/time/clock';
import { person } from '../../../tests/support/people';
import { fillIn, send } from '../../../tests/support/requests';
import { discardDraft, purgeDrafts, readDraft, saveAnswer, startDraft } from './drafts.server';
import { readQueue } from '../staff/queue.server';
import { listOwnRequests, readRequest } from '../requests.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

const notThere = expect.objectContaining({ status: 404 });

const inQueueOf = (actor: Person) =>
  readQueue(actor, { group: 'open', who: 'everybody' }).lines.map(({ reference }) => reference);

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
