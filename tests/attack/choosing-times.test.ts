import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysShown } from '~/meetings/times/published-days';
import { hour, minute } from '~/platform/time/clock';
import { askForMeeting, fillIn } from '../support/forms';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Times that somebody chooses and cannot have: the page says why, and what they chose is still chosen. */

let portal: RunningPortal;
let file: PortalFile;
beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
});
afterAll(async () => {
  file.close();
  await portal.stop();
});

/** The times on a page, and the one that is chosen. */
function timesOn(page: string) {
  const radios = [...page.matchAll(/<input[^>]*type="radio"[^>]*value="(\d{13})"[^>]*>/g)];
  return {
    times: radios.map(([, time]) => time!),
    chosen: radios.filter(([radio]) => radio.includes('checked')).map(([, time]) => time!),
    later: /href="([^"]*after=\d{4}-\d\d-\d\d)"/.exec(page)?.[1],
  };
}

/** Chooses a time so often that no more are kept for this person. */
async function untilTooMany(person: Visitor, to: string, fields: Record<string, string>) {
  for (let tries = 0; tries < 3; tries += 1) {
    const answer = await person.send(to, fields);
    if (answer.status === 429) return answer;
    // The window may end meanwhile; then it is begun again.
    file.run("update limits set count = 1000000 where subject like 'hold-of-account:%'");
  }
  throw new Error('Never refused');
}

describe('somebody who has chosen too many times', () => {
  it('finds the same days and the same choice in a request that is not sent', async () => {
    const person = await new Visitor(portal).signIn('undecided@example.test');
    await fillIn(person);
    const first = await (await person.ask('/meetings/new/slot')).text();
    const here = timesOn(first).later!;
    const { times } = timesOn(await (await person.ask(here)).text());
    const answer = await untilTooMany(person, here, { slot: times[2]! });
    const page = await answer.text();
    expect(page).toContain('You have chosen many times in the last hour.');
    expect(timesOn(page)).toMatchObject({ times, chosen: [times[2]] });
  });

  it('finds them in a request that was sent, too', async () => {
    const person = await new Visitor(portal).signIn('undecided.again@example.test');
    const reference = await askForMeeting(person);
    const first = await (await person.ask(`/meetings/${reference}/times`)).text();
    const here = timesOn(first).later!;
    const days = await (await person.ask(here)).text();
    const { times } = timesOn(days);
    expect(times.length).toBeGreaterThan(daysShown);
    // The form goes where its page is.
    expect(days).toContain(`action="${here}"`);
    const page = await (await untilTooMany(person, here, { time: times[2]! })).text();
    expect(page).toContain('You have chosen many times in the last hour.');
    expect(timesOn(page)).toMatchObject({ times, chosen: [times[2]] });
  });
});

describe('somebody whose meeting is too near to be moved', () => {
  it('reads why, however they ask, and still has the meeting', async () => {
    const person = await new Visitor(portal).signIn('too.late@example.test');
    const reference = await askForMeeting(person);
    const page = `/meetings/${reference}`;
    const { times } = timesOn(await (await person.ask(`${page}/times`)).text());
    const time = times[0]!;
    await person.send(`${page}/times`, { time, change: 'take' });
    const isNear = Date.now() + hour;
    file.moveMeeting(reference, isNear - (isNear % minute));

    const asked = [
      await person.ask(`${page}/times`),
      await person.ask(`${page}/times?time=${times[1]}`),
      await person.ask(`${page}/change/ask-to-move`),
      await person.send(`${page}/change/ask-to-move`, { words: 'On call' }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    const [near, , closed, late] = await Promise.all(asked.map((answer) => answer.text()));
    expect(near).toContain('The meeting is too near to be moved');
    expect(closed).toContain('This cannot be done now');
    expect(late).toContain('On call');

    // Whoever had the page open when the time ran out is led to the page that says so.
    for (const change of ['move', ''])
      expect(
        (await person.send(`${page}/times`, { time: times[1]!, change })).headers.get('location'),
      ).toBe(`${page}/times`);
    expect(file.rows('select meets_at from requests where reference = ?', reference)).toEqual([
      { meets_at: isNear - (isNear % minute) },
    ]);
    expect(await (await person.ask(page)).text()).toContain('Your meeting is close now');
  });
});
