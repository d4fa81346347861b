// Part of npm run bench, run with tsx: pages that are made for one reader, beside one route of Remix that has the same
// markup and does nothing else; and how long until the first byte when nobody else asks.
import { quick, report, type Figure } from './figures';
import { inTurns, load, medianOf } from './wrk';
import { startYardstick } from './yardsticks';
import { askForMeeting } from '../../tests/support/forms';
import { startPortal } from '../../tests/support/running-portal';
import { Visitor } from '../../tests/support/visitor';

/** Of the budget, in milliseconds at the median. */
const firstByteWithin = 20;
const atOnce = 20;

// Each page is read from a network of its own: one may not read so much in a minute.
const portal = await startPortal({ PORTAL_FILL_AT_START: 'no', PORTAL_TRUSTED_PROXIES: '1' });
const figures: Figure[] = [];
try {
  const amina = await new Visitor(portal).signIn('amina.demo@example.test');
  const reference = await askForMeeting(amina);
  const adviser = await new Visitor(portal).signIn('adviser.north@example.test');
  await besideRemix('a request', amina, `/meetings/${reference}`);
  if (!quick) await besideRemix('an account', amina, '/account');
  if (!quick) await besideRemix('an adviser’s request', adviser, `/adviser/requests/${reference}`);
} finally {
  await portal.stop();
}
report(figures);

async function besideRemix(name: string, reader: Visitor, address: string): Promise<void> {
  const html = await (await reader.ask(address)).text();
  const cookie = [...reader.cookies].map(([its, value]) => `${its}=${value}`).join('; ');
  const network = `192.0.2.${figures.length}`;
  const headers = { cookie, 'x-forwarded-for': network };
  const ours = { url: portal.url + address, connections: atOnce, headers };
  const remix = await startYardstick('remix', { html });
  const toString = await startYardstick('remix', { html, toString: true });
  try {
    const [made, bare, whole] = await inTurns(
      ours,
      { url: remix.url, connections: atOnce },
      { url: toString.url, connections: atOnce },
    );
    const alone = await load({ ...ours, connections: 1 });
    const ratio = (to: typeof bare) => medianOf(made!, 'rate') / medianOf(to!, 'rate');
    figures.push(
      { name: `${name}`, value: medianOf(made!, 'rate'), unit: 'a second' },
      {
        name: `${name} beside a bare route of Remix`,
        value: ratio(bare),
        unit: 'ratio',
        atLeast: 0.7,
      },
      { name: `${name} beside one that renders to a string`, value: ratio(whole), unit: 'ratio' },
      { name: `${name}, first byte`, value: alone.p50, unit: 'ms', atMost: firstByteWithin },
    );
  } finally {
    remix.stop();
    toString.stop();
  }
}
