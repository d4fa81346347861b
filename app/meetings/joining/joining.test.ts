import { describe, expect, it } from 'vitest';
import { meetingLink, providerOf } from './joining';

describe('a pasted meeting link', () => {
  it.each([
    [
      'https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d',
      'teams',
    ],
    ['https://teams.microsoft.com/meet/3912345678901?p=aBcDeF', 'teams'],
    ['https://teams.live.com/meet/9412345678901?p=x', 'teams'],
    ['https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x/0', 'teams'],
    ['https://dod.teams.microsoft.us/l/meetup-join/19%3ameeting_x/0', 'teams'],
    ['https://zoom.us/j/1234567890?pwd=abc', 'zoom'],
    ['https://us02web.zoom.us/j/1234567890', 'zoom'],
    ['https://nhs-resolution.zoom.us/my/ruth.adeyemi', 'zoom'],
    ['https://example.zoomgov.com/j/1234567890', 'zoom'],
    ['  https://zoom.us/j/1234567890\n', 'zoom'],
    ['HTTPS://TEAMS.MICROSOFT.COM/meet/123', 'teams'],
  ])('is known: %s', (pasted, provider) => {
    const address = meetingLink(pasted);
    expect(address).not.toBeNull();
    expect(providerOf(address!)).toBe(provider);
  });

  it.each([
    '',
    'my room',
    'zoom.us/j/123',
    'http://zoom.us/j/123',
    'javascript:alert(1)//zoom.us/j/1',
    'data:text/html,https://zoom.us/j/1',
    'https://zoom.us/',
    'https://zoom.us/j/',
    'https://zoom.us/signin?next=/j/1',
    'https://zoom.us:8443/j/123',
    'https://zoom.us@evil.test/j/123',
    `https://somebody:${'secret'}@zoom.us/j/123`,
    'https://zoom.us.evil.test/j/123',
    'https://evilzoom.us/j/123',
    'https://evil.test/zoom.us/j/123',
    'https://evil.test\\@zoom.us/j/123',
    'https://zоom.us/j/123',
    'https://teams.microsoft.com.evil.test/meet/1',
    'https://teams-microsoft.com/meet/1',
    'https://teams.microsoft.com/_#/pre-join-calling/1',
    'https://teams.microsoft.com/dl/launcher/launcher.html?url=https://evil.test',
    'https://teams.microsoft.com/meet/1 https://evil.test',
    'https://zoom.us/j/1\nhttps://evil.test',
    `https://zoom.us/j/${'1'.repeat(1000)}`,
  ])('is refused: %s', (pasted) => expect(meetingLink(pasted)).toBeNull());

  it('is our own room when no service we know made it', () => {
    expect(providerOf('https://meet.example.test/abc')).toBe('own-room');
  });
});
