import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { answersForms } from '../support/forms';
import { Visitor } from '../support/visitor';

/** What goes wrong, and what people are told: the right status, plain words in their language, nothing lost. */

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const amina = () => new Visitor(portal).signIn('amina.demo@example.test');

/** A practitioner with a request that has just been sent. */
async function sentRequest(email: string): Promise<[Visitor, string]> {
  const person = await new Visitor(portal).signIn(email);
  await person.send('/meetings/new', {});
  for (const [step, fields] of answersForms) await person.send(`/meetings/new/${step}`, fields);
  const sent = await person.send('/meetings/new/check', {});
  return [person, /\/meetings\/([^?]+)/.exec(sent.headers.get('location')!)![1]!];
}

/** A request made byte by byte, for what fetch would tidy up. */
function raw(
  options: { method?: string; path: string; headers?: Record<string, string> },
  body = '',
): Promise<{ status: number; text: string }> {
  const { port } = new URL(portal.url);
  return new Promise((resolve, reject) => {
    const request = rawRequest({ port, host: '127.0.0.1', ...options }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What comes back for a request target that is sent as it stands, headers and all. */
function askRaw(target: string): Promise<string> {
  const { port } = new URL(portal.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('data', (bytes) => (answer += String(bytes)));
    socket.on('end', () => resolve(answer)).on('error', reject);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

describe('an address that is not there', () => {
  it('says so in English, and in Welsh under /cy', async () => {
    const english = await new Visitor(portal).ask('/nowhere');
    expect(english.status).toBe(404);
    expect(await english.text()).toContain('We cannot find that page');
    const welsh = await new Visitor(portal).ask('/cy/nowhere');
    expect(welsh.status).toBe(404);
    expect(await welsh.text()).toContain('lang="cy"');
  });

  it('does not know other languages', async () => {
    expect((await new Visitor(portal).ask('/fr/guides')).status).toBe(404);
  });

  it.each([
    '/guides/none',
    '/support/none',
    '/guides/..%2f..%2fpackage',
    '/guides/constructor',
    '/support/__proto__',
  ])('answers %s with an ordinary 404', async (address) => {
    expect((await new Visitor(portal).ask(address)).status).toBe(404);
  });

  it('answers a malformed address without breaking', async () => {
    expect((await raw({ path: '/%E0%A4%A' })).status).toBeLessThan(500);
  });
});

describe('a method a page does not take', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is refused', async (method) => {
    expect((await raw({ method, path: '/guides' })).status).toBe(405);
  });

  it('says which methods there are', async () => {
    const answer = await new Visitor(portal).ask('/guides', { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it('does not take a form on a page without one', async () => {
    expect((await new Visitor(portal).send('/guides', {})).status).toBe(405);
  });
});

describe('a form from somewhere else', () => {
  const form = 'email=amina.demo%40example.test';
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(form.length),
  };
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['no origin', {}],
    ['the null origin', { origin: 'null' }],
    [
      'a forged host',
      { origin: 'https://evil.example', host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    ],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('with %s is refused', async (_, extra) => {
    const answer = await raw(
      { method: 'POST', path: '/sign-in', headers: { ...headers, ...extra } },
      form,
    );
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('You cannot open this page');
  });

  it('is taken from the portal itself', async () => {
    const answer = await raw(
      { method: 'POST', path: '/sign-in', headers: { ...headers, origin: portal.url } },
      form,
    );
    expect(answer.status).toBe(302);
  });
});

describe('a form that cannot be read', () => {
  const origin = () => ({ origin: portal.url });
  it('is refused when it is far too long', async () => {
    const answer = await new Visitor(portal).send('/sign-in', { email: 'x'.repeat(70_000) });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('too long');
  });

  it('is refused when it does not say how long it is', async () => {
    const headers = {
      ...origin(),
      'transfer-encoding': 'chunked',
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect((await raw({ method: 'POST', path: '/sign-in', headers }, 'email=x')).status).toBe(411);
  });

  it.each([
    'application/json',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/x-www-form-urlencodedX',
    '',
  ])('is refused as %s', async (type) => {
    const headers = { ...origin(), 'content-type': type, 'content-length': '2' };
    for (const path of ['/sign-in', '/support/match']) {
      expect((await raw({ method: 'POST', path, headers }, '{}')).status, path).toBe(400);
    }
  });

  it('with a field twice comes back with an ordinary message', async () => {
    const answer = await new Visitor(portal).send('/sign-in', [
      ['email', 'a@example.test'],
      ['email', 'b@example.test'],
    ]);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('There is a problem');
  });

  it('keeps what was typed, and the title says that something is wrong', async () => {
    const answer = await new Visitor(portal).send('/sign-in', { email: 'amina at home' });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('value="amina at home"');
    expect(page).toContain('<title>Error: Sign in');
    expect(page).toContain('href="#sign-in-email"');
  });
});

describe('a form made to be expensive', () => {
  it.each(['a[99999999]', '__state__', '__intent__', 'toString', '__proto__[x]'])(
    'with a field called %s is an ordinary mistake, and the portal goes on',
    async (name) => {
      for (const page of ['/sign-in', '/sign-in/code', '/support/samaritans/report']) {
        const answer = await new Visitor(portal).send(page, { [name]: '{"broken' });
        expect(answer.status, page).toBe(400);
      }
      expect((await new Visitor(portal).ask('/readyz')).status).toBe(200);
    },
  );
});

describe('a cookie that cannot be read', () => {
  it('locks nobody out, beside a session that is good', async () => {
    const person = await amina();
    person.cookies.set('other', '%E0%A4%A');
    expect((await person.ask('/meetings')).status).toBe(200);
    const nobody = new Visitor(portal);
    nobody.cookies.set('portal-session', '%');
    nobody.cookies.set('portal-sign-in', '%');
    expect((await nobody.ask('/sign-in')).status).toBe(200);
    expect((await nobody.send('/sign-in/code', { code: '123456' })).status).toBe(400);
  });
});

describe("Remix's question for a page's data", () => {
  it.each(['/guides', '/sign-in', '/meetings', '/open-referral/services'])(
    'is a page that is not there: %s',
    async (page) => {
      for (const query of ['?_data=root', '?a=1&%5Fdata=routes']) {
        const answer = await new Visitor(portal).ask(page + query);
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toContain('Unexpected');
      }
    },
  );
});

describe('a sign-in code', () => {
  async function askedForCode(): Promise<[Visitor, string]> {
    const person = new Visitor(portal);
    await person.send('/sign-in', { email: 'code.test@example.test' });
    const [message] = await portal.mailbox();
    return [person, /\d{6}/.exec(message!.subject)![0]];
  }
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

  it('that is wrong is refused, and the right one still works', async () => {
    const [person, code] = await askedForCode();
    const refused = await person.send('/sign-in/code', { code: wrong(code) });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('That code is not right');
    expect((await person.send('/sign-in/code', { code })).headers.get('location')).toBe(
      '/meetings',
    );
  });

  it('works once', async () => {
    const [person, code] = await askedForCode();
    const thief = new Visitor(portal);
    for (const [name, value] of person.cookies) thief.cookies.set(name, value);
    await person.send('/sign-in/code', { code });
    const reused = await thief.send('/sign-in/code', { code });
    expect(reused.status).toBe(400);
    expect(await reused.text()).toContain('That code no longer works');
  });

  it('works only in the browser that asked', async () => {
    const [, code] = await askedForCode();
    const elsewhere = await new Visitor(portal).send('/sign-in/code', { code });
    expect(elsewhere.status).toBe(400);
  });

  it('stops working after five wrong tries', async () => {
    const [person, code] = await askedForCode();
    for (let tries = 0; tries < 5; tries += 1) {
      await person.send('/sign-in/code', { code: wrong(code) });
    }
    const late = await person.send('/sign-in/code', { code });
    expect(late.status).toBe(400);
    expect(await late.text()).toContain('tried too often');
  });

  it('never leads to another website', async () => {
    const person = new Visitor(portal);
    await person.send('/sign-in', { email: 'code.test@example.test', next: '//evil.example' });
    const [message] = await portal.mailbox();
    const code = /\d{6}/.exec(message!.subject)![0];
    const answer = await person.send('/sign-in/code', { code });
    expect(answer.headers.get('location')).toBe('/meetings');
  });
});

describe("somebody else's request", () => {
  it('is not there, in the same words as one that never was', async () => {
    const [, reference] = await sentRequest('tomasz.demo@example.test');
    const person = await amina();
    const theirs = await person.ask(`/meetings/${reference}`);
    const never = await person.ask('/meetings/0000-0000');
    expect(theirs.status).toBe(404);
    const words = (await theirs.text()).replaceAll(reference, '0000-0000');
    expect(words).toBe(await never.text());
    const change = await person.send(`/meetings/${reference}/change/withdraw`, {});
    expect(change.status).toBe(404);
  });

  it('leaves in the log whose account looked for it, by a number that is nobody’s name', async () => {
    const person = await amina();
    const answer = await person.ask('/meetings/0000-0000');
    const id = answer.headers.get('x-request-id')!;
    const line = () =>
      portal
        .output()
        .split('\n')
        .find((each) => each.includes(id)) ?? '';
    await expect.poll(line).toContain('"refused":"not-there"');
    expect(JSON.parse(line()).account).toMatch(/^[\w-]{22}$/);
    expect(line()).not.toContain('amina');
  });

  it("is not there for another team's adviser", async () => {
    const [, reference] = await sentRequest('tomasz.demo@example.test');
    const adviser = await new Visitor(portal).signIn('adviser.wales@example.test');
    expect((await adviser.ask(`/adviser/requests/${reference}`)).status).toBe(404);
  });
});

describe('a time for a meeting', () => {
  it('cannot be invented, past or too soon, and the ticks stay', async () => {
    const [, reference] = await sentRequest('tomasz.demo@example.test');
    const adviser = await new Visitor(portal).signIn('adviser.north@example.test');
    const page = `/adviser/requests/${reference}/offer-times`;
    const free = [
      ...(await (await adviser.ask(page)).text()).matchAll(/name="startsAt"[^>]*value="(\d+)"/g),
    ];
    const good = free[3]![1]!;
    for (const bad of ['1', String(Number(good) + 60_000), 'soon', '']) {
      const answer = await adviser.send(page, [
        ['startsAt', good],
        ['startsAt', bad],
      ]);
      expect(answer.status, bad).toBe(400);
      const html = await answer.text();
      expect(html).toContain('One of those times is not free');
      expect(html).toMatch(
        new RegExp(`checked=""[^>]*value="${good}"|value="${good}"[^>]*checked=""`),
      );
    }
  });

  it('cannot be accepted when it was never offered', async () => {
    const [person, reference] = await sentRequest('tomasz.demo@example.test');
    const early = await person.send(`/meetings/${reference}`, {
      change: 'accept',
      offer: 'made-up',
    });
    expect(early.status).toBe(409);
    expect(await early.text()).toContain('This request has changed');
  });
});

describe('a second press of the button', () => {
  it('sends a request once', async () => {
    const [person, reference] = await sentRequest('twice@example.test');
    const again = await person.send('/meetings/new/check', {});
    expect(again.status).toBe(302);
    const list = await (await person.ask('/meetings')).text();
    expect(list.match(/Request [0-9A-Z]{4}-[0-9A-Z]{4}/g)).toEqual([`Request ${reference}`]);
  });
});

describe('a step of a request', () => {
  it('that is not there is a 404', async () => {
    expect((await (await amina()).ask('/meetings/new/shoe-size')).status).toBe(404);
  });

  it('with nothing filled in says what to do and keeps the page', async () => {
    const person = await amina();
    await person.send('/meetings/new', {});
    const answer = await person.send('/meetings/new/name', {
      name: '',
      pronunciation: 'Ah-MEE-na',
    });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('Enter the name we should use');
    expect(page).toContain('value="Ah-MEE-na"');
  });

  it('cannot be sent before every question is answered', async () => {
    const person = await new Visitor(portal).signIn('early@example.test');
    await person.send('/meetings/new', {});
    const answer = await person.send('/meetings/new/check', {});
    expect(answer.headers.get('location')).toBe('/meetings/new/check');
    const check = await person.ask('/meetings/new/check');
    expect(check.headers.get('location')).toBe('/meetings/new/topics');
  });
});

describe('changing one answer', () => {
  it('leads back to all the answers, even after a mistake', async () => {
    const person = await new Visitor(portal).signIn('one.answer@example.test');
    await person.send('/meetings/new', {});
    for (const [step, fields] of answersForms) await person.send(`/meetings/new/${step}`, fields);
    const mistake = await person.send('/meetings/new/name?from=check', { name: '' });
    expect(await mistake.text()).toContain('action="/meetings/new/name?from=check"');
    const mended = await person.send('/meetings/new/name?from=check', { name: 'Amina' });
    expect(mended.headers.get('location')).toBe('/meetings/new/check');
  });
});

describe('a session that is over', () => {
  it('is said at the sign-in page, which leads back to the same question', async () => {
    const answer = await new Visitor(portal).send('/meetings/new/topics', { about: 'words' });
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fmeetings%2Fnew%2Ftopics&ended=1');
    const page = await new Visitor(portal).ask('/sign-in?next=%2Fmeetings&ended=1');
    expect(await page.text()).toContain('You were signed out because some time had passed');
  });

  it('can be ended by staff between their two steps', async () => {
    const adviser = new Visitor(portal);
    await adviser.send('/sign-in', { email: 'editor@example.test' });
    const [message] = await portal.mailbox();
    await adviser.send('/sign-in/code', { code: /\d{6}/.exec(message!.subject)![0] });
    expect(await (await adviser.ask('/sign-out')).text()).toContain('<button');
    await adviser.send('/sign-out', {});
    const afterwards = await adviser.ask('/sign-in/second-step');
    expect(afterwards.headers.get('location')).toContain('/sign-in?next=');
  });
});

describe('an address written out whole', () => {
  it('is answered like its path', async () => {
    expect((await raw({ path: `${portal.url}/guides` })).status).toBe(200);
    expect((await raw({ path: 'http://evil.example/nowhere' })).status).toBe(404);
  });
});

describe('an address with a # in it', () => {
  // Only a program sends one. The tag follows from the bytes: the same page is the same page.
  const tagOf = (answer: string) => /^etag: (.*)$/im.exec(answer)?.[1];

  it('is the page without it, however many are made up', async () => {
    const page = await askRaw('/guides');
    expect(tagOf(page)).toBeDefined();
    for (const target of [
      '/guides#1',
      '/guides#2',
      '/guides#?a=1',
      'http://evil.example/guides#',
    ]) {
      const answer = await askRaw(target);
      expect(answer, target).toMatch(/^HTTP\/1\.1 200 /);
      expect(tagOf(answer), target).toBe(tagOf(page));
    }
    expect(await askRaw('/#')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await askRaw('#')).toMatch(/^HTTP\/1\.1 (200|400) /);
    expect(await askRaw('/nowhere#/guides')).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('the head of a kept page', () => {
  it.each(['/guides', '/cy/support', '/open-referral/services', '/favicon.svg', '/robots.txt'])(
    'says everything once: %s',
    async (address) => {
      for (const reading of ['first', 'again']) {
        const [head = ''] = (await askRaw(address)).split('\r\n\r\n');
        const names = head.split('\r\n').map((line) => line.split(':')[0]!.toLowerCase());
        expect(names, reading).toEqual([...new Set(names)]);
      }
    },
  );
});

describe('somebody who hangs up before the answer', () => {
  it('leaves a line in the log all the same', async () => {
    const lines = () => portal.output().split('"route":"/adviser/requests/:reference"').length;
    const before = lines();
    const { port } = new URL(portal.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        const head = 'GET /adviser/requests/0000-0000 HTTP/1.1\r\nHost: localhost\r\n\r\n';
        socket.write(head, () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    await expect.poll(lines).toBe(before + 1);
  });
});

describe('a configuration that is not right', () => {
  const start = (environment: Record<string, string>) =>
    spawnSync(process.execPath, ['bin/serve.mjs'], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      encoding: 'utf8',
    });

  it('stops the portal with a sentence for each thing', () => {
    const { status, stderr } = start({ PORTAL_MODE: 'production', PORT: '70000' });
    expect(status).toBe(1);
    for (const name of [
      'PORT',
      'PORTAL_BASE_URL',
      'PORTAL_KEYS',
      'PORTAL_LOOKUP_KEY',
      'PORTAL_SMTP_URL',
    ]) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toContain('    at ');
  });

  it('never repeats a secret', () => {
    const { stderr } = start({ PORTAL_MODE: 'production', PORTAL_KEYS: 'k1:not-a-key-but-secret' });
    expect(stderr).toContain('PORTAL_KEYS');
    expect(stderr).not.toContain('not-a-key-but-secret');
  });
});

describe('reports that an editor marks as handled', () => {
  it('are missed in words when the form names none', async () => {
    const editor = await new Visitor(portal).signIn('editor@example.test');
    for (const [page, words] of [
      ['/adviser/content/acas', 'We could not read that. Type it again'],
      ['/cy/adviser/content/acas', 'Ni allem ddarllen hynny.'],
    ] as const) {
      const answer = await editor.send(page, { change: 'handle' });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(words);
    }
  });
});

describe('the log', () => {
  it('holds no personal word, no address with a query, and nothing of who reads', () => {
    const output = portal.output();
    for (const word of [
      'amina',
      'Yusuf',
      'tomasz',
      'example.test?',
      'next=',
      '07700',
      'what-ppa-is',
      'Ah-MEE-na',
    ]) {
      const logged = output.split('\n').filter((line) => line.startsWith('{'));
      expect(logged.join('\n'), word).not.toContain(word);
    }
  });
});
