import { describe, expect, it } from 'vitest';
import { networkOf, siteOf } from './client-network';

describe('the network of a client', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9', 'an IPv4 address is a client of its own'],
    ['::ffff:203.0.113.9', '203.0.113.9', 'also where it is written as IPv6'],
    ['::ffff:cb00:7109', '203.0.113.9', 'in either way'],
    ['203.0.113.9:51234', '203.0.113.9', 'some proxies add the port'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', 'of IPv6 the first half counts'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64', 'however it is written'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64', 'and with its port'],
    ['fe80::1%eth0', 'fe80::/64', 'and with the interface it came in by'],
    ['::1', '::/64', 'this machine'],
  ])('%s is %s: %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is another one next door', () => {
    expect(networkOf('203.0.113.10')).not.toBe(networkOf('203.0.113.9'));
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
  });

  it.each([
    undefined,
    '',
    'unknown',
    'a,b',
    '999.1.1.1',
    '203.0.113.9; drop',
    '_hidden',
    '%',
    '[]',
  ])('is the same for everything that is not an address: %j', (nonsense) => {
    expect(networkOf(nonsense)).toBe('unknown');
  });
});

describe('the site a network is part of', () => {
  it('is its /48, of which somebody may hold all 65,536 networks', () => {
    expect(siteOf(networkOf('2001:db8:1:2::9'))).toBe('2001:db8:1::/48');
    expect(siteOf(networkOf('2001:db8:1:ffff::9'))).toBe('2001:db8:1::/48');
    expect(siteOf(networkOf('2001:db8:2:2::9'))).toBe('2001:db8:2::/48');
  });

  it('is nothing more for an IPv4 address, or what is no address', () => {
    expect(siteOf(networkOf('203.0.113.9'))).toBeUndefined();
    expect(siteOf('unknown')).toBeUndefined();
  });
});
