import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { requests } from '#db/schema';
import { database } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { fillIn, noteIdentity, send } from '../../tests/support/requests';
import { changeRequest } from './changes.server';
import { saveAnswer } from './questions/drafts.server';
import { eraseOldWords } from './erasing.server';
import { readRequest } from './requests.server';
import { slotsToOffer } from './times/times.server';

const { now } = clock;
afterEach(() => {
  clock.now = now;
});

describe('a year after a request last changed', () => {
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
