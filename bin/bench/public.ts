// Part of npm run bench, run with tsx: a public page as readers get it, beside a bare server that sends the same bytes,
// and beside a page of the same length made for each reader, as most services make theirs. Then with two processes.
import { get, type IncomingHttpHeaders } from 'node:http';
import { median, quick, report, type Figure } from './figures';
import { inTurns, medianOf } from './wrk';
import { startYardstick } from './yardsticks';
import { startPortal } from '../../tests/support/running-portal';
import { Visitor } from '../../tests/support/visitor';

const page = '/guides/formal-investigation';
const asABrowser = { 'accept-encoding': 'gzip, deflate, br' };
/** Of the budget: 99 of 100 readers wait less than this, in milliseconds, while so many read at once. */
const readers = 100;
const longestWait = 25;

interface Raw {
  body: Buffer;
  headers: IncomingHttpHeaders;
}

/** The bytes as they travel: fetch would unpack them. */
const rawGet = (url: string, headers: Record<string, string>): Promise<Raw> =>
  new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ body: Buffer.concat(chunks), headers: response.headers }));
    }).on('error', reject);
  });

/** Node adds these by itself to every answer. */
const nodesOwn = ['date', 'connection', 'keep-alive'];

async function besideOthers(): Promise<Figure[]> {
  const portal = await startPortal({ PORTAL_FILL_AT_START: 'no' });
  await rawGet(portal.url + page, asABrowser);
  const { body, headers } = await rawGet(portal.url + page, asABrowser);
  const kept = Object.entries(headers).filter(([name]) => !nodesOwn.includes(name));
  const { length: bytes } = (await rawGet(portal.url + page, {})).body;
  const bare = await startYardstick('bare', {
    body: body.toString('base64'),
    headers: Object.fromEntries(kept),
  });
  const nunjucks = await startYardstick('nunjucks', { bytes });
  try {
    const asked = (url: string) => ({ url, connections: readers, headers: asABrowser });
    const [ours, bares] = await inTurns(asked(portal.url + page), asked(bare.url));
    // Apart from the others: what it had begun when a round ended it still makes during the next.
    const [nunjucksOnes] = await inTurns(asked(nunjucks.url));
    const ratios = ours!.map(({ rate }, round) => rate / bares![round]!.rate);
    return [
      { name: 'a public page', value: medianOf(ours!, 'rate'), unit: 'a second' },
      {
        name: 'the same bytes from bare node:http',
        value: medianOf(bares!, 'rate'),
        unit: 'a second',
      },
      {
        name: 'a public page beside bare node:http',
        value: median(ratios),
        unit: 'ratio',
        atLeast: 0.8,
      },
      {
        name: 'an Express and Nunjucks page',
        value: medianOf(nunjucksOnes!, 'rate'),
        unit: 'a second',
      },
      {
        name: 'a public page beside Express and Nunjucks',
        value: medianOf(ours!, 'rate') / medianOf(nunjucksOnes!, 'rate'),
        unit: 'ratio',
        atLeast: 20,
      },
      {
        name: `a public page, 99 of 100 of ${readers} readers at once`,
        value: medianOf(ours!, 'p99'),
        unit: 'ms',
        atMost: longestWait,
      },
    ];
  } finally {
    bare.stop();
    nunjucks.stop();
    await portal.stop();
  }
}

/** One process and two: a page from memory, and one that is made for its reader. */
async function withTwo(): Promise<Figure[]> {
  const [one, two] = await Promise.all(
    ['1', '2'].map((workers) =>
      startPortal({ PORTAL_FILL_AT_START: 'no', PORTAL_WORKERS: workers }),
    ),
  );
  try {
    const [madeByOne, madeByTwo] = await inTurns(await signedInAt(one!), await signedInAt(two!));
    const [byOne, byTwo] = await inTurns(
      ...[one!, two!].map(({ url }) => ({
        url: url + page,
        connections: readers,
        headers: asABrowser,
      })),
    );
    return [
      {
        name: 'two processes beside one, a page made for its reader',
        value: medianOf(madeByTwo!, 'rate') / medianOf(madeByOne!, 'rate'),
        unit: 'ratio',
        atLeast: 1.6,
      },
      {
        // The load comes from the same two processors, which leaves the second process what is over.
        name: 'two processes beside one, a public page',
        value: medianOf(byTwo!, 'rate') / medianOf(byOne!, 'rate'),
        unit: 'ratio',
      },
    ];
  } finally {
    await one!.stop();
    await two!.stop();
  }
}

async function signedInAt(portal: Awaited<ReturnType<typeof startPortal>>) {
  const amina = await new Visitor(portal).signIn('amina.demo@example.test');
  const cookie = [...amina.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { url: `${portal.url}/account`, connections: 20, headers: { cookie } };
}

report([...(await besideOthers()), ...(quick ? [] : await withTwo())]);
