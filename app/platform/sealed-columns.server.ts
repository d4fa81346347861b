import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from '#db/schema';
import type { Place } from './crypto.server';

/**
 * Every sealed column there is, read from the schema itself, and the place each value is sealed for: one rule
 * for those who seal and for the rotation of keys.
 */

/** A column whose values `seal` made: its name begins with `sealed`. */
export interface SealedColumn {
  table: SQLiteTable;
  column: SQLiteColumn;
  /** The property of `column` in rows and in `set`. */
  property: string;
  /** The column whose value names the row in its place. */
  rowName: SQLiteColumn;
}

/** Rows are named by their primary key, except where that is a hash of something secret or changes. */
const namedOtherwise = new Map<SQLiteTable, SQLiteColumn>([
  [schema.sessions, schema.sessions.handle],
]);

function rowNameOf(table: SQLiteTable): SQLiteColumn {
  const { columns, name } = getTableConfig(table);
  const rowName = namedOtherwise.get(table) ?? columns.find(({ primary }) => primary);
  if (!rowName) throw new Error(`Rows of ${name} have no name of one column to seal values for`);
  return rowName;
}

const tables = Object.values<unknown>(schema).filter((value) => is(value, SQLiteTable));

export const sealedColumns: SealedColumn[] = tables.flatMap((table) =>
  Object.entries(getTableColumns(table))
    .filter(([property]) => property.startsWith('sealed'))
    .map(([property, column]) => ({ table, column, property, rowName: rowNameOf(table) })),
);

/**
 * The place of a value.
 * @param column of the schema: `requests.sealedAnswers`.
 * @param row what names the row: its id, for a session its handle.
 */
export const placeOf = (column: SQLiteColumn, row: string | number): Place => ({
  table: getTableName(column.table),
  column: toSnakeCase(column.name),
  row: String(row),
});
