/** Reads CSV as RFC 4180 has it, as a spreadsheet would. @returns rows of cells, the heading first. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n$/, '');
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body);
    if (!match) throw new Error('This is no CSV');
    const [, quoted, bare, end] = match;
    rows.at(-1)!.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows;
}
