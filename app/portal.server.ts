import cluster from 'node:cluster';
import type { ServerBuild } from '@remix-run/node';
import {
  forgetPutBack,
  identify,
  keepUnsent,
  purgeChallenges,
  purgeCodes,
  purgeDevices,
  purgeEmailChanges,
  purgeInvitations,
  purgeSessions,
  purgeUnsentForms,
  sessionThatEnded,
} from './account/index.server';
import { listGuides } from './guides/index.server';
import { eraseOldConcernWords, purgeConcernDrafts, tellLeads } from './concerns/index.server';
import { prepareDemo } from './demo.server';
import { purgeBusyTimes, purgeExceptions } from './diary/index.server';
import {
  checkUnchecked,
  eraseOldWords,
  makeDueContacts,
  purgeArrivals,
  purgeDrafts,
  purgeHolds,
  queueDueReminders,
  takeBackLapsedOffers,
} from './meetings/index.server';
import { auditEnd } from './platform/audit.server';
import { config } from './platform/config.server';
import { closeDatabase, database, migrateDatabase } from './platform/database.server';
import { createServer } from './platform/http/app.server';
import { KeptAnswers } from './platform/http/kept-answers.server';
import { OneRoute } from './platform/http/one-route.server';
import { logRefusals } from './platform/http/refusals.server';
import { sendingJobs, startJobs, type Job } from './platform/jobs.server';
import { checkKeys } from './platform/keys.server';
import { purgeLimits } from './platform/limits.server';
import { describeError, log } from './platform/log.server';
import { purgeOutbox } from './platform/mail/outbox.server';
import { localPath, locales } from './platform/locale';
import { day, hour, minute, second } from './platform/time/clock';
import { startWorkers } from './platform/workers.server';
import { table } from './routes';
import { summaryAddress, summaryLanguages } from './languages/index';
import { prepareSearch } from './search/index.server';
import { purgeReports } from './support/index.server';
import { countWaits, makeEditions, purgePublishedWords, purgeVoices } from './voices/index.server';
import { eraseUnusedAccounts } from './your-data/index.server';

/** The whole portal put together: the one place that knows every room. */

export interface RunningPortal {
  close: () => Promise<void>;
}

/** The rules about how long things are kept: each says how many rows it took. */
const retention: Record<string, () => number> = {
  drafts: purgeDrafts,
  words: eraseOldWords,
  arrivals: purgeArrivals,
  'concern drafts': purgeConcernDrafts,
  'concern words': eraseOldConcernWords,
  holds: purgeHolds,
  codes: purgeCodes,
  challenges: purgeChallenges,
  sessions: purgeSessions,
  invitations: purgeInvitations,
  devices: purgeDevices,
  'email changes': purgeEmailChanges,
  'unsent forms': purgeUnsentForms,
  accounts: eraseUnusedAccounts,
  messages: purgeOutbox,
  limits: purgeLimits,
  reports: purgeReports,
  voices: purgeVoices,
  'published words': purgePublishedWords,
  'days that differ': purgeExceptions,
  'busy times': purgeBusyTimes,
};

/** A point of the trail kept elsewhere: who puts back an older copy of the database cannot put back the log. */
function logAuditEnd(): void {
  const { id, hash } = auditEnd();
  log.info({ end: `${id}:${hash}` }, 'where the audit trail ends');
}

/** Applies every rule now, for the operator. */
export const runRetention = (): Record<string, number> =>
  Object.fromEntries(Object.entries(retention).map(([what, apply]) => [what, apply()]));

/** What the process that writes does by itself, beside sending messages. */
const jobs: Job[] = [
  ...Object.entries(retention).map(([what, run]) => ({ name: `keep ${what}`, every: hour, run })),
  { name: 'remind of meetings', every: minute, run: queueDueReminders },
  { name: 'tell leads of concerns', every: hour, run: tellLeads },
  { name: 'make due contacts', every: minute, run: makeDueContacts },
  { name: 'take back lapsed offers', every: minute, run: takeBackLapsedOffers },
  { name: 'look for viruses', every: 5 * minute, run: checkUnchecked },
  // What is counted of readers goes when its minute is over, not when the hour is.
  { name: 'forget counts', every: minute, run: purgeLimits },
  { name: 'publish what people told us', every: hour, run: makeEditions },
  { name: 'count how long people wait', every: day, run: countWaits },
  { name: 'log where the audit trail ends', every: hour, run: logAuditEnd },
  ...sendingJobs,
];

/** What every process that answers does: each counts its own refusals. */
const answeringJobs: Job[] = [{ name: 'log refusals', every: minute, run: logRefusals }];

/**
 * Migrates, prepares and serves until closed. With several workers this process does the jobs, and those answer: each
 * of them comes here as well.
 * @param build Remix's server build, of which this module is a part.
 * @param clientFolder folder of the built browser files.
 * @throws {ConfigError} when the environment does not describe a portal.
 */
export async function startPortal(
  build: ServerBuild,
  clientFolder: string,
): Promise<RunningPortal> {
  checkKeys();
  if (cluster.isWorker) return closing(await serve(build, clientFolder));
  const { mode, port, workers } = config();
  migrateDatabase();
  database();
  const demo = mode === 'demo' ? prepareDemo() : null;
  const stopServing = workers > 1 ? await startWorkers(workers) : await serve(build, clientFolder);
  const stopJobs = startJobs(jobs);
  log.info({ mode, port, workers }, 'the portal is ready');
  if (demo) announceDemo(demo);
  return closing(stopServing, stopJobs);
}

/** Answers people. @returns a function that stops it. */
async function serve(build: ServerBuild, clientFolder: string): Promise<() => Promise<void>> {
  const { host, port, fillsAtStart } = config();
  const remix = new OneRoute(build);
  const kept = new KeptAnswers({ table, remix, clientFolder });
  const server = createServer({
    table,
    remix,
    kept,
    identify,
    sessionThatEnded,
    keepUnsent,
    forgetPutBack,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const stopJobs = startJobs(answeringJobs);
  prepareSearch()
    .then(() => (fillsAtStart ? kept.fill(publicAddresses()) : undefined))
    .catch((error: unknown) => {
      log.error(describeError(error), 'the search or the public pages could not be prepared');
    });
  return async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
      // What is being answered has a moment; who keeps a connection for later has not.
      setTimeout(() => server.closeAllConnections(), 2 * second).unref();
    });
    await stopJobs();
    logRefusals();
  };
}

/** @param stops what is to be stopped, in this order, before the database is closed. */
const closing = (...stops: (() => Promise<void>)[]): RunningPortal => ({
  async close() {
    for (const stop of stops) await stop();
    closeDatabase();
  },
});

/** The addresses of pages that are the same for everyone, and for good, in both languages. */
function publicAddresses(): string[] {
  const guides = listGuides('en').map(({ slug }) => `/guides/${slug}`);
  const summaries = summaryLanguages.map(summaryAddress);
  const entries = table.filter(
    ({ path, kept, form }) => kept === true && form !== 'only' && !path.includes(':'),
  );
  const pages = entries.filter(({ machine }) => !machine).map(({ path }) => path);
  const data = entries.filter(({ machine }) => machine).map(({ path }) => path);
  return [
    ...locales.flatMap((locale) =>
      [...pages, ...guides, ...summaries].map((address) => localPath(locale, address)),
    ),
    ...data,
  ];
}

function announceDemo({ emails, totpSecret }: ReturnType<typeof prepareDemo>): void {
  const { baseUrl } = config();
  process.stdout.write(
    [
      '',
      `The Practitioner Support Portal is ready, in demo mode: ${baseUrl}`,
      '',
      'Sign in with any of these; the code arrives in the demo mailbox:',
      ...emails.map((email) => `  ${email}`),
      `Demo mailbox: ${baseUrl}/dev/mailbox`,
      `Second factor for staff (TOTP secret): ${totpSecret}`,
      '',
    ].join('\n') + '\n',
  );
}
