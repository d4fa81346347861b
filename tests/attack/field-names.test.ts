import { describe, expect, it } from 'vitest';
import { fieldNames, pageSources, switches } from '../support/field-names';

/** The names that the other tests fill in: a name no page knows would test nothing. */

const code = pageSources.join('\n');

describe('the fields these tests fill in', () => {
  it('are fields of the portal, each written in its code', () => {
    const unknown = fieldNames.filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
    expect(unknown).toEqual([]);
    expect(fieldNames.length).toBeGreaterThan(50);
  });

  it('are those of every room', () => {
    expect(fieldNames).toEqual(
      expect.arrayContaining([
        ...['email', 'code', 'token', 'next', 'answer', 'send', 'step', 'wish', 'sure', 'current'],
        ...['session', 'end', 'passkey', 'id', 'deed', 'person', 'invitation', 'role', 'team'],
        ...['kind', 'reference', 'before', 'change', 'offer', 'startsAt', 'words', 'intent'],
        ...['file', 'page', 'go', 'changing', 'nation', 'q', 'reports', 'on', 'note', 'reason'],
      ]),
    );
  });

  it('open every form of a page: the values that choose one are in its code, too', () => {
    for (const [name, values] of switches) {
      expect(fieldNames).toContain(name);
      const unknown = values.filter((value) => {
        const ways = [`'${value}'`, `"${value}"`, `\`${value.replace(/-.*/, '-${')}`];
        return !ways.some((way) => code.includes(way));
      });
      expect(unknown, name).toEqual([]);
    }
    expect(switches.get('step')).toEqual(
      expect.arrayContaining(['ask', 'confirm', 'stop', 'passkey', 'authenticator', 'invitation']),
    );
    expect(switches.get('change')).toEqual(expect.arrayContaining(['accept', 'add', 'remove']));
    expect(switches.get('end')).toEqual(expect.arrayContaining(['one', 'others']));
  });
});
