import { describe, expect, it } from 'vitest';
import { calendarPart, type Invitation } from './calendar';

const invitation: Invitation = {
  uid: 'one-uid@practitioner-support-portal',
  sequence: 1,
  startsAt: Date.UTC(2026, 6, 1, 9),
  endsAt: Date.UTC(2026, 6, 1, 9, 45),
  summary: 'Meeting',
  attendee: 'amina@example.test',
  organiser: { name: 'Meetings', email: 'no-reply@portal.example.test' },
  url: 'https://portal.example.test/meetings/7K3M-9QTX',
  stampedAt: Date.UTC(2026, 5, 20, 8, 30),
};

/** The lines as a calendar program reads them, long ones put together again. */
const linesOf = (content: string) => content.replaceAll('\r\n ', '').split('\r\n');

const invite = (change: Partial<Invitation> = {}) =>
  linesOf(calendarPart('REQUEST', { ...invitation, ...change }).content);

describe('an invitation', () => {
  it('is one that mail programs act on', () => {
    expect(calendarPart('REQUEST', invitation).method).toBe('REQUEST');
    expect(invite()).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'METHOD:REQUEST',
        'UID:one-uid@practitioner-support-portal',
        'SEQUENCE:1',
        'STATUS:CONFIRMED',
        'END:VCALENDAR',
      ]),
    );
  });

  it('is at the right time, in London and anywhere else', () => {
    expect(invite()).toEqual(
      expect.arrayContaining([
        'DTSTART:20260701T090000Z',
        'DTEND:20260701T094500Z',
        'DTSTAMP:20260620T083000Z',
      ]),
    );
  });

  it('is private, and its title is the one word it was given', () => {
    expect(invite()).toContain('CLASS:PRIVATE');
    expect(invite().filter((line) => line.startsWith('SUMMARY'))).toEqual(['SUMMARY:Meeting']);
    expect(invite().filter((line) => /^(DESCRIPTION|LOCATION|COMMENT)/.test(line))).toEqual([]);
  });

  it('is for one person: nobody else’s address is in it', () => {
    const addresses = invite()
      .join('\n')
      .match(/mailto:[^\s;"]+/gi);
    expect(invite().filter((line) => line.startsWith('ATTENDEE'))).toHaveLength(1);
    expect(new Set(addresses?.map((address) => address.toLowerCase()))).toEqual(
      new Set(['mailto:amina@example.test', 'mailto:no-reply@portal.example.test']),
    );
  });

  it('leads back to the portal', () => {
    expect(invite().join('\n')).toContain('https://portal.example.test/meetings/7K3M-9QTX');
  });

  it('carries the number of its version, so that a calendar keeps the newer one', () => {
    expect(invite({ sequence: 7 })).toContain('SEQUENCE:7');
  });

  it.each([
    ['long', 'Cyfarfod '.repeat(40)],
    ['Welsh', 'Cyfarfod â’r gŵr o Lŷn, 14 Ŵ '.repeat(12)],
    ['full of pictures', '📅👩🏽‍⚕️ '.repeat(30)],
  ])('has no line of more than 75 octets when the title is %s', (_, summary) => {
    const { content } = calendarPart('REQUEST', { ...invitation, summary });
    const sizes = content.split('\r\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(75);
    expect(sizes.length).toBeGreaterThan(20); // it was folded, and not cut
    expect(linesOf(content)).toContain(
      `SUMMARY:${summary.replaceAll(',', '\\,').replaceAll(';', '\\;')}`,
    );
  });

  it('stays one event when a title holds a line break', () => {
    const lines = invite({ summary: 'Meeting\r\nEND:VEVENT\nBEGIN:VEVENT' });
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
  });
});

describe('a cancellation', () => {
  it('takes the same event out of the calendar', () => {
    const { method, content } = calendarPart('CANCEL', { ...invitation, sequence: 2 });
    expect(method).toBe('CANCEL');
    expect(linesOf(content)).toEqual(
      expect.arrayContaining([
        'METHOD:CANCEL',
        'UID:one-uid@practitioner-support-portal',
        'SEQUENCE:2',
        'STATUS:CANCELLED',
      ]),
    );
    expect(linesOf(content).filter((line) => line.startsWith('ATTENDEE'))).toHaveLength(1);
  });
});
