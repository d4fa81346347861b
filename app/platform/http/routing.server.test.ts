import { afterEach, describe, expect, it, vi } from 'vitest';
import { table } from '../../routes';
import type { RouteEntry } from './route-entry';
import { isKeepable, keepsLateForms, methodsRefused, routeFinder } from './routing.server';

afterEach(() => {
  vi.restoreAllMocks();
});

const inDemo = routeFinder(table, 'demo');
const inProduction = routeFinder(table, 'production');

describe('an address', () => {
  it.each([
    ['/', '/'],
    ['/guides', '/guides'],
    ['/guides/your-rights', '/guides/:slug'],
    ['/support/match', '/support/match'],
    ['/support/samaritans', '/support/:id'],
    ['/meetings/new', '/meetings/new'],
    ['/meetings/new/name', '/meetings/new/:step'],
    ['/meetings/7K3M-9QTX', '/meetings/:reference'],
    ['/adviser/requests/7K3M-9QTX', '/adviser/requests/:reference'],
  ])('%s is answered by %s, in both languages', (address, path) => {
    expect(inProduction(address)?.path).toBe(path);
    expect(inProduction(address === '/' ? '/cy' : `/cy${address}`)?.path).toBe(path);
  });

  it.each([
    '/nothing',
    '/guides/one/two',
    '/cy/nothing',
    '/cymru',
    '/cy/cy',
    '/meetings/new/name/more',
    '/adviser/requests',
    '/.env',
    '/..%2f..%2fetc%2fpasswd/x',
    '//guides',
  ])('%s does not exist', (address) => {
    expect(inProduction(address)).toBeUndefined();
  });

  it('that is for machines has no Welsh form', () => {
    expect(inProduction('/healthz')?.path).toBe('/healthz');
    expect(inProduction('/cy/healthz')).toBeUndefined();
    expect(inDemo('/cy/dev/mailbox')).toBeUndefined();
  });

  it.each(['/dev/mailbox', '/dev/mailbox.json'])('%s exists in demo mode only', (address) => {
    expect(inDemo(address)?.path).toBe(address);
    expect(inProduction(address)).toBeUndefined();
  });

  it('exists in both languages for every page for people', () => {
    for (const entry of table.filter(({ machine }) => !machine)) {
      const address = entry.path.replaceAll(/:\w+/g, 'something');
      expect(inProduction(address)).toBe(entry);
      expect(inProduction(address === '/' ? '/cy' : `/cy${address}`)).toBe(entry);
    }
  });

  it('that cannot be read does not exist', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(inProduction('/%E0%A4%A')).toBeUndefined();
  });

  it('that cannot be read is not repeated in what the process prints', () => {
    const printed = vi.spyOn(console, 'warn').mockImplementation(() => {});
    inProduction('/meetings/7K3M-9QTX%');
    expect(printed).not.toHaveBeenCalled();
  });

  it.each(['/GUIDES', '/gUiDeS', '/%67uides', '/guides/%79our-rights', '/CY/guides'])(
    'has one way of being written, so that %s does not exist',
    (address) => {
      expect(inProduction(address)).toBeUndefined();
    },
  );
});

describe('a form that comes too late', () => {
  it.each([
    ['/meetings/new/topics', true],
    ['/adviser/requests/7K3M-9QTX', true],
    // Whoever sends these has to show first that it is them: they are not sent by a button on another page.
    ['/adviser/staff', false],
    ['/account/erase', false],
    ['/account/email', false],
    ['/sign-in', false],
  ])('to %s is kept for its writer: %s', (address, kept) => {
    expect(keepsLateForms(inProduction(address)!)).toBe(kept);
  });

  it('is never kept for a page that asks for a recent proof', () => {
    for (const entry of table) if (entry.recent) expect(keepsLateForms(entry)).toBe(false);
  });
});

describe('a method', () => {
  const page: RouteEntry = { path: '/a', file: 'a.tsx', who: 'anyone' };

  it('of reading is taken by a page, and no other', () => {
    expect(methodsRefused(page, 'GET')).toBeUndefined();
    expect(methodsRefused(page, 'HEAD')).toBeUndefined();
    expect(methodsRefused(page, 'POST')).toBe('GET, HEAD');
  });

  it('of sending is taken by a page with a form too', () => {
    expect(methodsRefused({ ...page, form: true }, 'GET')).toBeUndefined();
    expect(methodsRefused({ ...page, form: true }, 'POST')).toBeUndefined();
  });

  it('of reading is refused where there is nothing but a form', () => {
    expect(methodsRefused({ ...page, form: 'only' }, 'POST')).toBeUndefined();
    expect(methodsRefused({ ...page, form: 'only' }, 'GET')).toBe('POST');
    expect(methodsRefused({ ...page, form: 'only' }, 'HEAD')).toBe('POST');
  });

  it('of asking beforehand is taken by open data, which other websites read, and nowhere else', () => {
    for (const entry of table) {
      const refused = methodsRefused(entry, 'OPTIONS');
      if (entry.open) expect(refused).toBeUndefined();
      else expect(refused).toMatch(/GET, HEAD|POST/);
    }
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'get', ''])(
    '"%s" is refused everywhere, with those that are taken',
    (method) => {
      for (const entry of table) expect(methodsRefused(entry, method)).toMatch(/GET, HEAD|POST/);
    },
  );
});

describe('an answer in memory', () => {
  const directory = inProduction('/support')!;

  it.each(['/support', '/support?need=legal', '/support?q=&need=legal&nation=wales&page=2'])(
    'is found again at %s: a list by choices that many make',
    (address) => {
      expect(isKeepable(directory, address)).toBe(true);
    },
  );

  it.each([
    '/support?q=sacked',
    '/support?need=legal&q=my+name',
    '/support?need=my%20name%20is',
    '/support?list=samaritans',
    '/support?anything=else',
  ])('is not to be found at %s: that is what one reader asked', (address) => {
    expect(isKeepable(directory, address)).toBe(false);
  });

  it('is at its path alone for any other page', () => {
    for (const address of ['/search?need=legal', '/guides?', '/voices/insight?page=2']) {
      const entry = inProduction(address.split('?')[0]!)!;
      expect(isKeepable(entry, address), address).toBe(false);
    }
  });
});
