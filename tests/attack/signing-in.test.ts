import { TOTP, Secret } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '~/platform/access';
import { table } from '~/routes';
import { addressOf } from '../support/addresses';
import { PortalFile } from '../support/portal-file';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { Visitor } from '../support/visitor';
import { Wire } from '../support/wire';

/** Getting in without being somebody: codes, sessions, the second factor, and asking who has an account. */

let portal: RunningPortal;
let file: PortalFile;
let wire: Wire;

beforeAll(async () => {
  portal = await startPortal();
  file = new PortalFile(portal);
  wire = new Wire(portal.url);
});
afterAll(async () => {
  wire.close();
  file.close();
  await portal.stop();
});

const codeFor = async (email: string) =>
  /\d{6}/.exec((await portal.mailbox()).find(({ to }) => to === email)!.subject)![0];
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const sessionOf = ({ cookies }: Visitor) => cookies.get('portal-session');
const isIn = async (person: Visitor, page = '/meetings') => (await person.ask(page)).status === 200;

describe('a session', () => {
  it('known beforehand is worth nothing afterwards', async () => {
    const victim = new Visitor(portal);
    victim.cookies.set('portal-session', 'planted');
    await victim.signIn('fixed@example.test');
    expect(sessionOf(victim)).not.toBe('planted');
    const thief = new Visitor(portal);
    thief.cookies.set('portal-session', 'planted');
    expect(await isIn(thief)).toBe(false);
  });

  it('is another after each sign-in, and the one before has ended', async () => {
    const person = await new Visitor(portal).signIn('rotates@example.test');
    const before = sessionOf(person)!;
    await person.signIn('rotates@example.test');
    expect(sessionOf(person)).not.toBe(before);
    const replay = new Visitor(portal);
    replay.cookies.set('portal-session', before);
    expect(await isIn(replay)).toBe(false);
  });

  it('is another after the second step', async () => {
    const editor = new Visitor(portal);
    await editor.send('/sign-in', { email: 'editor@example.test' });
    await editor.send('/sign-in/code', { code: await codeFor('editor@example.test') });
    const half = sessionOf(editor)!;
    const token = await portal.staffCode('editor@example.test');
    await editor.send('/sign-in/second-step', { token });
    expect(sessionOf(editor)).not.toBe(half);
    expect(await isIn(editor, '/adviser/content')).toBe(true);
    const replay = new Visitor(portal);
    replay.cookies.set('portal-session', half);
    expect(await isIn(replay, '/sign-in/second-step')).toBe(false);
  });

  it('that was signed out cannot be used again', async () => {
    const person = await new Visitor(portal).signIn('leaves@example.test');
    const cookies = new Map(person.cookies);
    const left = await person.send('/sign-out', {});
    expect(left.headers.get('clear-site-data')).toContain('"cookies"');
    const replay = new Visitor(portal);
    for (const [name, value] of cookies) replay.cookies.set(name, value);
    expect(await isIn(replay)).toBe(false);
  });
});

describe('a code', () => {
  it('cannot be guessed by asking for new ones', async () => {
    const email = 'guessed@example.test';
    const guesser = new Visitor(portal);
    let tries = 0;
    let asked = 0;
    // Demo mode allows fifty times more codes than a real portal; tries for each code are the same.
    for (; asked < 20; asked += 1) {
      expect((await guesser.send('/sign-in', { email })).status).toBe(302);
      const code = await codeFor(email);
      for (let guess = 0; guess < 8; guess += 1) {
        const body = await (await guesser.send('/sign-in/code', { code: wrong(code) })).text();
        if (body.includes('That code is not right')) tries += 1;
      }
      // The right one comes too late.
      expect((await guesser.send('/sign-in/code', { code })).status).toBe(400);
    }
    // The fifth try is told that the code is over.
    expect(tries).toBe(asked * 4);
    expect(sessionOf(guesser)).toBeUndefined();
  });

  it('of one browser does not work in another that asked for the same address', async () => {
    const email = 'two.browsers@example.test';
    const person = new Visitor(portal);
    await person.send('/sign-in', { email });
    const code = await codeFor(email);
    const other = new Visitor(portal);
    await other.send('/sign-in', { email });
    if ((await codeFor(email)) === code) return;
    expect((await other.send('/sign-in/code', { code })).status).toBe(400);
    expect((await person.send('/sign-in/code', { code })).headers.get('location')).toBe(
      '/meetings',
    );
  });

  it('works once, even when it is sent many times at the same moment', async () => {
    const email = 'at.once@example.test';
    const person = new Visitor(portal);
    await person.send('/sign-in', { email });
    const code = await codeFor(email);
    const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => wire.send('/sign-in/code', [['code', code]], { cookie })),
    );
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(1);
  });
});

describe('the second factor', () => {
  it('opens nothing before it was given, and a code of it works once', async () => {
    const email = 'lead@example.test';
    const lead = new Visitor(portal);
    await lead.send('/sign-in', { email });
    await lead.send('/sign-in/code', { code: await codeFor(email) });
    const half = {
      kind: 'person',
      accountId: '',
      sessionId: '',
      team: null,
      role: 'lead',
      secondFactor: false,
      verifiedAt: Date.now(),
      signedOutAt: Infinity,
      endsAt: Infinity,
    } as const;
    const shut = table.filter(({ who }) => judge(who, half) !== 'open');
    expect(shut.length).toBeGreaterThan(5);
    for (const { path, form } of shut) {
      for (const answer of [
        await lead.ask(addressOf(path)),
        ...(form ? [await lead.send(addressOf(path), { change: 'close' })] : []),
      ]) {
        expect(answer.status, path).toBe(303);
        expect(answer.headers.get('location'), path).toBe('/sign-in/second-step');
      }
    }
    const token = await portal.staffCode(email);
    for (const odd of ['', '000000 ', `${token}0`, 'null', '١٢٣٤٥٦']) {
      expect((await lead.send('/sign-in/second-step', { token: odd })).status, odd).toBe(400);
    }
    expect((await lead.send('/sign-in/second-step', { token })).status).toBe(302);
    expect(await isIn(lead, '/adviser')).toBe(true);

    const thief = new Visitor(portal);
    await thief.send('/sign-in', { email });
    await thief.send('/sign-in/code', { code: await codeFor(email) });
    expect((await thief.send('/sign-in/second-step', { token })).status).toBe(400);
    // Nor does one from before it.
    const secret = Secret.fromBase32(/TOTP secret\): (\w+)/.exec(portal.output())![1]!);
    const earlier = new TOTP({ secret }).generate({ timestamp: Date.now() - 30_000 });
    expect((await thief.send('/sign-in/second-step', { token: earlier })).status).toBe(400);
    expect(await isIn(thief, '/adviser')).toBe(false);
  });
});

describe('whether somebody has an account', () => {
  const people = {
    unknown: 'nobody.here@example.test',
    practitioner: 'amina.demo@example.test',
    staff: 'adviser.north@example.test',
    disabled: 'no.longer.here@example.test',
  };

  it('is told neither by an answer, nor by what the database does', async () => {
    const gone = await new Visitor(portal).signIn(people.disabled);
    file.setAccount(`portal-session=${sessionOf(gone)}`, { disabled_at: Date.now() });
    await file.settled();

    /** Rows of each table, so that a write more for one kind of person shows. */
    const rows = () =>
      Object.fromEntries(Object.entries(file.contents()).map(([name, all]) => [name, all.length]));
    const told = async (email: string) => {
      const person = new Visitor(portal);
      const answers: unknown[] = [];
      const keep = async (response: Response, typed = email) => {
        const headers = [...response.headers].filter(
          ([name]) => !/^(date|x-request-id|keep-alive|connection)$/.test(name),
        );
        // The token in the cookie is another each time, of the same length.
        const alike = headers.map(([name, value]) =>
          name === 'set-cookie'
            ? value.replace(/=[^;]+/, '=…').replace(/Expires=[^;]+/, '')
            : value,
        );
        const lengths = response.headers.getSetCookie().map((each) => each.split(';')[0]!.length);
        const body = (await response.text()).replaceAll(typed, '…').replaceAll(email, '…');
        answers.push([response.status, alike, lengths, body]);
      };
      file.run('delete from limits');
      const before = rows();
      await keep(await person.send('/sign-in', { email }));
      await keep(await person.ask('/sign-in/code'));
      const code = await codeFor(email);
      for (let tries = 0; tries < 6; tries += 1) {
        await keep(await person.send('/sign-in/code', { code: wrong(code) }), wrong(code));
      }
      const after = rows();
      const grown = Object.entries(after).map(([name, count]) => [name, count - before[name]!]);
      const mail = (await portal.mailbox()).find(({ to }) => to === email)!;
      answers.push(mail.text.replace(code, '…'), mail.subject.replace(code, '…'));
      return { answers, grown };
    };
    const unknown = await told(people.unknown);
    for (const email of [people.practitioner, people.staff, people.disabled]) {
      expect(await told(email), email).toEqual(unknown);
    }
  });

  it('is not told to the owner of a disabled account who has the right code', async () => {
    const person = new Visitor(portal);
    await person.send('/sign-in', { email: people.disabled });
    const right = await person.send('/sign-in/code', { code: await codeFor(people.disabled) });
    expect(right.status).toBe(400);
    expect(await right.text()).toContain('That code no longer works.');
    expect(sessionOf(person)).toBeUndefined();
    const [noted] = file.rows('select action, detail from audit order by rowid desc limit 1');
    expect(noted).toEqual({ action: 'code-refused', detail: 'closed' });
  });
});

describe('the page for the code', () => {
  it('shows the address it went to, also after a wrong one, and warns of a work address', async () => {
    const person = new Visitor(portal);
    const email = 'gwen.work@nhs.net';
    expect(
      (await person.send('/sign-in', { email, next: '/account/data' })).headers.get('location'),
    ).toBe('/sign-in/code');
    const code = await codeFor(email);
    for (const page of [
      await (await person.ask('/sign-in/code')).text(),
      await (await person.send('/sign-in/code', { code: wrong(code) })).text(),
    ]) {
      expect(page).toContain(email);
      expect(page).toContain('looks like a work address');
      expect(page).toContain('href="/sign-in?next=%2Faccount%2Fdata"');
    }
  });

  it('has one button and no field when no code waits', async () => {
    const page = await (await new Visitor(portal).ask('/sign-in/code')).text();
    expect(page).toContain('There is no code waiting');
    expect(page).not.toContain('name="code"');
    expect(page).toContain('href="/sign-in"');
  });
});
