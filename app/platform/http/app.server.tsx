import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { AppLoadContext } from '@remix-run/node';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import {
  isFullySignedIn,
  isRecentlyVerified,
  judge,
  signedIn,
  visitor,
  type Actor,
  type Person,
  type Verdict,
} from '../access';
import { config } from '../config.server';
import { isBusy } from '../database.server';
import { i18nFor, translator } from '../i18n';
import { spendInFront, type LimitInFront } from '../limits.server';
import { changesLanguage, localeOf, localPath, neutralPath } from '../locale';
import { describeError, log } from '../log.server';
import { clock } from '../time/clock';
import { Document } from '../ui/document';
import { busyFor, knownStatus, Problem } from '../ui/problem';
import { networkOf } from './client-network';
import { filledIn } from './filled-in';
import { dropBody, isPlainForm, peekBody } from './form-body.server';
import {
  documentHeaders,
  mergedHeaders,
  openHeaders,
  preflightHeaders,
  privateHeaders,
  publicHeaders,
  secretHeaders,
  transportHeaders,
} from './headers';
import type { KeptAnswers } from './kept-answers.server';
import type { OneRoute } from './one-route.server';
import { isOwnOrigin, ownOrigins } from './origin';
import { alreadyHas, entityTag, pageMemory } from './page-memory.server';
import { rawHeader } from './raw-header';
import { countRefusal } from './refusals.server';
import type { RouteEntry } from './route-entry';
import { keepsLateForms, lateFormsOf, methodsRefused, routeFinder } from './routing.server';
import { limitsOf } from './spending';

/** A form is words: nothing a person types comes near this. In bytes. */
const longestForm = 64 * 1024;

const megabyte = 1024 * 1024;

/**
 * A file, and the form around it, by how large a file the page takes. In bytes. A document is at most 10 MB: of one
 * that is larger the page says so itself, and keeps what was typed.
 */
const longestUpload = { large: megabyte + longestForm, document: 32 * megabyte };

/**
 * Of what is too long, so much is let come in and dropped before that is said: a browser that is cut off while it sends
 * shows an error of its own instead of our page. In bytes: a file somebody took for a calendar or a document, and any
 * form.
 */
const longestDropped = { file: 32 * megabyte, document: 64 * megabyte, form: megabyte };

/** What a browser reports by itself. In bytes. */
const longestReport = 16 * 1024;

export interface Parts {
  table: RouteEntry[];
  remix: OneRoute;
  /** What is the same for every reader. */
  kept: KeptAnswers;
  /** Who a cookie belongs to, and a cookie to set in return. */
  identify: (cookies: string | undefined) => Promise<{ actor: Actor; setCookie?: string }>;
  /** The account whose session a cookie names, if it ended by time lately. */
  sessionThatEnded: (cookies: string | undefined) => string | null;
  /** Keeps a form that came too late. Returns whether it did. */
  keepUnsent: (accountId: string, address: string, body: string) => boolean;
  /** Forgets such a form when it has been sent again, and arrived. */
  forgetPutBack: (actor: Person, address: string) => void;
}

interface Known {
  entry: RouteEntry;
  context: AppLoadContext;
  refused?: Refusal;
  /** What was typed into a form that is to be shown again in the other language. */
  typed?: URLSearchParams;
}

/** Why a request was refused, as the log says it. */
type Refusal = 'origin' | 'forbidden' | Exclude<Verdict, 'open'> | 'again' | LimitInFront;

/** What the server knows of a request after the first steps below. */
type Answered = Response<unknown, Known>;

/**
 * The server: finished public pages first, then Express with, in order, request id, headers, static files,
 * address, method, origin, size, the shape of a form, session, access, limits, and at last the page. Each step can
 * refuse, in the reader's language.
 */
export function createServer(parts: Parts): http.Server {
  const { table, remix, kept, identify } = parts;
  const { mode, baseUrl, trustedProxies } = config();
  const secure = baseUrl.startsWith('https:');
  const findRoute = routeFinder(table, mode);
  const origins = ownOrigins(baseUrl);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);

  app.use((request, response, next) => {
    response.set({ ...privateHeaders, ...(secure && transportHeaders) });
    const requestId = randomUUID();
    response.set('X-Request-Id', requestId);
    response.locals.context = {
      actor: visitor,
      locale: localeOf(request.path),
      requestId,
      clientNetwork: networkOf(request.ip),
      kept: false,
    } satisfies AppLoadContext;
    logWhenDone(request, response as Answered);
    next();
  });

  app.use((request, response, next) => {
    kept
      .keepFile(request.path)
      .then((isThere) => (isThere && pageMemory.serve(request, response)) || next())
      .catch(next);
  });

  app.use((request, response: Answered, next) => {
    const entry = findRoute(request.path);
    // Remix takes `?_data` for a question of its own, and stumbles over it; no page here asks one.
    if (!entry || asksForData(request)) return sendProblem(response, request, 404);
    if (entry.open) response.set(openHeaders);
    if (entry.secret) response.set(secretHeaders);
    if (request.path.endsWith('/') && request.path !== entry.path) {
      const query = request.originalUrl.slice(request.path.length);
      // Two slashes at the front would, in an answer, be another website.
      response.redirect(308, request.path.replace(/\/+$/, '').replace(/^\/*/, '/') + query);
      return;
    }
    response.locals.entry = entry;
    // Nobody asks who is reading a public page or using a private tool, and nothing is logged of it.
    response.locals.context.kept = entry.kept !== undefined;
    response.locals.context.lateForms = lateFormsOf(entry);
    const allowed = methodsRefused(entry, request.method);
    if (allowed) return sendProblem(response.set('Allow', allowed), request, 405);
    if (request.method === 'OPTIONS') {
      response.set(preflightHeaders).status(204).end();
      return;
    }
    next();
  });

  app.use((request, response: Answered, next) => {
    if (request.method !== 'POST') return next();
    const { browserReport, upload } = response.locals.entry;
    // Browsers send reports without saying from which page, and nothing else may come like that.
    if (!browserReport && !isOwnOrigin(request.headers, origins)) {
      return refuse(response, request, 403, 'origin');
    }
    const length = request.headers['content-length'];
    const type = request.headers['content-type'] ?? '';
    const [longest, dropped] = longestBody(response.locals.entry, form.test(type));
    const isTooLong = Number(length) > longest;
    if (isTooLong && Number(length) <= dropped) {
      dropBody(request)
        .then(() => sendProblem(response, request, 413))
        .catch(next);
      return;
    }
    // A body whose length is not said beforehand could be endless. Neither is waited for.
    if (length === undefined || isTooLong) {
      response.set('Connection', 'close');
      return sendProblem(response, request, isTooLong ? 413 : 411);
    }
    const taken = browserReport ? report : upload ? formOrFile : form;
    if (!taken.test(type)) return sendProblem(response, request, 400);
    if (!form.test(type)) return next();
    peekBody(request, Number(length))
      .then((body) => {
        if (!isPlainForm(String(body))) return sendProblem(response, request, 400);
        response.locals.typed = typedToKeep(response.locals.entry, String(body));
        next();
      })
      .catch(next);
  });

  app.use((request, response: Answered, next) => {
    // From here on the address is the configured one, whatever the client or a proxy claims: Remix compares
    // these headers, and no link may be built from a forged one.
    request.headers.host = new URL(baseUrl).host;
    delete request.headers['x-forwarded-host'];
    if (request.headers.origin) request.headers.origin = baseUrl;
    next();
  });

  app.use((request, response: Answered, next) => {
    const { entry, context } = response.locals;
    if (context.kept) return next();
    identify(request.headers.cookie)
      .then(async ({ actor, setCookie }) => {
        context.actor = actor;
        if (setCookie) response.append('Set-Cookie', setCookie);
        const verdict = doorOf(entry, actor);
        if (verdict === 'open' && entry.upload === 'document') takeTime(request);
        if (verdict === 'forbidden') return refuse(response, request, 403, verdict);
        const isForm = request.method === 'POST' && keepsLateForms(entry);
        if (verdict === 'open') {
          if (isForm) forgetWhenArrived(request, response, signedIn(actor));
          return next();
        }
        response.locals.refused = verdict;
        const kept = isForm && (await keepLateForm(request, actor));
        response.redirect(303, signInAddress(request, verdict, kept));
      })
      .catch(next);
  });

  app.use((request, response: Answered, next) => {
    const { entry, context } = response.locals;
    const { actor, clientNetwork: network } = context;
    const spent = limitsOf(entry, {
      method: request.method,
      hasQuery: request.originalUrl !== request.path,
      hasFile: !form.test(request.headers['content-type'] ?? ''),
      byPerson: actor.kind === 'person',
      changesLanguage: response.locals.typed !== undefined,
    });
    const accountId = actor.kind === 'person' ? actor.accountId : undefined;
    const usedUp = spendInFront(spent, { network, accountId });
    if (!usedUp) return next();
    response.set('Retry-After', String(usedUp.wait));
    refuse(response, request, 429, usedUp.limit);
  });

  // Answers of private tools and searches are long and hold no secret that could be guessed from their length.
  const compress = compression();
  app.use((request, response: Answered, next) =>
    response.locals.context.kept ? compress(request, response, next) : next(),
  );

  app.use((request, response: Answered, next) => {
    if (!response.locals.context.kept) return next();
    response.set(response.locals.entry.open ? openHeaders : publicHeaders);
    if (request.method === 'POST') return next();
    answerKept(request, response).catch(next);
  });

  app.use((request, response: Answered, next) =>
    response.locals.entry.document ? answerDocument(request, response).catch(next) : next(),
  );

  app.use((request, response: Answered, next) => {
    const { typed } = response.locals;
    return typed ? answerFilledIn(request, response, typed).catch(next) : next();
  });

  app.use((request, response: Answered, next) => {
    void remix.expressHandler(response.locals.entry)(request, response, next);
  });

  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const { requestId } = response.locals.context as AppLoadContext;
    const busy = isBusy(error);
    // Express gives its own refusals a status of their own.
    const status = busy ? 503 : ((error as { status?: number } | null)?.status ?? 500);
    if (busy) log.warn({ request: requestId }, 'the database was busy');
    else if (status >= 500)
      log.error({ request: requestId, ...describeError(error) }, 'an unexpected error');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (busy) response.set('Retry-After', String(busyFor));
    sendProblem(response as Answered, request, status);
  });

  /** Keeps a form for the person whose session ended, or who is to show first that it is them. */
  async function keepLateForm(request: Request, actor: Actor): Promise<boolean> {
    // Somebody between their two steps has shown only that they can read an email: nothing is kept for them.
    if (actor.kind === 'person' && !isFullySignedIn(actor)) return false;
    const writer =
      actor.kind === 'person' ? actor.accountId : parts.sessionThatEnded(request.headers.cookie);
    return writer !== null && parts.keepUnsent(writer, request.originalUrl, await text(request));
  }

  /** A kept form that is sent again stays kept until a page has taken it, or shows it again to be mended. */
  function forgetWhenArrived(request: Request, response: Answered, actor: Person): void {
    response.on('finish', () => {
      const { statusCode } = response;
      if (statusCode > 400 && statusCode !== 409) return;
      try {
        parts.forgetPutBack(actor, request.originalUrl);
      } catch (error) {
        const { requestId } = response.locals.context;
        log.error({ request: requestId, ...describeError(error) }, 'a kept form was not forgotten');
      }
    });
  }

  /** Sends a document no faster than its reader takes it in: Remix's own way would put all of it into memory. */
  async function answerDocument(request: Request, response: Answered): Promise<void> {
    const asked = new globalThis.Request(baseUrl + request.originalUrl, { method: request.method });
    const answer = await remix.handler(response.locals.entry)(asked, response.locals.context);
    if (answer.status !== 200) return sendProblem(response, request, answer.status);
    response.set(mergedHeaders(documentHeaders, answer.headers));
    if (!answer.body) {
      response.end();
      return;
    }
    // A document that does not open to its end ends the connection: nobody takes a part for the whole.
    await pipeline(Readable.fromWeb(answer.body as WebStream), response).catch((error: unknown) => {
      if (!wentAway(error)) throw error;
    });
  }

  /**
   * Shows a page with what was typed into its form in the other language. The page is read, and its action never sees
   * the form: nothing is made, sent or used up (docs/decisions/0044).
   */
  async function answerFilledIn(
    request: Request,
    response: Answered,
    typed: URLSearchParams,
  ): Promise<void> {
    const { context, entry } = response.locals;
    // Of a file that was chosen, its name comes.
    context.fileAgain = entry.upload !== undefined && Boolean(typed.get('file'));
    const { cookie = '' } = request.headers;
    const asked = new globalThis.Request(baseUrl + request.originalUrl, { headers: { cookie } });
    const answer = await remix.handler(entry)(asked, context);
    const html = await answer.text();
    response.status(answer.status);
    for (const [name, value] of answer.headers) {
      // The session has set a cookie of its own.
      if (name === 'set-cookie') response.append(name, value);
      else response.set(name, value);
    }
    response.set('Cache-Control', 'no-store');
    response.send(answer.status === 200 ? filledIn(html, typed) : html);
  }

  /** Gives an answer that is the same for everyone: from memory when it could be kept there. */
  async function answerKept(request: Request, response: Answered): Promise<void> {
    const { entry, context } = response.locals;
    const { status, headers, body } = await kept.make(request.originalUrl, entry, context);
    // A file that is not there has no page of its own to say so, and open data no words for a fault of ours.
    if (status >= 400 && (body.length === 0 || (entry.open && status >= 500))) {
      return sendProblem(response, request, status);
    }
    if (pageMemory.serve(request, response)) return;
    response.status(status).set(headers);
    if (status !== 200) response.set('Cache-Control', 'no-store');
    else if (entry.open && isKnown(request, response, body)) return;
    response.send(body);
  }

  /** Tags an answer; when the client has it already, says so and is done. */
  function isKnown(request: Request, response: Response, body: Buffer): boolean {
    const tag = entityTag(body);
    response.set('ETag', tag);
    const known = alreadyHas(request, tag);
    if (known) response.status(304).end();
    return known;
  }

  const server = http.createServer(patience, (request, response) => {
    // A request may name the whole address (RFC 9112, 3.2.2); only its path and query mean anything here. A
    // fragment belongs to the browser: with it, one page would have any number of addresses.
    if (!/^\/[^#]*$/.test(request.url!)) {
      request.url = request.url!.replace(/^[a-z]+:\/\/[^/?#]*|#.*$/gi, '') || '/';
    }
    hurry(request, response);
    if (!pageMemory.serve(request, response)) app(request, response);
  });
  server.maxConnections = 2000;
  server.maxRequestsPerSocket = 10_000;
  return server;
}

/** How much of a request is taken, and how long one may take to arrive (bytes; milliseconds). */
const patience: http.ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15_000,
  // Ten megabytes in five minutes: 300 kbit/s. Only a document may take that long (`hurry`).
  requestTimeout: 300_000,
  // Longer than proxies keep a connection they do not use (60 seconds is usual): who closes first must be the proxy,
  // or it may send a request into a connection that is just being closed.
  keepAliveTimeout: 65_000,
};

/**
 * How long any other body may take to arrive, in milliseconds. A form fits in 64 KB: ten seconds on the slowest phone
 * network. A calendar of a megabyte needs 300 kbit/s.
 */
const bodyWithin = 30_000;

const hurried = new WeakMap<http.IncomingMessage, NodeJS.Timeout>();

/** What Node itself says to whoever is too late. */
const tooLate = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** Ends the connection of a request whose body has not come in time. */
function hurry(request: http.IncomingMessage, response: http.ServerResponse): void {
  const bodySaid = rawHeader(request, 'content-length') ?? rawHeader(request, 'transfer-encoding');
  if (bodySaid === undefined) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    request.socket.end(response.headersSent ? '' : tooLate, () => request.destroy());
  }, bodyWithin).unref();
  request.once('close', () => clearTimeout(timer));
  hurried.set(request, timer);
}

/** Gives somebody who may send a document the time that it takes on a phone. */
const takeTime = (request: http.IncomingMessage): void => clearTimeout(hurried.get(request));

/** Whether a reader closed the connection before they had everything. */
const wentAway = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** How long a body may be, and how much of a longer one is let come in and dropped. In bytes. */
function longestBody({ browserReport, upload }: RouteEntry, isForm: boolean): [number, number] {
  if (browserReport) return [longestReport, longestDropped.form];
  if (upload === undefined || upload === true) return [longestForm, longestDropped.form];
  const dropped = longestDropped[upload === 'document' ? 'document' : 'file'];
  return [isForm ? longestForm : longestUpload[upload], dropped];
}

/** The kinds of body that are taken. */
const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const formOrFile = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;
const report = /^application\/(csp-report|reports\+json) *(;|$)/i;

/** What was typed, if a form is only to be shown in the other language by a page that does not do so itself. */
function typedToKeep({ form: takes, turns }: RouteEntry, body: string) {
  const typed = new URLSearchParams(body);
  return takes === true && !turns && changesLanguage(typed) ? typed : undefined;
}

const asksForData = ({ originalUrl, path: asked }: Request): boolean =>
  new URLSearchParams(originalUrl.slice(asked.length)).has('_data');

/** What the rules of an address say to this person; `again` when they are to show once more that it is them. */
function doorOf({ who, recent }: RouteEntry, actor: Actor): Verdict | 'again' {
  const verdict = judge(who, actor);
  if (verdict !== 'open' || !recent || actor.kind === 'visitor') return verdict;
  return isRecentlyVerified(actor, clock.now()) ? 'open' : 'again';
}

/** Signed-in pages lead back to where the person wanted to go. */
function signInAddress(
  request: Request,
  verdict: 'sign-in' | 'second-step' | 'again',
  kept: boolean,
): string {
  const locale = localeOf(request.path);
  if (verdict === 'second-step') return localPath(locale, '/sign-in/second-step');
  const next = encodeURIComponent(neutralPath(request.path));
  if (verdict === 'again') {
    const lost = request.method === 'POST' && !kept ? '&lost=1' : '';
    return localPath(locale, `/sign-in/again?next=${next}${lost}`);
  }
  // A form that arrives without a session means that the session ended while somebody was writing.
  const ended = request.method === 'POST' ? `&ended=${kept ? 'kept' : '1'}` : '';
  return localPath(locale, `/sign-in?next=${next}${ended}`);
}

/**
 * One line for each request that reached the portal's own code: method, the route's template (never the
 * address itself, which can hold a reference), status, time and, when it was refused, why, and the random id of the
 * account, so that somebody who tries door after door can be found. Readers of kept pages leave no line at all: of
 * them refusals are counted.
 */
function logWhenDone(request: Request, response: Answered): void {
  const started = process.hrtime.bigint();
  // `close` and not `finish`: who hangs up before the answer leaves a line as well.
  response.on('close', () => {
    const { entry, context, refused = refusals[response.statusCode] } = response.locals;
    if (context.kept) {
      if (refused && response.statusCode !== 404) countRefusal(refused);
      return;
    }
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    const { requestId } = context;
    const route = entry?.path ?? 'none';
    log[refused ? 'warn' : 'info'](
      {
        request: requestId,
        method: request.method,
        route,
        status: response.statusCode,
        refused,
        account: refused && context.actor.kind === 'person' ? context.actor.accountId : undefined,
        milliseconds,
      },
      refused ? 'refused' : 'answered',
    );
  });
}

/** What the log says of an answer by which a page itself refuses. What is not theirs is not there for them. */
const refusals: Readonly<Record<number, string>> = {
  403: 'forbidden',
  404: 'not-there',
  429: 'limit',
};

/** Refuses with a page that says so, and leaves for the log why. */
function refuse(response: Answered, request: Request, status: number, reason: Refusal): void {
  response.locals.refused = reason;
  sendProblem(response, request, status);
}

/**
 * A page that says what is wrong and what to do next, made without Remix so that it works when Remix cannot.
 * Programs that read the open data get one sentence of it.
 */
function sendProblem(response: Answered, request: Request, status: number): void {
  const { locale, requestId } = response.locals.context;
  const shown = knownStatus(status);
  response.status(shown);
  if (response.locals.entry?.open) {
    response.set({ ...openHeaders, 'Cache-Control': 'no-store' });
    response.json({ error: `${translator(locale, 'problems')(`${shown}.title`)}.` });
    return;
  }
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor[locale]}>
      <Document
        locale={locale}
        path={neutralPath(request.path)}
        title={translator(locale, 'problems')(`${shown}.title`)}
        demo={config().mode === 'demo'}
      >
        <Problem
          status={shown}
          locale={locale}
          requestId={requestId}
          wait={Number(response.get('Retry-After')) || undefined}
        />
      </Document>
    </I18nextProvider>,
  );
  response.set(publicHeaders).set('Cache-Control', 'no-store');
  if (response.locals.entry?.secret) response.set(secretHeaders);
  response.set('Content-Language', locale).type('html').send(`<!doctype html>${html}`);
}
