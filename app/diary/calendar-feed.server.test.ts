import ICAL from 'ical.js';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accounts, calendarFeeds, requests } from '#db/schema';
import { changeRequest, readRequest, slotsToOffer } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { readAudit } from '~/platform/audit.server';
import { database } from '~/platform/database.server';
import { clock, hour, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { send } from '../../tests/support/requests';
import { endFeed, feedOf, feedState, makeFeed, meetingsCalendar } from './calendar-feed.server';

const { now } = clock;
let adviser: Person;
beforeEach(() => {
  adviser = person('adviser', 'north');
});
afterEach(() => {
  clock.now = now;
});

const tokenIn = (address: string) => /\/calendar\/([\w-]+)\.ics$/.exec(address)![1]!;

async function arrange(): Promise<string> {
  const practitioner = person('practitioner');
  const reference = await send(practitioner);
  const [slot] = await slotsToOffer(adviser, reference);
  await changeRequest(adviser, reference, { change: 'offer-times', startsAt: [slot!.startsAt] });
  const [offer] = readRequest(practitioner, reference).offers;
  await changeRequest(practitioner, reference, { change: 'accept', offerId: offer!.id });
  return reference;
}

const eventsIn = (calendar: string) =>
  new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent');

describe('a secret address', () => {
  it('opens its owner’s calendar, and only a hash of it is kept', () => {
    const token = tokenIn(makeFeed(adviser));
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(feedOf(token)?.adviserId).toBe(adviser.accountId);
    expect(JSON.stringify(database().select().from(calendarFeeds).all())).not.toContain(token);
    expect(feedOf(`${token.slice(0, -1)}_`)).toBeNull();
    expect(feedOf('')).toBeNull();
  });

  it('ends when it is replaced, or ended, and the trail says so', () => {
    const first = tokenIn(makeFeed(adviser));
    const second = tokenIn(makeFeed(adviser));
    expect(feedOf(first)).toBeNull();
    expect(feedOf(second)).not.toBeNull();
    endFeed(adviser);
    expect(feedOf(second)).toBeNull();
    expect(feedState(adviser)).toBeNull();
    const told = readAudit({ subject: adviser.accountId }, 50).map(({ action }) => action);
    expect(told.filter((action) => action.startsWith('calendar-address'))).toEqual([
      'calendar-address-ended',
      'calendar-address-made',
      'calendar-address-made',
    ]);
  });

  it('opens nothing once its owner no longer works here', () => {
    const token = tokenIn(makeFeed(adviser));
    const theirs = eq(accounts.id, adviser.accountId);
    database().update(accounts).set({ disabledAt: 1 }).where(theirs).run();
    expect(feedOf(token)).toBeNull();
  });

  it('notes that it was used, once an hour', () => {
    const start = now();
    clock.now = () => start;
    const token = tokenIn(makeFeed(adviser));
    expect(feedState(adviser)?.readAt).toBeNull();
    feedOf(token);
    clock.now = () => start + hour - 1;
    feedOf(token);
    expect(feedState(adviser)?.readAt).toBe(start);
    clock.now = () => start + hour;
    feedOf(token);
    expect(feedState(adviser)?.readAt).toBe(start + hour);
  });
});

describe('a calendar to subscribe to', () => {
  const calendar = () => meetingsCalendar({ adviserId: adviser.accountId, locale: 'en' });

  it('says when, and where to read more, and no word about whom or what', async () => {
    const reference = await arrange();
    const { meeting } = readRequest(adviser, reference);
    const text = calendar();
    const [event, ...others] = eventsIn(text);
    expect(others).toEqual([]);
    expect(event!.getFirstPropertyValue('summary')).toBe('Meeting');
    expect(String(event!.getFirstPropertyValue('url'))).toMatch(
      new RegExp(`/adviser/requests/${reference}$`),
    );
    const start = event!.getFirstPropertyValue('dtstart') as ICAL.Time;
    const end = event!.getFirstPropertyValue('dtend') as ICAL.Time;
    expect(start.toJSDate().getTime()).toBe(meeting!.startsAt);
    expect(end.toJSDate().getTime()).toBe(meeting!.startsAt + 45 * minute);
    expect(start.zone).toBe(ICAL.Timezone.utcTimezone);
    expect(text).not.toMatch(/amina|yusuf|example\.test|07700|ATTENDEE|ORGANIZER|process/i);
    expect(text).toMatch(/X-PUBLISHED-TTL:PT1H/);
    expect(text).toMatch(/REFRESH-INTERVAL;VALUE=DURATION:PT1H/);
  });

  it('calls a meeting by a name of its own, the same for life, whatever becomes of the address', async () => {
    const reference = await arrange();
    const uid = () => String(eventsIn(calendar())[0]!.getFirstPropertyValue('uid'));
    const before = uid();
    makeFeed(adviser);
    makeFeed(adviser);
    expect(uid()).toBe(before);
    const { calendarUid } = database()
      .select({ calendarUid: requests.calendarUid })
      .from(requests)
      .where(eq(requests.reference, reference))
      .get()!;
    expect(before).not.toBe(calendarUid);
    expect(before).not.toContain(reference);
  });

  it('loses what is cancelled, and never has what is another adviser’s', async () => {
    const reference = await arrange();
    const other = person('adviser', 'north');
    expect(eventsIn(meetingsCalendar({ adviserId: other.accountId, locale: 'en' }))).toEqual([]);
    await changeRequest(adviser, reference, { change: 'cancel', words: 'Not today.' });
    expect(eventsIn(calendar())).toEqual([]);
  });
});
