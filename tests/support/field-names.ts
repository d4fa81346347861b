import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bounds } from '~/diary/asked';
import { schemas } from '~/meetings/questions/questions';

/** The code of every page, as it is written: what a form is called there is what these tests send. */
export const pageSources: readonly string[] = readdirSync('app', { recursive: true })
  .map(String)
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => readFileSync(path.join('app', file), 'utf8'));

/** Where the code names a field of a form or a parameter of an address. */
const namings = [
  /<(?!meta)\w+[^<>]*?\bname="([\w-]+)"/g,
  /\bfields\.(?!(?:map|some|length)\b)(\w+)/g,
  /\bfieldOf\('([\w-]+)'\)/g,
  /\b(?:form|params|searchParams|query)\.(?:get|getAll|has)\('([\w-]+)'\)/g,
];

/** What a button or a hidden field sends without anybody typing it. */
const fixedValue = /\bname="([\w-]+)"\s+value="([\w-]+)"/g;

const found = (pattern: RegExp) => pageSources.flatMap((code) => [...code.matchAll(pattern)]);

/** Names of fields and parameters that pages of the portal read. */
export const fieldNames: readonly string[] = [
  ...new Set([
    ...Object.values(schemas).flatMap((schema) => Object.keys(schema.shape)),
    ...Object.keys(bounds),
    ...namings.flatMap((pattern) => found(pattern).map(([, name]) => name!)),
  ]),
];

/** Values that are not written beside the name of their field, because a form takes them from a list. */
const listedValues: readonly (readonly [name: string, ...values: string[]])[] = [
  ['deed', 'invite', 'withdraw', 'change', 'passed-on'],
  ['deed', 'add-hours', 'remove-hours', 'add-days', 'remove-days', 'rules'],
  ['deed', 'make', 'end', 'copied', 'forget'],
  ['wish', 'new-authenticator', 'keep-old', 'prove', 'new-codes', 'kept'],
  ['change', 'disable', 'enable', 'reset', 'check', 'handle', 'suspend', 'restore'],
  ['change', 'offer-times', 'reschedule', 'decline', 'close'],
  ['go', 'print', 'file', 'change-nation'],
];

/** Fields that say which of its forms a page is sent, or which button was pressed, with every value there is. */
export const switches: ReadonlyMap<string, readonly string[]> = listedValues
  .concat(found(fixedValue).map(([, name, value]) => [name!, value!]))
  .reduce(
    (all, [name, ...values]) => all.set(name, [...new Set([...(all.get(name) ?? []), ...values])]),
    new Map<string, string[]>(),
  );
