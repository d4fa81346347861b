// npm run bench: how the portal serves readers, beside a bare node:http server sending the same bytes, in one
// run on one machine. Numbers are ratios: a time alone says more about the machine than about the portal.
import { spawn } from 'node:child_process';
import http from 'node:http';
import process from 'node:process';
import autocannon from 'autocannon';
import { startDemoPortal } from './demo-portal.mjs';
import { prepare, root } from './prepare.mjs';

const page = '/guides/formal-investigation';
const rounds = 3;
const seconds = 4;
const connections = 50;
const asABrowser = { 'accept-encoding': 'gzip, deflate, br' };
const port = 4173;
const barePort = 4174;

/** The yardstick, in a process of its own: one response, kept ready. */
function serveBare() {
  process.once('message', ({ body, headers }) => {
    const bytes = Buffer.from(body, 'base64');
    http
      .createServer((request, response) => {
        response.writeHead(200, headers);
        response.end(bytes);
      })
      .listen(barePort, '127.0.0.1', () => process.send('ready'));
  });
}

async function bench() {
  prepare();
  const portal = await startDemoPortal(port);
  const guide = await rawGet(page);
  const bare = spawn(process.execPath, ['bin/bench.mjs', '--bare'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  bare.send({ body: guide.body.toString('base64'), headers: guide.headers });
  await new Promise((resolve) => bare.once('message', resolve));

  try {
    const results = { portal: [], bare: [] };
    await load(port, 1);
    await load(barePort, 1);
    for (let round = 0; round < rounds; round += 1) {
      results.bare.push(await load(barePort, seconds));
      results.portal.push(await load(port, seconds));
    }
    const portalRate = median(results.portal);
    const bareRate = median(results.bare);
    console.log(
      `\nA guide page (${page}), ${connections} connections, median of ${rounds} rounds of ${seconds} s, in turn:`,
    );
    console.log(`  bare node:http, same bytes  ${Math.round(bareRate)} requests a second`);
    console.log(`  the portal                  ${Math.round(portalRate)} requests a second`);
    console.log(
      `  ratio                       ${(portalRate / bareRate).toFixed(2)} (budget: at least 0.80)`,
    );

    const html = guide.body.toString('base64');
    const stylesheet = /href="(\/assets\/[^"]+\.css)"/.exec(await text(page))[1];
    const style = await rawGet(stylesheet);
    const icon = await rawGet('/favicon.svg');
    const htmlBytes = Buffer.from(html, 'base64').length;
    const total = htmlBytes + style.body.length + icon.body.length;
    console.log('\nIts weight at a first view, compressed with brotli, in bytes:');
    console.log(
      `  page ${htmlBytes}, stylesheet ${style.body.length}, icon ${icon.body.length}, script 0`,
    );
    console.log(
      `  total ${total} (budget: ${20 * 1024}), ${(total / (20 * 1024)).toFixed(2)} of it`,
    );
  } finally {
    portal.stop();
    bare.kill();
  }
}

/** The bytes as they travel: fetch would unpack them. */
function rawGet(address) {
  return new Promise((resolve, reject) => {
    http
      .get({ port, path: address, headers: asABrowser }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const headers = { ...response.headers };
          // Node adds these by itself to every answer.
          for (const own of ['date', 'connection', 'keep-alive']) delete headers[own];
          resolve({ body: Buffer.concat(chunks), headers });
        });
      })
      .on('error', reject);
  });
}

const text = async (address) => (await fetch(`http://localhost:${port}${address}`)).text();

async function load(onPort, duration) {
  const { requests, non2xx, errors } = await autocannon({
    url: `http://127.0.0.1:${onPort}${page}`,
    connections,
    duration,
    headers: asABrowser,
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} answers were not 200 and ${errors} failed`);
  return requests.average;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

if (process.argv.includes('--bare')) serveBare();
else await bench();
