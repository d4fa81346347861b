import { describe, expect, it } from 'vitest';
import { table } from '../../routes';
import { limitsOf } from './spending';
import type { RouteEntry } from './route-entry';

const page: RouteEntry = { path: '/', file: '', who: 'anyone', kept: true };
const reading = { method: 'GET', hasQuery: false, hasFile: false, byPerson: false };
const asking = { ...reading, hasQuery: true };
const sending = { ...reading, method: 'POST' };

describe('what a request is counted towards', () => {
  it('is nothing for a page that comes from memory, whatever its address is limited to', () => {
    for (const entry of table.filter(({ kept }) => kept)) {
      expect(limitsOf(entry, reading), entry.path).toEqual([]);
    }
  });

  it('is something for every page that is made for its one reader', () => {
    for (const entry of table.filter(({ kept, form }) => !kept && form !== 'only')) {
      expect(limitsOf(entry, reading), entry.path).toContain('page-from-client');
    }
    const passkey = table.find(({ path }) => path === '/sign-in/passkey')!;
    expect(limitsOf(passkey, reading)[0]).toBe('passkey-from-client');
  });

  it('is never what strangers share, for somebody who is signed in', () => {
    for (const entry of table.filter(({ kept }) => !kept)) {
      for (const seen of [reading, sending]) {
        const spent = limitsOf(entry, { ...seen, byPerson: true });
        expect(
          spent.filter((limit) => limit.endsWith('-overall')),
          entry.path,
        ).toEqual([]);
      }
    }
  });

  it('is never what strangers share, for a monitor that asks whether the portal is well', () => {
    const monitor = table.find(({ path }) => path === '/readyz')!;
    expect(limitsOf(monitor, reading)).toEqual(['page-from-client']);
  });

  it('is its network and everyone, for a page that is made anew because of its query', () => {
    for (const method of ['GET', 'HEAD']) {
      const spent = limitsOf(page, { ...asking, method });
      expect(spent).toEqual(['query-from-client', 'query-overall']);
    }
    const search = { ...page, limits: ['search-from-client', 'search-overall'] } as const;
    expect(limitsOf(search, asking)).toEqual(search.limits);
  });

  it('is the network and the account, or everyone, for any form, after what is special to it', () => {
    const form = { ...page, form: true, limits: ['sign-in-try-from-client'] } as const;
    expect(limitsOf(form, sending)).toEqual([
      'sign-in-try-from-client',
      'form-from-client',
      'form-overall',
    ]);
    expect(limitsOf(form, { ...sending, byPerson: true })).toEqual([
      'sign-in-try-from-client',
      'form-from-client',
      'form-of-account',
    ]);
    expect(limitsOf(page, { ...sending, hasFile: true })[0]).toBe('upload-from-client');
  });

  it('is never the forms of a person for what their browser reports by itself', () => {
    const report = table.find(({ browserReport }) => browserReport)!;
    expect(limitsOf(report, sending)).toEqual(['csp-report-from-client', 'csp-report-overall']);
  });

  it('is something for every form of the portal', () => {
    for (const entry of table.filter(({ form }) => form)) {
      expect(limitsOf(entry, sending).length, entry.path).toBeGreaterThan(1);
    }
  });

  it('is a reading beside a form, and no try of anything, for a change of language', () => {
    const code = table.find(({ path }) => path === '/sign-in/code')!;
    const changing = { ...sending, changesLanguage: true };
    expect(limitsOf(code, sending)).toContain('sign-in-try-from-client');
    expect(limitsOf(code, changing)).toEqual(['form-from-client', 'form-overall']);
    const times = table.find(({ path }) => path === '/meetings/:reference/times')!;
    expect(limitsOf(times, changing)).toContain('free-times-of-account');
  });
});
