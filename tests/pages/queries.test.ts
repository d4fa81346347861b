import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyView, open, type View } from '../support/every-page';
import { startPortal, type RunningPortal } from '../support/running-portal';
import { setScene, type Scene } from '../support/scene';
import { runTask } from '../support/task';

/** What each page asks of the database: the same on whatever machine it runs (docs/performance.md). */

let portal: RunningPortal;
let scene: Scene;
/** Questions of each view; none of one that is answered in front of everything. */
const asked = new Map<View, number>();

async function questionsOf(view: View): Promise<number> {
  const { headers } = await open(view, scene, 'en');
  return Number(headers['x-queries'] ?? 0);
}

beforeAll(async () => {
  portal = await startPortal({
    NODE_OPTIONS: `--import ${path.resolve('tests/support/count-queries.mjs')}`,
  });
  scene = await setScene(portal);
  for (const view of everyView) asked.set(view, await questionsOf(view));
});
afterAll(() => portal.stop());

/** A request on one page with all that belongs to it, and who may see it, is the most that most pages show. */
const mostOfAPage = 36;
const mostOfAPublicPage = 8;

/** Pages that ask for each member of staff, of whom a team has a few dozen at most. */
const askForEachColleague = [
  '/adviser/staff',
  '/adviser/availability/team/:team',
  '/adviser/requests/:reference/:action',
];

/** Pages that show more of the database at once, or ask it for each of a few. */
const mostOf: Readonly<Record<string, number>> = {
  // Everything we hold about somebody, request by request.
  '/account/data': 300,
  // The diary and the figures of each of four teams.
  '/adviser/team': 48,
  // A meeting and what became of it, for somebody who has no account.
  '/join/:token': 14,
};

it('a page asks the database a bounded number of questions', () => {
  const heaviest = [...asked].sort(([, a], [, b]) => b - a).slice(0, 5);
  const lines = heaviest.map(([{ name }, questions]) => `${questions} ${name}`);
  process.stdout.write(`The most questions: ${lines.join(', ')}\n`);
  expect(Math.max(...asked.values()), 'they are counted').toBeGreaterThan(20);
  for (const [{ name, path: route = '', reader }, questions] of asked) {
    const most = mostOf[route] ?? (reader === 'nobody' ? mostOfAPublicPage : mostOfAPage);
    expect.soft(questions, name).toBeLessThanOrEqual(most);
  }
});

it('a public page that is the same for everybody asks nothing when it is read again', async () => {
  const views = everyView.filter(({ path: route }) =>
    ['/', '/guides', '/guides/:slug', '/support', '/glossary'].includes(route ?? ''),
  );
  expect(views.length).toBeGreaterThan(10);
  for (const view of views.filter(({ state, status }) => status === 200 && state !== 'filtered')) {
    await questionsOf(view);
    if (!view.address(scene).includes('?')) {
      expect.soft(await questionsOf(view), view.name).toBeLessThanOrEqual(1);
    }
  }
});

describe('a page of staff', () => {
  it('asks no more questions where there are many more requests', async () => {
    const views = everyView.filter(
      ({ reader, form, sentBack }) =>
        ['an adviser', 'a lead', 'an editor'].includes(reader) && !form && !sentBack,
    );
    const others = views.filter((view) => !askForEachColleague.includes(view.path ?? ''));
    expect(others.length).toBeGreaterThan(50);
    await runTask(portal.dataDir, 'demo', 'seed', '--scale', '300');
    for (const view of others) {
      expect.soft(await questionsOf(view), view.name).toBeLessThanOrEqual(asked.get(view)! + 2);
    }
  });
});
