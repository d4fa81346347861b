import { describe, expect, it } from 'vitest';
import { filterFrom, queryOf, queueAddress } from './queue-address';

const asked = (query: string) => filterFrom(new URLSearchParams(query));

describe('the address of a list', () => {
  it('says what is asked, and nothing when it is what the queue opens with', () => {
    expect(queryOf({ group: 'to-do', who: 'everybody' })).toBe('');
    expect(queueAddress({ group: 'to-do', who: 'everybody' })).toBe('/adviser');
    const narrow = { group: 'ended', who: 'mine', state: 'closed', team: 'wales' } as const;
    expect(asked(queryOf(narrow))).toEqual(narrow);
    expect(queueAddress(narrow, { after: 'ended~17~a' })).toBe(
      '/adviser?group=ended&who=mine&state=closed&team=wales&after=ended%7E17%7Ea',
    );
  });

  it('that says something else asks for what the queue opens with', () => {
    const first = { group: 'to-do', who: 'everybody' };
    for (const query of ['', 'group=all', 'state=draft', 'team=east', "who=' or 1=1", 'q=Amina'])
      expect(asked(query)).toEqual(first);
  });
});
