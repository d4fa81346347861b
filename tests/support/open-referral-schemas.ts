import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** The published schemas of the Open Referral UK profile: `open-referral-uk/README.md` says where they are from. */

const read = (name: string): object =>
  JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'open-referral-uk', `${name}.json`), 'utf8'),
  ) as object;

// The files carry notes for people and other programs (`example`, `datapackage_metadata`), which are no keywords.
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(read('taxonomy_term'), 'taxonomy_term.json');

const validators = {
  service: ajv.compile(read('service')),
  service_list: ajv.compile(read('service_list')),
  organization: ajv.compile(read('organization')),
  organization_list: ajv.compile(read('organization_list')),
  taxonomy: ajv.compile(read('taxonomy')),
  taxonomy_term: ajv.getSchema('taxonomy_term.json') as ValidateFunction,
};

/** What a schema finds wrong, each with its place; nothing when all is well. As read from JSON. */
export function faultsBySchema(name: keyof typeof validators, value: unknown): string[] {
  const validate = validators[name];
  // As it travels: what is undefined is not there.
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
