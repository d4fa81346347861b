import { describe, expect, it } from 'vitest';
import { looksLikeEmployer } from './employer-address';

describe('an address an employer may be able to read', () => {
  it.each([
    'amina.yusuf@nhs.net',
    'Amina.Yusuf@NHS.NET',
    'a.yusuf@leeds.nhs.uk',
    'a.yusuf@wales.nhs.uk',
    'a.yusuf@nhs.wales',
    'a.yusuf@bcuhb.nhs.wales',
    'a.yusuf@nhs.scot',
    'a.yusuf@hscni.net',
    'a.yusuf@belfasttrust.hscni.net',
    '"odd@name"@royal.nhs.uk',
  ])('is noticed: %s', (email) => {
    expect(looksLikeEmployer(email)).toBe(true);
  });

  it.each([
    'amina@example.test',
    'amina@gmail.com',
    'nhs.net@gmail.com',
    'amina@notnhs.net',
    'amina@nhs.net.example.test',
    'amina@nhs.uk.com',
    'amina@mynhs.wales',
    'amina@cardiff.ac.uk',
    'amina@bma.org.uk',
    '',
  ])('is not suspected: "%s"', (email) => {
    expect(looksLikeEmployer(email)).toBe(false);
  });
});
