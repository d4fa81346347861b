import { expect, it } from 'vitest';
import { typedReference } from './typed-reference';

it('a reference is known in any case, with or without its dash, and as it may be misread', () => {
  for (const typed of ['7K3M-9QTX', '7k3m9qtx', ' 7K3M 9QTX ', '7-K-3-M-9-Q-T-X'])
    expect(typedReference(typed)).toBe('7K3M-9QTX');
  expect(typedReference('OIL0-1234')).toBe('0110-1234');
});

it('what cannot be one is none', () => {
  for (const typed of ['', '7K3M-9QT', '7K3M-9QTXX', '7K3M-9QTU', 'Amina Yusuf', "' or 1=1"])
    expect(typedReference(typed)).toBeNull();
});
