import { expect, it } from 'vitest';
import { numbersIn } from './digits';

it('reads the digits of every script', () => {
  for (const year of ['2026', '٢٠٢٦', '۲۰۲۶', '२०२६', '২০২৬']) {
    expect(numbersIn(`… ${year} …`), year).toEqual(['2026']);
  }
});

it('takes thousands for one number, however they are set apart', () => {
  for (const thousand of ['1000', '1,000', '1.000', '1 000', '1\u202f000', '১,০০০', '١٬٠٠٠']) {
    expect(numbersIn(`(${thousand}).`), thousand).toEqual(['1000']);
  }
});

it('keeps numbers apart that only stand near each other', () => {
  expect(numbersIn('2 4, 2 or 10.')).toEqual(['10', '2', '4']);
});

it('knows the Arabic words that need no digit', () => {
  expect(numbersIn('أسبوعين، شهر واحد')).toEqual(['1', '2']);
});

it('finds none where there is none', () => {
  expect(numbersIn('Nobody can promise you how it will end.')).toEqual([]);
});
