/** The words of a name as staff may type them to find it: without accents, case or signs. */
export const nameWords = (name: string): string[] => [
  ...new Set(
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  ),
];

/** How people are addressed, which nearly every name begins with and nobody is found by. */
const titles = new Set(
  'dr doctor mr mrs ms miss mx prof professor sir dame lady lord rev'.split(' '),
);

/** The words of what somebody typed to find a name: titles aside, unless there is nothing else. */
export function searchedWords(typed: string): string[] {
  const all = nameWords(typed).slice(0, 10);
  const telling = all.filter((word) => !titles.has(word));
  return telling.length > 0 ? telling : all;
}
