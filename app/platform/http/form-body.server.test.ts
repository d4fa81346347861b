import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { dropBody, isPlainForm, peekBody } from './form-body.server';

describe('a form of plain fields', () => {
  it.each(['', 'email=a%40example.test&next=', 'mhps-letter-day=1&mhps-letter-day=2', 'a1=x=y&b'])(
    'is taken: %j',
    (body) => {
      expect(isPlainForm(body)).toBe(true);
    },
  );

  it('may have as many fields as our longest, several times over', () => {
    expect(isPlainForm('a=&'.repeat(400))).toBe(true);
  });
});

describe('a form that would cost the portal its time or its memory', () => {
  it.each([
    ['an index beyond all lists', 'list[99999999]=x'],
    ['the same, in disguise', 'list%5B99999999%5D=x'],
    ['brackets in brackets', `a${'[b]'.repeat(10_000)}=x`],
    ['dots upon dots', `a${'.b'.repeat(20_000)}=x`],
    ['twenty thousand fields', 'a=&'.repeat(20_000)],
    ['one field too many', 'a=&'.repeat(501)],
    ['the parent of every object', '__proto__=x'],
    ['the parent of every object, by its path', '__proto__.polluted=x'],
    ['what conform would take for a command', '__intent__=%7B%7D'],
    ['a name that never ends', `${'a'.repeat(65)}=x`],
    ['what every object has', 'constructor=x'],
    ['no name', '=x'],
    ['a name of another alphabet', '%D0%B0=x'],
  ])('is refused: %s', (_, body) => {
    expect(isPlainForm(body)).toBe(false);
  });
});

describe('dropping a body', () => {
  it('waits for its end', async () => {
    const request = Readable.from(['a', 'b'], { objectMode: false }) as IncomingMessage;
    await dropBody(request);
    expect(request.readableEnded).toBe(true);
  });
});

describe('looking at a body', () => {
  it.each([
    ['at once', ['email=amina']],
    ['in pieces', ['em', 'ail', '=ami', 'na']],
    ['longer than is read at a time', ['a='.padEnd(40_000, 'x'), 'y'.repeat(24_000)]],
  ])('leaves it whole for the page, when it comes %s', async (_, pieces) => {
    const whole = pieces.join('');
    const request = Readable.from(pieces, { objectMode: false }) as IncomingMessage;
    expect(String(await peekBody(request, whole.length))).toBe(whole);
    expect(await text(request)).toBe(whole);
  });

  it('does not wait for a body that is not there', async () => {
    const request = Readable.from([], { objectMode: false }) as IncomingMessage;
    expect(await peekBody(request, 0)).toHaveLength(0);
  });
});
