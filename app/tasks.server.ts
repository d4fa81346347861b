import {
  changeStaff,
  findAccountByEmail,
  inviteStaff,
  listStaff,
  type StaffChange,
  type StaffMember,
  type StaffRefusal,
} from './account/index.server';
import { emailAddress } from './account/index';
import { seedDemo } from './demo.server';
import { staffRoles, teams } from './platform/access';
import { makeBackup } from './platform/backup.server';
import { config } from './platform/config.server';
import { oneOf } from './platform/one-of';
import { verifyAudit, type AuditPoint } from './platform/audit.server';
import { closeDatabase, migrateDatabase } from './platform/database.server';
import { checkKeys } from './platform/keys.server';
import { forgetKey, rotateKeys, unusedKeys, type ForgetRefusal } from './platform/rotation.server';
import { runRetention } from './portal.server';
import { checkDirectoryLinks } from './support/index.server';
import { countWaits, inventVoices } from './voices/index.server';

/** The operator's tasks: `npm run portal -- staff add …`. Each prints what it did; none prints a secret it was given. */

const usage = `Tasks:
  staff add EMAIL --name "NAME" --role adviser|lead|editor [--team north|wales]
  staff list
  staff disable EMAIL
  staff enable EMAIL
  staff reset EMAIL
  retention run
  audit verify [--since POINT]
  keys rotate
  keys forget ID
  backup FILE
  links check
  demo seed --scale N [--seed NUMBER]  (demo mode only)
  demo voices --scale N [--seed NUMBER]  (demo mode only)`;

/** A task that cannot be done, or found something wrong, with the reason for the person who typed it. */
class TaskError extends Error {}

/**
 * Runs one task.
 * @param words what was typed after `npm run portal --`.
 * @param say is told how far a long task has come.
 * @returns the lines to print, and whether it worked.
 */
export async function runTask(
  words: string[],
  say: (line: string) => void = print,
): Promise<{ lines: string; worked: boolean }> {
  config();
  checkKeys();
  migrateDatabase();
  try {
    return { lines: await taskFor(words, say)(), worked: true };
  } catch (error) {
    if (error instanceof TaskError) return { lines: error.message, worked: false };
    throw error;
  } finally {
    closeDatabase();
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function taskFor(words: string[], say: (line: string) => void): () => string | Promise<string> {
  const [room, verb, ...rest] = words;
  if (room === 'backup' && verb) return () => backUp(verb);
  switch (`${room} ${verb}`) {
    case 'staff add':
      return () => addStaff(rest);
    case 'staff list':
      return () => listStaff('operator').map(describeStaff).join('\n') || 'There is no staff.';
    case 'staff disable':
    case 'staff enable':
    case 'staff reset':
      return () => changeStaffAs(verb as StaffChange, rest);
    case 'retention run':
      return () =>
        Object.entries(runRetention())
          .map(([what, rows]) => `${what}: ${rows}`)
          .join('\n');
    case 'audit verify':
      return () => checkAudit(rest);
    case 'keys rotate':
      return () => rotate(say);
    case 'keys forget':
      return () => forget(rest);
    case 'demo seed':
      return () => seed(rest, say);
    case 'demo voices':
      return () => seedVoices(rest);
    case 'links check':
      return checkLinks;
    default:
      throw new TaskError(usage);
  }
}

/** The value after `--name`, if there is one. */
const option = (words: string[], name: string): string | undefined => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? undefined : words[at + 1];
};

function addStaff(words: string[]): string {
  const { data: email } = emailAddress.safeParse(words[0]);
  const name = option(words, 'name');
  const role = oneOf(staffRoles, option(words, 'role'));
  const team = oneOf(teams, option(words, 'team'));
  if (!email || !name || !role || (role === 'adviser' && !team)) {
    throw new TaskError(usage);
  }
  const outcome = inviteStaff('operator', { email, name, role, team }, 'en');
  if (outcome.is === 'staff-already') {
    throw new TaskError('Somebody who works here has that address already.');
  }
  return `Invited. Give them this code, in person or by phone, within 7 days: ${outcome.code}`;
}

/** One line a person: what the lead's page shows. */
const describeStaff = ({ email, name, role, team, factors, disabledAt }: StaffMember): string =>
  [
    email,
    name,
    team ? `${role} (${team})` : role,
    factors.authenticator || factors.passkeys > 0 ? 'set up' : 'not set up yet',
    ...(disabledAt === null ? [] : ['disabled']),
  ].join(', ');

const refusals: Record<StaffRefusal, string> = {
  'not-staff': 'There is no staff account with that address.',
  self: 'Nobody does this to their own account.',
  'last-lead': 'This is the last lead who can sign in. Have another lead set up first.',
};

function changeStaffAs(change: StaffChange, [email]: string[]): string {
  const account = email ? findAccountByEmail(email) : undefined;
  const verdict = changeStaff('operator', account?.id ?? '', change);
  if (verdict.is === 'refused') throw new TaskError(refusals[verdict.because]);
  switch (change) {
    case 'disable':
      return 'Disabled, and signed out everywhere.';
    case 'enable':
      return verdict.needsCode
        ? 'Enabled, but without a second factor. Run "staff reset" for a code to set one up with.'
        : 'Enabled: they can sign in again.';
    case 'reset':
      return `Signed out everywhere, without a second factor. Give them this code, in person or by phone, within 7 days: ${verdict.code}`;
  }
}

/** `12:ab34…`, as `audit verify` prints it. */
function auditPoint(text: string | undefined): AuditPoint | undefined {
  if (text === undefined) return undefined;
  const [, id, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!id || !hash) throw new TaskError(usage);
  return { id: Number(id), hash };
}

function checkAudit(words: string[]): string {
  const verdict = verifyAudit(auditPoint(option(words, 'since')));
  if (!verdict.whole) {
    throw new TaskError(
      `The audit trail is not as it was written: row ${verdict.firstWrong} was changed, removed or put in.`,
    );
  }
  const { id, hash } = verdict.head;
  return `The audit trail is whole. It ends at ${id}:${hash}`;
}

async function rotate(say: (line: string) => void): Promise<string> {
  const { resealed, unopened } = await rotateKeys(say);
  if (unopened.length > 0) {
    const some = unopened.slice(0, 10).map(({ table, column, row }) => `${table}.${column} ${row}`);
    throw new TaskError(
      `${resealed} values sealed anew. ${unopened.length} cannot be opened with any key there is, and are as they were, among them:\n  ${some.join('\n  ')}`,
    );
  }
  const unused = unusedKeys();
  return [
    `Done: ${resealed} values sealed anew. Everything is sealed with the newest key.`,
    unused.length === 0
      ? 'Every key is in use.'
      : `Keys that nothing in the database needs any more: ${unused.join(', ')}. Backups made until now need them.`,
  ].join('\n');
}

const notForgotten: Record<ForgetRefusal, string> = {
  'not-ours':
    'The keys are not in a file that the portal may change. Take the key away where they come from; in PORTAL_KEYS, and start the portal again.',
  unknown: 'There is no key with that id.',
  newest: 'That is the newest key: everything new is sealed with it.',
  'in-use': 'Something is still sealed with that key. Run "keys rotate" first.',
};

function forget([id]: string[]): string {
  if (!id) throw new TaskError(usage);
  const refusal = forgetKey(id);
  if (refusal) throw new TaskError(notForgotten[refusal]);
  return `Forgotten: ${id}. Backups made while it was in use cannot be read without it.`;
}

async function backUp(file: string): Promise<string> {
  const outcome = await makeBackup(file);
  if (outcome.made) {
    return `Copied and checked: ${outcome.bytes} bytes. The keys are not in it: keep a copy of them in another place, or nobody can read it.`;
  }
  throw new TaskError(
    outcome.because === 'exists'
      ? 'There is a file with that name already. Nothing was written.'
      : 'No file can be made there. Nothing was written.',
  );
}

/** What nobody would wait for any more. */
const mostSeeded = 1_000_000;

/** How many things are to be made up, and from which seed. */
function howMany(words: string[], most: number): { scale: number; chosen: number } {
  if (config().mode !== 'demo') {
    throw new TaskError('Something is made up in demo mode only. Nothing was done.');
  }
  const scale = Number(option(words, 'scale'));
  const chosen = Number(option(words, 'seed') ?? 1);
  const isCount = Number.isSafeInteger(scale) && scale > 0 && scale <= most;
  if (!isCount || !Number.isSafeInteger(chosen)) throw new TaskError(usage);
  return { scale, chosen };
}

/** A few hundred are much more than one year brings. */
const mostVoices = 20_000;

function seedVoices(words: string[]): string {
  const { scale, chosen } = howMany(words, mostVoices);
  const editions = inventVoices(scale, chosen);
  return `Added ${scale} made-up voices, with seed ${chosen}, and published ${editions} editions of figures.`;
}

async function seed(words: string[], say: (line: string) => void): Promise<string> {
  const { scale, chosen } = howMany(words, mostSeeded);
  const made = await seedDemo(scale, chosen, say);
  await countWaits();
  return `Added ${made.requests} requests and ${made.events} events, with seed ${chosen}. The same seed makes the same histories.`;
}

async function checkLinks(): Promise<string> {
  const counts = await checkDirectoryLinks();
  if (!counts) {
    throw new TaskError(
      'No website could be reached: the network does not allow it. Nothing was recorded.',
    );
  }
  return Object.entries(counts)
    .map(([outcome, links]) => `${outcome}: ${links}`)
    .join('\n');
}
