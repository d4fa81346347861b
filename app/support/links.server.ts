import { linkChecks } from '#db/schema';
import { recordAudit } from '~/platform/audit.server';
import type { Actor } from '~/platform/access';
import { config } from '~/platform/config.server';
import { inTransaction } from '~/platform/database.server';
import { describeError, log } from '~/platform/log.server';
import { clock, second } from '~/platform/time/clock';
import { organisations } from './directory.server';
import { editor } from './entries.server';
import { outcomeOf, type LinkAnswer, type LinkOutcome } from './upkeep';

/** Asks the websites of the directory whether they are still there. Runs when an operator asks for it. */

/** A website that an entry of the directory names. */
export interface Link {
  organisationId: string;
  url: string;
}

/** How long a website may take for one answer, and how many are asked at a time. */
const patience = 10 * second;
const atATime = 4;

const linksOfDirectory = (): Link[] =>
  [...organisations().values()].flatMap(({ id, web }) =>
    web ? { organisationId: id, url: web } : [],
  );

/**
 * Asks each website and keeps how it answered, in place of what was kept before.
 * @param links only for a test with a server of its own.
 * @returns how many answered in which way, or null when there was no answer at all, not even a refusal: then the
 * network does not allow it, and nothing is recorded.
 */
export async function checkDirectoryLinks(
  links: readonly Link[] = linksOfDirectory(),
): Promise<Record<LinkOutcome, number> | null> {
  const answers = await askAll([...new Set(links.map(({ url }) => url))]);
  const oneAnswered = [...answers.values()].some((answer) => 'status' in answer);
  if (!oneAnswered) return null;
  const rows = links.map(({ organisationId, url }) => {
    const answer = answers.get(url)!;
    return {
      organisationId,
      url,
      checkedAt: clock.now(),
      outcome: outcomeOf(answer),
      status: 'status' in answer ? answer.status : null,
    };
  });
  const counts = { ok: 0, dead: 0, unreachable: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  inTransaction((tx) => {
    tx.delete(linkChecks).run();
    tx.insert(linkChecks).values(rows).run();
    recordAudit(tx, {
      actorId: 'portal',
      action: 'links-checked',
      subject: 'directory',
      detail: JSON.stringify(counts),
    });
  });
  return counts;
}

/** How the check that an editor asked for last is getting on, in this process. */
export type LinkCheckState = 'idle' | 'running' | 'not-allowed';
let state: LinkCheckState = 'idle';

/** How that check is getting on now. */
export const linkCheckState = (): LinkCheckState => state;

/**
 * Begins to ask the websites and does not wait: it can take minutes. Asking again meanwhile changes nothing.
 * @param links only for a test with a server of its own.
 * @throws a 403 response for anybody who may not change the directory.
 */
export function startLinkCheck(actor: Actor, links?: readonly Link[]): void {
  const { accountId } = editor(actor);
  if (state === 'running') return;
  state = 'running';
  inTransaction((tx) =>
    recordAudit(tx, { actorId: accountId, action: 'link-check-asked', subject: 'directory' }),
  );
  checkDirectoryLinks(links)
    .then((counts) => (state = counts ? 'idle' : 'not-allowed'))
    .catch((error: unknown) => {
      state = 'idle';
      log.error(describeError(error), 'the websites of the directory could not be asked');
    });
}

/** Answers by address. */
async function askAll(urls: readonly string[]): Promise<Map<string, LinkAnswer>> {
  const answers = new Map<string, LinkAnswer>();
  // Each takes the next address that nobody has taken, until there is none.
  const waiting = urls.values();
  const askInTurn = async () => {
    for (const url of waiting) answers.set(url, await ask(url));
  };
  await Promise.all(Array.from({ length: atATime }, askInTurn));
  return answers;
}

/** Some websites refuse HEAD and answer GET, so a refusal is asked about twice. Silence is not. */
async function ask(url: string): Promise<LinkAnswer> {
  const first = await answerTo(url, 'HEAD');
  const refused = 'status' in first && outcomeOf(first) !== 'ok';
  return refused ? answerTo(url, 'GET') : first;
}

async function answerTo(url: string, method: 'HEAD' | 'GET'): Promise<LinkAnswer> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'follow',
      signal: AbortSignal.timeout(patience),
      headers: { 'User-Agent': `PractitionerSupportPortal (link check; ${config().baseUrl})` },
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return { failure: code === 'ENOTFOUND' ? 'no-such-name' : 'other' };
  }
}
