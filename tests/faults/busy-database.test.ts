import Database from 'better-sqlite3';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRequest } from '~/meetings/index.server';
import { addressOf } from '../support/letters';
import { person } from '../support/people';
import { send } from '../support/requests';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** Another process writes for longer than anybody waits: an operator's task, or a copy that is put back. */

const environment = { PORTAL_DATA_DIR: process.env.PORTAL_DATA_DIR!, PORTAL_LOG_LEVEL: 'warn' };

const amina = person('practitioner');
let reference: string;
let portal: RunningPortal;
let browsers: { amina: Visitor; adviser: Visitor };
let other: Database.Database;

beforeAll(async () => {
  reference = await send(amina);
  portal = await startPortal(environment);
  browsers = {
    amina: await new Visitor(portal).signIn(addressOf(amina)),
    adviser: await new Visitor(portal).signIn('adviser.north@example.test'),
  };
  other = new Database(path.join(environment.PORTAL_DATA_DIR, 'portal.sqlite'));
}, 120_000);
afterAll(async () => {
  other.close();
  await portal.stop();
});

const nameNow = () => readRequest(amina, reference).answers.name!.name;

/** Asks while somebody else writes and does not come to an end. */
async function whileBusy(ask: () => Promise<Response>): Promise<Response> {
  other.exec('begin immediate');
  try {
    return await ask();
  } finally {
    other.exec('rollback');
  }
}

it.each([
  ['in English', '', 'The portal is busy', 'it was not saved'],
  ['in Welsh', '/cy', 'Mae’r porth yn brysur', 'ni chafodd ei gadw'],
])(
  'who sends something then is told that it was not saved, and when to send it again, %s',
  async (_, language, title, lost) => {
    const before = nameNow();
    const name = `Dr Yusuf${language}`;
    const correct = () =>
      browsers.amina.send(`${language}/meetings/${reference}/correct/name`, { name });
    const answer = await whileBusy(correct);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    const page = await answer.text();
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page).toContain(lost);
    expect(nameNow()).toBe(before);

    expect((await correct()).status).toBe(302);
    expect(nameNow()).toBe(name);
  },
);

it('a page that notes who opened it asks for patience, too, and is there afterwards', async () => {
  const open = () => browsers.adviser.ask(`/adviser/requests/${reference}`);
  const answer = await whileBusy(open);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('30');
  expect(await answer.text()).toContain('<h1>The portal is busy</h1>');
  expect((await open()).status).toBe(200);
});

it('whoever waits less than that notices nothing', async () => {
  other.exec('begin immediate');
  const answer = browsers.amina.send(`/meetings/${reference}/correct/name`, { name: 'Dr A Yusuf' });
  await pause(300);
  other.exec('commit');
  expect((await answer).status).toBe(302);
  expect(nameNow()).toBe('Dr A Yusuf');
});

it('the log says that the database was busy, and calls it no fault of the program', () => {
  const requests = portal
    .output()
    .split('\n')
    .filter((line) => line.includes('"request"'));
  expect(requests.filter((line) => line.includes('the database was busy'))).toHaveLength(3);
  expect(requests.filter((line) => line.includes('"level":50'))).toEqual([]);
});
