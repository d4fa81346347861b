import { describe, expect, it } from 'vitest';
import type { Answers } from '../questions/questions';
import { fallbackNumber, wayIn, whoJoins } from './who-joins';

const answers: Answers = {
  name: { name: 'Amina Yusuf' },
  how: { method: 'phone', phone: '07700 900 123' },
  contact: { ways: ['email', 'phone'], contactNumber: '07700 900 456', leaveMessage: 'no' },
  supporter: { supporter: 'yes', supporterName: 'Sam Lee', supporterRole: 'a friend' },
  needs: { needs: ['interpreter', 'bsl'], language: 'Arabic' },
};

describe('who will be there', () => {
  it('is everybody who was named or asked for', () => {
    expect(whoJoins(answers, 'Ruth Adeyemi')).toEqual([
      { role: 'you', name: 'Amina Yusuf', more: null },
      { role: 'adviser', name: 'Ruth Adeyemi', more: null },
      { role: 'supporter', name: 'Sam Lee', more: 'a friend' },
      { role: 'interpreter', name: null, more: 'Arabic' },
      { role: 'bsl', name: null, more: null },
    ]);
  });

  it('leaves out a supporter of whom they are not sure', () => {
    const unsure: Answers = {
      ...answers,
      supporter: { supporter: 'not-sure', supporterName: 'Sam' },
    };
    expect(whoJoins(unsure, null).map(({ role }) => role)).not.toContain('supporter');
  });
});

describe('the way in', () => {
  it('is the room of a meeting by video, whatever else is known', () => {
    const room = 'https://meet.example.test/a';
    expect(wayIn({ room, call: null }, answers)).toEqual({ by: 'video', address: room });
  });

  it('is our call to the number they gave for it, or for contact', () => {
    const call = { caller: 'us', number: '020 7946 0000' } as const;
    expect(wayIn({ room: null, call }, answers)).toEqual({
      by: 'our-call',
      from: '020 7946 0000',
      to: '07700 900 123',
    });
    expect(wayIn({ room: null, call }, { ...answers, how: { method: 'video' } })).toMatchObject({
      to: '07700 900 456',
    });
    expect(wayIn({ room: null, call }, {})).toMatchObject({ to: null });
  });

  it('is their call when the adviser said so', () => {
    const call = { caller: 'them', number: '020 7946 0000' } as const;
    expect(wayIn({ room: null, call }, answers)).toEqual({ by: 'their-call', to: call.number });
  });

  it('may not be known yet', () => {
    expect(wayIn({ room: null, call: null }, answers)).toEqual({ by: 'unknown' });
  });
});

it('rings, when the video fails, only a number that is safe to ring', () => {
  expect(fallbackNumber(answers)).toBe('07700 900 456');
  const noCalls: Answers = { contact: { ...answers.contact!, ways: ['email', 'text'] } };
  expect(fallbackNumber(noCalls)).toBeNull();
  expect(fallbackNumber({})).toBeNull();
});
