/** Numbers in any of the languages of the summaries. */

/** Zero in Arabic, Urdu, Hindi and Bengali digits; the other nine follow it. */
const zeros = ['\u0660', '\u06f0', '\u0966', '\u09e6'].map((zero) => zero.codePointAt(0)!);

const otherDigit = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g;

/** The same text with 0 to 9 for the digits of every script: `۲۰۲۲` → `2022`. */
const withLatinDigits = (text: string): string =>
  text.replace(otherDigit, (digit) => {
    const code = digit.codePointAt(0)!;
    return String(code - zeros.findLast((zero) => zero <= code)!);
  });

/** Arabic has a form of the word itself for one and two. */
const inWords: Readonly<Record<string, string>> = { أسبوعين: '2', 'شهر واحد': '1' };

const withoutWords = (text: string): string =>
  Object.entries(inWords).reduce((left, [words, digit]) => left.replaceAll(words, digit), text);

/** Thousands are set apart by a comma, a point or a space, by the language. */
const number = /\d{1,3}(?:[.,\u066c\u00a0\u202f ]\d{3})+(?!\d)|\d+/g;

/** The numbers of a text, each once, sorted: `1 000`, `1,000` and `১,০০০` are all `1000`. */
export function numbersIn(text: string): string[] {
  const found = withLatinDigits(withoutWords(text)).match(number) ?? [];
  return [...new Set(found.map((its) => its.replace(/\D/g, '')))].sort();
}
