import { expect, it } from 'vitest';
import { differences } from './same-shape';

const english = `## Call

- Danger: [999](tel:999)
- [116 123](phone:samaritans)

## What may follow

Up to 2 weeks (_exclusion_).[^two-weeks] See [your rights](/guides/your-rights).

1. Write it down.
2. Rest.
`;

/** The same in Polish, to be spoilt in one place at a time. */
const polish = `## Telefon

- Niebezpieczeństwo: [999](tel:999)
- [116 123](phone:samaritans)

## Co dalej

Najwyżej 2 tygodnie (_exclusion_). Zobacz [swoje prawa](/guides/your-rights).

1. Zapisz to.
2. Odpocznij.
`;

const spoilt = (part: string, by: string) => differences(polish.replace(part, by), english);

const where = 'under “Co dalej” (in English “What may follow”)';

it('finds nothing in a translation that says the same', () => {
  expect(differences(polish, english)).toEqual([]);
});

it('finds a section that is missing, and names those there should be', () => {
  expect(spoilt('## Co dalej\n\n', '')).toEqual([
    'has 1 sections, but the English has 2: “Call”, “What may follow”',
  ]);
});

it('finds a point that was left out', () => {
  expect(spoilt('2. Odpocznij.\n', '')).toEqual([
    `has paragraph, numbered list of 1 ${where}; the English has paragraph, numbered list of 2`,
  ]);
});

it('finds a number that is not in the English, and the one it stands for', () => {
  expect(spoilt('2 tygodnie', '3 tygodnie')).toEqual([
    `has the number 3 ${where}; the English has not`,
    `lacks the number 2 ${where}`,
  ]);
});

it('finds a link that leads elsewhere, and a number to call that is another’s', () => {
  expect(spoilt('/guides/your-rights', '/guides/appeals')).toContain(
    `lacks the link to /guides/your-rights ${where}`,
  );
  expect(spoilt('phone:samaritans', 'phone:mind')).toContain(
    'has the link to phone:mind under “Telefon” (in English “Call”); the English has not',
  );
});

it('finds English words that were translated', () => {
  expect(spoilt('_exclusion_', 'wykluczenie')).toEqual([
    `lacks the English words exclusion ${where}`,
  ]);
});
