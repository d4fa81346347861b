import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarClient, readCalendar } from '../../../tests/support/calendar-client';
import { hour, minute } from '../time/clock';
import { calendarFile, calendarPart, type Invitation } from './calendar';

/** What calendar programs make of our files: a parser of the field, and a client that keeps to RFC 5546. */

/** A property that fails prints its seed. */
const runs = { numRuns: 200 };

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

const wholeSeconds = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2039, 0, 1) / 1000 })
  .map((seconds) => seconds * 1000);

/** Pieces that mean something in a calendar file, among any others. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(';', ',', ':', '\\', '\\n', '"', 'END:VEVENT', 'é', 'ŵ', '👩🏽‍⚕️', ' ', '\t'),
      fc.string({ unit: 'grapheme' }),
    ),
    { maxLength: 40 },
  )
  // A line break in a title is one of the title's spaces at most; control characters are no text.
  .map((pieces) => pieces.join('').replaceAll(/\p{Cc}/gu, ''));

describe('another program', () => {
  it('reads what was written: when, in UTC, which event and which version of it', () => {
    expect(readCalendar(calendarPart('REQUEST', invitation).content)).toMatchObject({
      method: 'REQUEST',
      status: 'CONFIRMED',
      uid: invitation.uid,
      sequence: 1,
      startsAt: invitation.startsAt,
      endsAt: invitation.endsAt,
      stampedAt: invitation.stampedAt,
      inUtc: true,
      summary: 'Meeting',
    });
  });

  it('reads a cancellation as one', () => {
    expect(readCalendar(calendarPart('CANCEL', invitation).content)).toMatchObject({
      method: 'CANCEL',
      status: 'CANCELLED',
      uid: invitation.uid,
    });
  });

  it('reads every time as the same instant, also in the hour that comes twice', () => {
    const property = fc.property(wholeSeconds, wholeSeconds, (startsAt, stampedAt) => {
      const endsAt = startsAt + 45 * minute;
      const { content } = calendarPart('REQUEST', { ...invitation, startsAt, endsAt, stampedAt });
      expect(readCalendar(content)).toMatchObject({ startsAt, endsAt, stampedAt, inUtc: true });
    });
    fc.assert(property, runs);
    for (const instant of [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)]) {
      const at = { ...invitation, startsAt: instant, endsAt: instant + hour };
      expect(readCalendar(calendarPart('REQUEST', at).content).startsAt).toBe(instant);
    }
  });

  it('reads every title as it was given, however long, and nothing else out of it', () => {
    const property = fc.property(anyText, (summary) => {
      const { content } = calendarPart('REQUEST', { ...invitation, summary });
      for (const line of content.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }
      const read = readCalendar(content);
      expect(read.summary).toBe(summary);
      expect(read.attendees).toEqual(['mailto:amina@example.test']);
    });
    fc.assert(property, runs);
  });

  it.each(['REQUEST', 'CANCEL'] as const)(
    'finds one reader, us, and no word of the case in it: %s',
    (method) => {
      const { attendees, organiser, names } = readCalendar(
        calendarPart(method, invitation).content,
      );
      expect(attendees).toEqual(['mailto:amina@example.test']);
      expect(organiser).toBe('mailto:no-reply@portal.example.test');
      for (const name of ['location', 'description', 'comment', 'contact', 'valarm', 'attach']) {
        expect(names).not.toContain(name);
      }
    },
  );
});

describe('a file to download', () => {
  const content = calendarFile(invitation);

  it('says when, and asks nobody anything', () => {
    expect(readCalendar(content)).toMatchObject({
      method: 'PUBLISH',
      status: 'CONFIRMED',
      startsAt: invitation.startsAt,
      endsAt: invitation.endsAt,
      inUtc: true,
      summary: 'Meeting',
    });
  });

  it('names nobody, not even whose it is, and rings no bell', () => {
    const { attendees, names } = readCalendar(content);
    expect(attendees).toEqual([]);
    expect(content).not.toContain('amina');
    for (const name of ['location', 'description', 'valarm']) expect(names).not.toContain(name);
  });

  it('does not make a second meeting where the invitation is already', () => {
    const client = new CalendarClient();
    client.receive(calendarPart('REQUEST', invitation).content);
    client.receive(content);
    expect(client.shown()).toHaveLength(1);
  });
});

describe('a calendar', () => {
  const at = (sequence: number, start = invitation.startsAt) => ({
    ...invitation,
    sequence,
    startsAt: start,
    endsAt: start + 45 * minute,
    stampedAt: invitation.stampedAt + sequence * minute,
  });
  const request = (...of: Parameters<typeof at>) => calendarPart('REQUEST', at(...of)).content;
  const cancel = (sequence: number) => calendarPart('CANCEL', at(sequence)).content;

  it('does not show a meeting again when its invitation comes after what called it off', () => {
    const client = new CalendarClient();
    client.receive(cancel(2));
    client.receive(request(1));
    expect(client.shown()).toEqual([]);
  });

  it('shows a meeting that was called off and arranged anew', () => {
    const client = new CalendarClient();
    client.receive(request(1));
    client.receive(cancel(2));
    client.receive(request(3, invitation.startsAt + hour));
    expect(client.shown()).toMatchObject([{ startsAt: invitation.startsAt + hour }]);
  });

  it('knows of two changes with one number which came later', () => {
    const client = new CalendarClient();
    const later = { ...at(1, invitation.startsAt + hour), stampedAt: invitation.stampedAt + hour };
    client.receive(calendarPart('REQUEST', later).content);
    client.receive(request(1));
    expect(client.shown()).toMatchObject([{ startsAt: invitation.startsAt + hour }]);
  });

  /** A step in the life of one of two meetings: arranged or moved to an hour, or called off. */
  const step = fc.record({
    meeting: fc.constantFrom('first', 'second'),
    method: fc.constantFrom('REQUEST' as const, 'CANCEL' as const),
    start: fc.integer({ min: 0, max: 200 }).map((hours) => invitation.startsAt + hours * hour),
    /** Whether it has a number of its own, or only a later stamp. */
    counted: fc.boolean(),
  });

  /** A history, and the files it sends, put in any order, some of them more than once. */
  const histories = fc
    .array(step, { minLength: 1, maxLength: 12 })
    .map((steps) => {
      const sequences: Record<string, number> = {};
      return steps.map(({ meeting, method, start, counted }, index) => {
        sequences[meeting] = (sequences[meeting] ?? 0) + (counted ? 1 : 0);
        const { content } = calendarPart(method, {
          ...invitation,
          uid: `${meeting}@portal.example.test`,
          sequence: sequences[meeting],
          startsAt: start,
          endsAt: start + 45 * minute,
          stampedAt: invitation.stampedAt + index * minute,
        });
        return { meeting, method, start, content };
      });
    })
    .chain((steps) => {
      const contents = steps.map(({ content }) => content);
      const repeats = fc.subarray(contents);
      const arrivals = repeats.chain((more) =>
        fc.shuffledSubarray([...contents, ...more], { minLength: contents.length + more.length }),
      );
      return fc.record({ steps: fc.constant(steps), arrivals });
    });

  it('ends where the history ended, in whatever order and however often the files arrive', () => {
    const property = fc.property(histories, ({ steps, arrivals }) => {
      const client = new CalendarClient();
      for (const content of arrivals) client.receive(content);
      const last = new Map(steps.map((each) => [each.meeting, each]));
      const standing = [...last.values()].filter(({ method }) => method === 'REQUEST');
      expect(client.shown().map(({ uid, startsAt }) => [uid, startsAt])).toEqual(
        standing
          .sort((a, b) => a.start - b.start || a.meeting.localeCompare(b.meeting))
          .map(({ meeting, start }) => [`${meeting}@portal.example.test`, start]),
      );
    });
    fc.assert(property, runs);
  });
});
