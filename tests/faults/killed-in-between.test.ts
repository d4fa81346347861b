import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isNull } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { events, outbox } from '#db/schema';
import { emailOf, findAccount } from '~/account/index.server';
import { readRequest } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { verifyAudit } from '~/platform/audit.server';
import { database } from '~/platform/database.server';
import { expectKeptWhole, messagesByEvent } from '../support/kept-whole';
import { person } from '../support/people';
import { diceOf } from '~/platform/dice';
import { send } from '../support/requests';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';

/** The portal is killed, as by a power cut, while people change their requests; again and again on one folder. */

const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const random = diceOf(seed);
const kills = 4;
const environment = { PORTAL_DATA_DIR: process.env.PORTAL_DATA_DIR!, PORTAL_LOG_LEVEL: 'error' };

let portal: RunningPortal | undefined;
afterAll(() => portal?.stop());

/**
 * Corrects the name in a request, again and again, until the portal is gone.
 * @returns how many were acknowledged, the last of them, and the one sent after it.
 */
async function keepsCorrecting(
  browser: Visitor,
  reference: string,
  round: number,
  begun: () => void,
) {
  let acknowledged: string | null = null;
  for (let count = 0; ; count += 1) {
    const name = `Dr Round ${round} Number ${count}`;
    const answer = await browser
      .send(`/meetings/${reference}/correct/name`, { name })
      .catch(() => null);
    if (answer === null) return { acknowledged, sent: name, count };
    expect(answer.status).toBe(302);
    acknowledged = name;
    begun();
  }
}

it(`what was acknowledged is there with its event and its messages, whenever the portal dies (seed ${seed})`, async () => {
  person('adviser', 'north');
  const people: Person[] = [person('practitioner'), person('practitioner'), person('practitioner')];
  const references = await Promise.all(people.map((practitioner) => send(practitioner)));
  const browsers = new Map<Person, Visitor>();
  portal = await startPortal(environment);
  for (const practitioner of people) {
    const browser = await new Visitor(portal).signIn(emailOf(findAccount(practitioner.accountId)!));
    expect((await browser.ask('/meetings')).status).toBe(200);
    browsers.set(practitioner, browser);
  }
  const acknowledgedOf = references.map(() => 0);
  for (let round = 0; round < kills; round += 1) {
    const running = portal;
    let beginners = 0;
    let resolve = () => {};
    const everybodyWrites = new Promise<void>((begin) => (resolve = begin));
    const writing = people.map((practitioner, index) => {
      const browser = new Visitor(running);
      for (const [name, value] of browsers.get(practitioner)!.cookies)
        browser.cookies.set(name, value);
      let first = true;
      return keepsCorrecting(browser, references[index]!, round, () => {
        if (first && (beginners += 1) === people.length) resolve();
        first = false;
      });
    });
    await everybodyWrites;
    await pause(random() * 500);
    await running.kill();
    const written = await Promise.all(writing);
    portal = await startPortal(environment);

    expectKeptWhole();
    for (const [index, { acknowledged, sent, count }] of written.entries()) {
      const name = readRequest(people[index]!, references[index]!).answers.name!.name;
      // What nobody had acknowledged is there whole, or not at all.
      const possible = acknowledged === null ? [name] : [acknowledged, sent];
      expect(possible).toContain(name);
      acknowledgedOf[index]! += count;
    }
    expect(verifyAudit().whole).toBe(true);
  }
  // One event for each, and at most one more for what was sent as the portal died.
  for (const [index, reference] of references.entries()) {
    const its = readRequest(people[index]!, reference).events.slice(1);
    expect(acknowledgedOf[index]).toBeGreaterThan(0);
    expect(its.length).toBeGreaterThanOrEqual(acknowledgedOf[index]!);
    expect(its.length).toBeLessThanOrEqual(acknowledgedOf[index]! + kills);
  }

  // Each event is told of, each message once, and every one leaves in the end.
  const told = messagesByEvent();
  for (const { id } of database().select({ id: events.id }).from(events).all())
    expect(told.get(id)?.size ?? 0).toBeGreaterThan(0);
  // What was on its way when the portal died is tried again two minutes later: as if they were over.
  database().update(outbox).set({ dueAt: 0 }).where(isNull(outbox.deliveredAt)).run();
  await expect
    .poll(
      () =>
        database().select({ id: outbox.id }).from(outbox).where(isNull(outbox.deliveredAt)).all(),
      {
        timeout: 30_000,
      },
    )
    .toEqual([]);
}, 300_000);
