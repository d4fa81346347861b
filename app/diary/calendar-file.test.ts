import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '~/platform/time/clock';
import { NoCalendar, onlyTimes, readBusyTimes, TooMuch } from './calendar-file';

/** Files as people's calendar programs save them, cut to what matters. */

const monday = Date.parse('2026-11-23T00:00Z');
const halfYear = { startsAt: monday, endsAt: monday + 180 * day };

const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

const shown = (instant: number) => new Date(instant).toISOString().replace(/:00\.000Z$/, 'Z');
/** When the file says its owner is busy, as pairs of UTC times. */
const busyIn = (text: string, within = halfYear) =>
  readBusyTimes(text, within).busy.map(({ startsAt, endsAt }) => [shown(startsAt), shown(endsAt)]);

describe('a calendar saved by Google', () => {
  const google = file(
    'METHOD:PUBLISH',
    'X-WR-CALNAME:ruth@example.test',
    'X-WR-TIMEZONE:Europe/London',
    'BEGIN:VTIMEZONE',
    'TZID:Europe/London',
    'X-LIC-LOCATION:Europe/London',
    'BEGIN:DAYLIGHT',
    'TZOFFSETFROM:+0000',
    'TZOFFSETTO:+0100',
    'TZNAME:BST',
    'DTSTART:19700329T010000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0000',
    'TZNAME:GMT',
    'DTSTART:19701025T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
    ...event(
      'DTSTART:20261124T100000Z',
      'DTEND:20261124T110000Z',
      'DTSTAMP:20261120T101010Z',
      'UID:1@google.com',
      'SUMMARY:Dentist\\, with a very long title that goes over the end of the li',
      ' ne and on',
      'TRANSP:OPAQUE',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DURATION:P9D',
      'TRIGGER:-P0DT0H30M0S',
      'END:VALARM',
    ),
    ...event(
      'DTSTART;TZID=Europe/London:20260302T090000',
      'DTEND;TZID=Europe/London:20260302T093000',
      'RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261214T235959Z;BYDAY=MO',
      'EXDATE;TZID=Europe/London:20261130T090000',
      'UID:2@google.com',
    ),
    ...event(
      'DTSTART;TZID=Europe/London:20261207T150000',
      'DTEND;TZID=Europe/London:20261207T160000',
      'RECURRENCE-ID;TZID=Europe/London:20261207T090000',
      'UID:2@google.com',
    ),
    ...event(
      'DTSTART;VALUE=DATE:20261201',
      'DTEND;VALUE=DATE:20261202',
      'UID:3@google.com',
      'SUMMARY:Somebody’s birthday',
      'TRANSP:TRANSPARENT',
    ),
    ...event(
      'DTSTART:20261125T100000Z',
      'DTEND:20261125T110000Z',
      'UID:4@google.com',
      'STATUS:CANCELLED',
    ),
  );

  it('is busy at its times, moved ones at their new time, and not when free or cancelled', () => {
    expect(busyIn(google)).toEqual([
      ['2026-11-23T09:00Z', '2026-11-23T09:30Z'],
      ['2026-11-24T10:00Z', '2026-11-24T11:00Z'],
      ['2026-12-07T15:00Z', '2026-12-07T16:00Z'],
      ['2026-12-14T09:00Z', '2026-12-14T09:30Z'],
    ]);
  });

  it('is read without a word of what it is about', () => {
    const kept = onlyTimes(google);
    expect(kept).not.toMatch(/dentist|title|birthday|ruth|alarm|P9D/i);
    expect(kept).toContain('DTSTART:20261124T100000Z');
  });
});

describe('a calendar saved by Outlook', () => {
  const outlook = (zone: string, ...more: string[]) =>
    '\uFEFF' +
    file(
      'METHOD:PUBLISH',
      'X-MS-OLK-FORCEINSPECTOROPEN:TRUE',
      ...more,
      ...event(
        `DTSTART;TZID="${zone}":20261124T140000`,
        `DTEND;TZID="${zone}":20261124T150000`,
        'UID:040000008200E00074C5B7101A82E008',
        'X-MICROSOFT-CDO-BUSYSTATUS:BUSY',
        'SUMMARY:Clinic',
      ),
      ...event(
        `DTSTART;TZID="${zone}":20261124T170000`,
        `DTEND;TZID="${zone}":20261124T180000`,
        'UID:040000008200E00074C5B7101A82E009',
        'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
      ),
    );
  const afternoon = [['2026-11-24T14:00Z', '2026-11-24T15:00Z']];

  it.each(['GMT Standard Time', 'Europe/London', '/freeassociation.sourceforge.net/Europe/London'])(
    'knows the zone %s by name',
    (zone) => {
      expect(busyIn(outlook(zone))).toEqual(afternoon);
    },
  );

  it('knows a zone of its own making as it describes it', () => {
    const custom = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0300',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    expect(busyIn(outlook('Customized Time Zone', ...custom))).toEqual([
      ['2026-11-24T12:00Z', '2026-11-24T13:00Z'],
    ]);
  });

  it('says which zones nobody knows, and leaves out only what is in them', () => {
    const reading = readBusyTimes(
      file(
        ...event(
          'DTSTART;TZID=Mars/Olympus:20261124T100000',
          'DTEND;TZID=Mars/Olympus:20261124T110000',
        ),
        ...event('DTSTART:20261125T100000Z', 'DTEND:20261125T110000Z'),
      ),
      halfYear,
    );
    expect(reading.unknownZones).toEqual(['Mars/Olympus']);
    expect(reading.busy).toHaveLength(1);
  });

  it('does not believe what a file says about a zone the world knows', () => {
    const wrong = [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/London',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0900',
      'TZOFFSETTO:+0900',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    expect(busyIn(outlook('Europe/London', ...wrong))).toEqual(afternoon);
  });
});

describe('a calendar saved by Apple', () => {
  it('is busy on whole days from midnight to midnight in London, whatever the season', () => {
    const apple = file(
      'CALSCALE:GREGORIAN',
      'X-APPLE-CALENDAR-COLOR:#1BADF8',
      ...event(
        'CREATED:20261001T080000Z',
        'UID:A1B2',
        'DTSTART;VALUE=DATE:20261130',
        'DTEND;VALUE=DATE:20261202',
        'SUMMARY:Leave',
        'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC',
      ),
      ...event('UID:A1B3', 'DTSTART;VALUE=DATE:20270328', 'DURATION:P1D'),
      ...event('UID:A1B4', 'DTSTART;VALUE=DATE:20270405'),
    );
    expect(busyIn(apple)).toEqual([
      ['2026-11-30T00:00Z', '2026-12-02T00:00Z'],
      ['2027-03-28T00:00Z', '2027-03-28T23:00Z'],
      ['2027-04-04T23:00Z', '2027-04-05T23:00Z'],
    ]);
  });

  it('keeps the time on the wall over the change of the clocks', () => {
    const weekly = file(
      ...event(
        'UID:w',
        'DTSTART;TZID=Europe/London:20270322T090000',
        'DURATION:PT45M',
        'RRULE:FREQ=WEEKLY;COUNT=2',
      ),
    );
    expect(busyIn(weekly)).toEqual([
      ['2027-03-22T09:00Z', '2027-03-22T09:45Z'],
      ['2027-03-29T08:00Z', '2027-03-29T08:45Z'],
    ]);
  });

  it('counts a rule’s last day in, by whichever way the file says it', () => {
    for (const until of ['20261126', '20261126T100000Z', '20261126T235959Z']) {
      const daily = file(
        ...event(
          'UID:d',
          'DTSTART;TZID=America/New_York:20261124T050000',
          'DURATION:PT30M',
          `RRULE:FREQ=DAILY;UNTIL=${until}`,
        ),
      );
      expect(
        busyIn(daily).map(([from]) => from),
        until,
      ).toEqual(['2026-11-24T10:00Z', '2026-11-25T10:00Z', '2026-11-26T10:00Z']);
    }
  });
});

describe('exceptions to what repeats', () => {
  const daily = ['UID:r', 'DTSTART;TZID=Europe/London:20261124T100000', 'DURATION:PT1H'];
  const starts = (...lines: string[]) => busyIn(file(...lines)).map(([from]) => from!.slice(8, 13));

  it('are taken out by moment, in any zone, or by day', () => {
    const five = event(
      ...daily,
      'RRULE:FREQ=DAILY;COUNT=5',
      'EXDATE:20261125T100000Z',
      'EXDATE;TZID=Europe/Paris:20261126T110000',
      'EXDATE;VALUE=DATE:20261127',
    );
    expect(starts(...five)).toEqual(['24T10', '28T10']);
  });

  it('may be cancelled or free on one day, and moved from one day on', () => {
    const master = event(...daily, 'RRULE:FREQ=DAILY;COUNT=5');
    const cancelled = event(
      'UID:r',
      'RECURRENCE-ID;TZID=Europe/London:20261125T100000',
      'DTSTART;TZID=Europe/London:20261125T100000',
      'DURATION:PT1H',
      'STATUS:CANCELLED',
    );
    const later = event(
      'UID:r',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261127T100000',
      'DTSTART;TZID=Europe/London:20261127T130000',
      'DURATION:PT2H',
    );
    expect(starts(...master, ...cancelled)).toEqual(['24T10', '26T10', '27T10', '28T10']);
    expect(starts(...later, ...master)).toEqual(['24T10', '25T10', '26T10', '27T13', '28T13']);
  });

  it('may be more dates', () => {
    expect(starts(...event(...daily, 'RDATE:20261201T120000Z,20261202T120000Z'))).toEqual([
      '24T10',
      '01T12',
      '02T12',
    ]);
  });
});

describe('what is kept', () => {
  it('is within the stretch that is asked for, in as few spans as possible', () => {
    const within = { startsAt: monday + 10 * hour, endsAt: monday + 2 * day };
    const text = file(
      ...event('UID:1', 'DTSTART:20261120T090000Z', 'DTEND:20261123T110000Z'),
      ...event('UID:2', 'DTSTART:20261123T103000Z', 'DTEND:20261123T120000Z'),
      ...event('UID:3', 'DTSTART:20261123T120000Z', 'DTEND:20261123T123000Z'),
      ...event('UID:4', 'DTSTART:20261124T230000Z', 'DTEND:20261130T000000Z'),
      ...event('UID:5', 'DTSTART:20270501T000000Z', 'DTEND:20270502T000000Z'),
      ...event('UID:6', 'DTSTART:20261123T200000Z'),
    );
    expect(busyIn(text, within)).toEqual([
      ['2026-11-23T10:00Z', '2026-11-23T12:30Z'],
      ['2026-11-24T23:00Z', '2026-11-25T00:00Z'],
    ]);
  });

  it('is read from a list of busy times as well', () => {
    const list = file(
      'BEGIN:VFREEBUSY',
      'FREEBUSY;FBTYPE=BUSY:20261124T090000Z/PT1H,20261124T120000Z/20261124T130000Z',
      'FREEBUSY;FBTYPE=FREE:20261124T140000Z/PT1H',
      'END:VFREEBUSY',
    );
    expect(busyIn(list)).toHaveLength(2);
  });

  it('is what makes sense: one broken entry is counted, and the others are read', () => {
    const reading = readBusyTimes(
      file(
        ...event('UID:1', 'SUMMARY:no beginning'),
        ...event('UID:2', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z'),
        ...event('UID:3', 'DTSTART:20261124T090000Z', 'RRULE:FREQ=MONTHLY;BYYEARDAY=3'),
      ),
      halfYear,
    );
    expect(reading).toMatchObject({ unreadable: 2, unknownZones: [] });
    expect(reading.busy).toHaveLength(1);
  });

  it('comes from every calendar of a file', () => {
    const one = file(...event('UID:1', 'DTSTART:20261124T090000Z', 'DURATION:PT1H'));
    const two = file(...event('UID:2', 'DTSTART:20261125T090000Z', 'DURATION:PT1H'));
    expect(busyIn(one + two)).toHaveLength(2);
  });
});

describe('a file that is no calendar, or means harm', () => {
  it.each([
    ['nothing', ''],
    ['a letter', 'Dear Ruth,\nDTSTART is the word.\n'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
    ['a contact', 'BEGIN:VCARD\r\nFN:Ruth\r\nEND:VCARD\r\n'],
    ['an event on its own', event('DTSTART:20261124T090000Z').join('\r\n')],
    ['a calendar that breaks off', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261124T090000Z'],
  ])('is refused: %s', (_, text) => {
    expect(() => readBusyTimes(text, halfYear)).toThrow(NoCalendar);
  });

  it('is given up when it repeats without end', () => {
    const every = file(
      ...event('DTSTART:19700101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'),
    );
    expect(() => readBusyTimes(every, halfYear)).toThrow(TooMuch);
  });

  it('cannot make a zone that changes every second', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Fast',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=SECONDLY',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const text = file(...zone, ...event('DTSTART;TZID=Fast:20261124T090000', 'DURATION:PT1H'));
    expect(readBusyTimes(text, halfYear)).toMatchObject({ busy: [], unknownZones: ['Fast'] });
  });

  it('reads ten years of a full calendar', () => {
    const years = Array.from({ length: 20 }, (_, index) =>
      event(
        `UID:${index}`,
        `DTSTART:20160104T${String(index).padStart(2, '0')}0000Z`,
        'DURATION:PT15M',
        'RRULE:FREQ=DAILY',
      ),
    ).flat();
    const { busy } = readBusyTimes(file(...years), halfYear);
    expect(busy.length).toBe(180 * 20);
    expect(busy[0]!.endsAt - busy[0]!.startsAt).toBe(15 * minute);
  });
});
