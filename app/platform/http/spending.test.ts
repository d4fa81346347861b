import { describe, expect, it } from 'vitest';
import { table } from '../../routes';
import { limitsOf } from './spending';
import type { RouteEntry } from './route-entry';

const page: RouteEntry = { path: '/', file: '', who: 'anyone', kept: true };
const reading = { method: 'GET', hasQuery: false, hasFile: false };
const asking = { ...reading, hasQuery: true };
const sending = { ...reading, method: 'POST' };

describe('what a request is counted towards', () => {
  it('is nothing for a page that comes from memory, whatever its address is limited to', () => {
    for (const entry of table) expect(limitsOf(entry, reading), entry.path).toEqual([]);
  });

  it('is its network and everyone, for a page that is made anew because of its query', () => {
    for (const method of ['GET', 'HEAD']) {
      const spent = limitsOf(page, { ...asking, method });
      expect(spent).toEqual(['query-from-client', 'query-overall']);
    }
    const search = { ...page, limits: ['search-from-client', 'search-overall'] } as const;
    expect(limitsOf(search, asking)).toEqual(search.limits);
  });

  it('is the network, the account and everyone for any form, after what is special to it', () => {
    const form = { ...page, form: true, limits: ['sign-in-try-from-client'] } as const;
    expect(limitsOf(form, sending)).toEqual([
      'sign-in-try-from-client',
      'form-from-client',
      'form-of-account',
      'form-overall',
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
});
