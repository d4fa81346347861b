// What the portal is measured against, in a process of its own: told which and where as it starts, and what to send
// in a message.
import http from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { createRequestHandler } from '@remix-run/express';
import { RemixServer } from '@remix-run/react';
import express from 'express';
import nunjucks from 'nunjucks';
import { parse } from 'parse5';
import { createElement } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { PassThrough } from 'node:stream';

const [kind, port] = process.argv.slice(2);
const kinds = { bare, nunjucks: withNunjucks, remix };

process.once('message', (page) => {
  http.createServer(kinds[kind](page)).listen(Number(port), '127.0.0.1', () => {
    process.send('ready');
  });
});

/** Node's own server, with one answer kept ready: the least that any server here does. */
function bare({ body, headers }) {
  const bytes = Buffer.from(body, 'base64');
  return (_, response) => {
    response.writeHead(200, headers);
    response.end(bytes);
  };
}

/**
 * A page as the services of the NHS are made: Express, and the templates of nhsuk-frontend filled in for each reader.
 * It is as long as the page it is compared with, and is not compressed, which would cost it more.
 */
function withNunjucks({ bytes }) {
  const app = express();
  const templates = path.resolve('node_modules/nhsuk-frontend/dist');
  const its = nunjucks.configure([templates, import.meta.dirname], {
    autoescape: true,
    express: app,
  });
  const navigation = ['Home', 'Your rights', 'Who can help', 'What happens next'].map((text) => ({
    text,
    href: `/${text}`,
  }));
  const sections = [];
  do {
    sections.push({
      title: `What happens next, part ${sections.length + 1}`,
      paragraphs: [words, words],
      links: ['Your rights', 'Who can help'],
    });
  } while (its.render('yardstick.njk', { sections, navigation }).length < bytes);
  app.get('*', (_, response) => response.render('yardstick.njk', { sections, navigation }));
  return app;
}

const words = 'You do not have to answer it tonight. Somebody can be with you when you do. ';

/** The same markup as one route of Remix and nothing else: Remix’s own way, or to a string. */
function remix({ html, toString }) {
  const Page = () => elementsOf(parse(html).childNodes.find(({ tagName }) => tagName === 'html'));
  const route = { id: 'root', path: '', module: { default: Page, loader: () => null } };
  const build = {
    mode: 'production',
    basename: '/',
    publicPath: '/assets/',
    assetsBuildDirectory: '',
    isSpaMode: false,
    future: { v3_singleFetch: true },
    assets: {
      version: '1',
      url: '',
      entry: { module: '', imports: [] },
      routes: { root: { id: 'root', path: '', module: '', hasLoader: true } },
    },
    routes: { root: route },
    entry: { module: { default: toString ? renderWhole : renderAsStream } },
  };
  const app = express();
  app.disable('x-powered-by');
  app.all('*', (request, response, next) => {
    request.url = '/';
    request.originalUrl = '/';
    return createHandler(request, response, next);
  });
  const createHandler = createRequestHandler({ build });
  return app;
}

function renderWhole(request, status, headers, context) {
  const html = renderToString(createElement(RemixServer, { context, url: request.url }));
  headers.set('Content-Type', 'text/html');
  return new globalThis.Response(`<!doctype html>${html}`, { status, headers });
}

/** As Remix’s own entry.server does. */
function renderAsStream(request, status, headers, context) {
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      createElement(RemixServer, { context, url: request.url }),
      {
        onShellReady() {
          const body = new PassThrough();
          headers.set('Content-Type', 'text/html');
          resolve(
            new globalThis.Response(createReadableStreamFromReadable(body), { status, headers }),
          );
          pipe(body);
        },
        onShellError: reject,
      },
    );
  });
}

/** Attributes that React writes in another way. */
const reactNames = { class: 'className', for: 'htmlFor', charset: 'charSet', tabindex: 'tabIndex' };

/** Markup as elements of React. */
function elementsOf(node) {
  if (node.nodeName === '#text') return node.value;
  if (!node.tagName) return null;
  const attributes = node.attrs
    .filter(({ name }) => name !== 'style' && !name.startsWith('on'))
    .map(({ name, value }) => [reactNames[name] ?? name, value]);
  const inner = node.childNodes.map(elementsOf).filter((child) => child !== null);
  return createElement(node.tagName, Object.fromEntries(attributes), ...inner);
}
