import { expect, it } from 'vitest';
import { statusInOwnWords } from './status';

const words = {
  machine: 'Tłumaczenie maszynowe.',
  person: 'Przetłumaczył człowiek.',
  unchecked: 'Nikt go nie sprawdził.',
  checked: 'Sprawdzone: {{by}}, {{on}}.',
  inEnglish: 'po angielsku',
  sources: 'Źródła',
};

it('says that nobody has checked a translation, until somebody has', () => {
  expect(statusInOwnWords({ status: 'machine', words }, 'pl')).toBe(
    'Tłumaczenie maszynowe. Nikt go nie sprawdził.',
  );
});

it('says who checked it and when, as the language writes a day', () => {
  const checked = { by: 'A. Nowak', on: '2026-12-01' };
  expect(statusInOwnWords({ status: 'machine', checked, words }, 'pl')).toBe(
    'Tłumaczenie maszynowe. Sprawdzone: A. Nowak, 1 grudnia 2026.',
  );
  expect(statusInOwnWords({ status: 'person', checked, words }, 'pl')).toContain('człowiek');
});
