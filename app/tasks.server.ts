import {
  changeStaff,
  findAccountByEmail,
  inviteStaff,
  listStaff,
  type StaffChange,
  type StaffMember,
  type StaffRefusal,
  type StaffRole,
} from './account/index.server';
import type { Team } from './platform/access';
import { config } from './platform/config.server';
import { oneOf } from './platform/one-of';
import { verifyAudit, type AuditPoint } from './platform/audit.server';
import { closeDatabase, migrateDatabase } from './platform/database.server';
import { runRetention } from './portal.server';
import { checkDirectoryLinks } from './support/index.server';

/** The operator's tasks: `npm run portal -- staff add …`. Each prints what it did; none prints a secret it was given. */

const usage = `Tasks:
  staff add EMAIL --name "NAME" --role adviser|lead|editor [--team north|wales]
  staff list
  staff disable EMAIL
  staff enable EMAIL
  staff reset EMAIL
  retention run
  audit verify [--since POINT]
  links check`;

/** A task that cannot be done, or found something wrong, with the reason for the person who typed it. */
class TaskError extends Error {}

const staffRoles: readonly StaffRole[] = ['adviser', 'lead', 'editor'];
const teams: readonly Team[] = ['north', 'wales'];

/**
 * Runs one task.
 * @param words what was typed after `npm run portal --`.
 * @returns the lines to print, and whether it worked.
 */
export async function runTask(words: string[]): Promise<{ lines: string; worked: boolean }> {
  config();
  migrateDatabase();
  try {
    return { lines: await taskFor(words)(), worked: true };
  } catch (error) {
    if (error instanceof TaskError) return { lines: error.message, worked: false };
    throw error;
  } finally {
    closeDatabase();
  }
}

function taskFor(words: string[]): () => string | Promise<string> {
  const [room, verb, ...rest] = words;
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
  const [email] = words;
  const name = option(words, 'name');
  const role = oneOf(staffRoles, option(words, 'role'));
  const team = oneOf(teams, option(words, 'team'));
  if (!email?.includes('@') || !name || !role || (role === 'adviser' && !team)) {
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
      return 'Enabled: they can sign in again.';
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
