/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   Shown as cards, a table is none any more to some browsers: only the roles keep it one. */
import type { ReactNode } from 'react';

/**
 * A table where there is room for one, and a card for each line on a phone. The roles keep it a table for screen
 * readers where the styles make it none.
 */
export function StackedTable({
  labelledBy,
  columns,
  children,
}: {
  /** The id of what names it. */
  labelledBy: string;
  columns: string[];
  children: ReactNode;
}) {
  return (
    <table className="queue" role="table" aria-labelledby={labelledBy}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

/** A line, by what it is about. */
export function StackedRow({ head, children }: { head: ReactNode; children: ReactNode }) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {head}
      </th>
      {children}
    </tr>
  );
}

/** On a phone the head of the table is not there: each cell says itself what it is about. */
export function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td role="cell">
      <span className="queue__label" aria-hidden="true">
        {label}
      </span>
      <div>{children}</div>
    </td>
  );
}
