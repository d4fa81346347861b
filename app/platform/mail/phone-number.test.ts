import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneNumber } from './phone-number';

describe('a phone number', () => {
  it.each([
    ['07700 900123'],
    ['07700900123'],
    ['(07700) 900-123'],
    ['07700.900.123'],
    ['07700 – 900 – 123'],
    ['+44 7700 900123'],
    ['+44 (0)7700 900-123'],
    ['+4407700900123'],
    ['0044 7700 900123'],
    ['0044 (0) 7700 900123'],
    ['44 7700 900123'],
    ['7700 900123'],
    ['  07700 900123 '],
    ['\u202a+44 7700 900123\u202c'],
    ['０７７００ ９００１２３'],
  ])('of a British mobile can be written %j', (typed) => {
    expect(phoneNumber(typed)).toBe('+447700900123');
  });

  it.each([
    ['020 7946 0123', '+442079460123'],
    ['029 2018 0123', '+442920180123'],
    ['01632 960123', '+441632960123'],
    ['016977 3555', '+44169773555'],
    ['0808 157 0123', '+448081570123'],
    ['+353 85 012 3456', '+353850123456'],
    ['00353 85 012 3456', '+353850123456'],
    ['+1 (202) 555-0123', '+12025550123'],
    ['+91 98765 43210', '+919876543210'],
    ['+234 803 123 4567', '+2348031234567'],
  ])('may be of a place or another country: %s', (typed, number) => {
    expect(phoneNumber(typed)).toBe(number);
  });

  it.each([
    ['nothing', ''],
    ['words', 'ask my secretary'],
    ['two numbers', '07700 900123 or 07700 900456'],
    ['an extension', '020 7946 0123 x 12'],
    ['too few digits', '07700 9001'],
    ['too many for Britain', '07700 900123 45'],
    ['too many for the world', '+123 456 789 012 3456'],
    ['a country that begins with nought', '+07700 900123'],
    ['pluses inside', '+44 7700 +900123'],
    ['a line break and a command', '07700 900123\nRCPT'],
    ['signs only', '+() - - - -'],
    ['a foreign number without a plus', '353 85 012 3456'],
  ])('is not %s', (_, typed) => {
    expect(phoneNumber(typed)).toBeNull();
  });

  it('that was put in order stays as it is', () => {
    const digits = fc.stringMatching(/^[+()\d\s.-]{8,20}$/);
    fc.assert(
      fc.property(digits, (typed) => {
        const number = phoneNumber(typed);
        if (number !== null) expect(phoneNumber(number)).toBe(number);
        expect(number ?? '+4410000000').toMatch(/^\+[1-9]\d{9,14}$/);
      }),
    );
  });
});
