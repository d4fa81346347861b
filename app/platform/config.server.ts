import path from 'node:path';
import { z } from 'zod';
import { keyRingPattern, keysIn, problemsOfKeys, shortestLookupKey } from './key-ring';

/** Where GOV.UK Notify answers. */
const notifyAddress = 'https://api.notifications.service.gov.uk';

/**
 * The portal's configuration: the only place that reads the environment, once, through a schema.
 * A wrong or missing variable stops the process with a sentence that names it (see `readConfig`).
 */

const keyList = z
  .string()
  .regex(
    keyRingPattern,
    'must be id:key pairs separated by commas, each key 32 bytes in base64, the newest first',
  );
const webAddress = z.url({ protocol: /^https?$/, error: 'must be a full web address' });

const notifyId = z.guid('must be an id, as GOV.UK Notify shows it');

/** Mail and texts really leave in production only. */
const notInDemo = z.undefined({
  error: 'is not used in demo mode: messages go to /dev/mailbox',
});
const sending = {
  PORTAL_MAIL: z.enum(['smtp', 'notify'], { error: 'must be "smtp" or "notify"' }),
  PORTAL_TEXTS: z.enum(['none', 'notify'], { error: 'must be "none" or "notify"' }),
  PORTAL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp:// or smtps://' }),
  PORTAL_NOTIFY_KEY: z
    .string()
    // A name, the id of the service and the secret.
    .regex(/.-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, {
      error: 'must be the whole API key, as GOV.UK Notify showed it once',
    }),
  PORTAL_NOTIFY_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full web address', abort: true })
    .refine((url) => url.startsWith('https:') || isOnThisMachine(url), {
      error: 'must be https: the key travels with every message',
    }),
  PORTAL_NOTIFY_EMAIL_TEMPLATE: notifyId,
  PORTAL_NOTIFY_TEXT_TEMPLATE: notifyId,
  PORTAL_NOTIFY_EMAIL_REPLY_TO: notifyId,
};
type SendingName = keyof typeof sending;
const sendingNames = Object.keys(sending) as SendingName[];

const isOnThisMachine = (url: string) =>
  URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** Where a ClamAV daemon listens: `127.0.0.1:3310`, `[::1]:3310`, `unix:/run/clamav/clamd.ctl`. */
const daemonAddress = z
  .string()
  .regex(/^(unix:\/[^\0]+|([\w.-]+|\[[\da-f:]+\]):\d{1,5})$/i, {
    error: 'must be host:port, or unix: and the path of a socket',
    abort: true,
  })
  .refine((address) => address.startsWith('unix:') || Number(/\d+$/.exec(address)) <= 65535, {
    error: 'must have a port of at most 65535',
  })
  .transform((address) => {
    if (address.startsWith('unix:')) return { path: address.slice('unix:'.length) };
    const colon = address.lastIndexOf(':');
    const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
    return { host, port: Number(address.slice(colon + 1)) };
  });

const shared = {
  PORT: z.coerce
    .number('must be a port number')
    .int()
    .min(1, 'must be at least 1')
    .max(65535, 'must be at most 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PORTAL_WORKERS: z.coerce
    .number('must be a number of processes')
    .int()
    .min(1, 'must be at least 1')
    .max(64, 'must be at most 64')
    .default(1),
  PORTAL_FILL_AT_START: z.enum(['yes', 'no'], { error: 'must be "yes" or "no"' }).default('yes'),
  PORTAL_DATA_DIR: z.string().min(1).default('./data'),
  PORTAL_CONTENT_DIR: z.string().min(1).default('./content'),
  PORTAL_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  PORTAL_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PORTAL_MAIL_FROM: z.email().default('no-reply@portal.example.test'),
  PORTAL_KEYS: keyList.optional(),
  PORTAL_LOOKUP_KEY: z
    .string()
    .min(shortestLookupKey, `must be at least ${shortestLookupKey} characters`)
    .optional(),
  PORTAL_KEYS_FILE: z.string().optional(),
  PORTAL_CLAMAV: daemonAddress.optional(),
};

const demo = z.object({
  ...shared,
  PORTAL_MODE: z.literal('demo'),
  PORTAL_BASE_URL: webAddress.optional(),
  PORTAL_VIDEO_URL: webAddress.default('https://meet.example.test/'),
  ...(Object.fromEntries(sendingNames.map((name) => [name, notInDemo])) as Record<
    SendingName,
    typeof notInDemo
  >),
});

const production = z.object({
  ...shared,
  PORTAL_MODE: z.literal('production'),
  PORTAL_BASE_URL: z.url({ protocol: /^https$/, error: 'must be the https address people use' }),
  PORTAL_VIDEO_URL: z.url({
    protocol: /^https$/,
    error: 'must be the https address of the video service',
  }),
  ...z.object(sending).partial().shape,
  PORTAL_MAIL_FROM: z.email(),
});

const schema = z.discriminatedUnion('PORTAL_MODE', [demo, production], {
  error: 'must be "demo" or "production"',
});

export interface Config {
  mode: 'demo' | 'production';
  port: number;
  host: string;
  /** How many processes answer; with more than one, the first does nothing but jobs. */
  workers: number;
  /** Whether public pages are made at the start, in the background, or each when somebody first asks for it. */
  fillsAtStart: boolean;
  /** Absolute folder that holds the database. */
  dataDir: string;
  /** Absolute folder of `content/`. */
  contentDir: string;
  /** The one origin people reach the portal by, without a trailing slash. */
  baseUrl: string;
  trustedProxies: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Encryption keys as `id:base64`, newest first; absent in demo mode until made. */
  keys?: string;
  lookupKey?: string;
  /** Absolute path of the JSON file that holds both instead. */
  keysFile?: string;
  /** Where the virus scanner listens; absent when there is none. */
  clamav?: { host: string; port: number } | { path: string };
  videoUrl: string;
  mailFrom: string;
  /** What carries emails; absent in demo mode. */
  mail?: 'smtp' | 'notify';
  smtpUrl?: string;
  /** What carries text messages. */
  texts: 'none' | 'notify';
  /** Set when either is `notify`, with the templates that it needs for it. */
  notify?: {
    key: string;
    url: string;
    emailTemplate?: string;
    textTemplate?: string;
    emailReplyTo?: string;
  };
}

/** Thrown when the environment does not describe a portal; the message is meant for the operator. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(
      `The portal cannot start. Its configuration is not right:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/**
 * Parses environment variables. Empty strings count as absent.
 * @throws {ConfigError} naming every variable that is missing or malformed, and why. Values are never repeated.
 */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse({ ...given, PORTAL_MODE: given.PORTAL_MODE ?? 'demo' });
  const issues = parsed.error?.issues ?? [];
  const problems = issues.map((issue) => {
    const name = issue.path.join('.');
    const missing = given[name] === undefined && issue.code === 'invalid_type';
    return `${name} ${missing ? 'is missing' : issue.message}`;
  });
  problems.push(...problemsOfKeySource(given), ...problemsOfSending(given));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  return {
    mode: env.PORTAL_MODE,
    port: env.PORT,
    host: env.HOST,
    workers: env.PORTAL_WORKERS,
    fillsAtStart: env.PORTAL_FILL_AT_START === 'yes',
    dataDir: path.resolve(env.PORTAL_DATA_DIR),
    contentDir: path.resolve(env.PORTAL_CONTENT_DIR),
    baseUrl: new URL(env.PORTAL_BASE_URL ?? `http://localhost:${env.PORT}`).origin,
    trustedProxies: env.PORTAL_TRUSTED_PROXIES,
    logLevel: env.PORTAL_LOG_LEVEL,
    keys: env.PORTAL_KEYS,
    lookupKey: env.PORTAL_LOOKUP_KEY,
    keysFile: env.PORTAL_KEYS_FILE && path.resolve(env.PORTAL_KEYS_FILE),
    clamav: env.PORTAL_CLAMAV,
    videoUrl: env.PORTAL_VIDEO_URL,
    mailFrom: env.PORTAL_MAIL_FROM,
    smtpUrl: env.PORTAL_SMTP_URL,
    ...sendingOf(env),
  };
}

/** What carries messages. Everything that it needs is there: `problemsOfSending` has looked. */
function sendingOf(env: z.infer<typeof schema>): Pick<Config, 'mail' | 'texts' | 'notify'> {
  if (env.PORTAL_MODE === 'demo') return { texts: 'none' };
  const mail = env.PORTAL_MAIL ?? 'smtp';
  const texts = env.PORTAL_TEXTS ?? 'none';
  if (mail !== 'notify' && texts !== 'notify') return { mail, texts };
  const notify = {
    key: env.PORTAL_NOTIFY_KEY!,
    url: env.PORTAL_NOTIFY_URL ?? notifyAddress,
    emailTemplate: env.PORTAL_NOTIFY_EMAIL_TEMPLATE,
    textTemplate: env.PORTAL_NOTIFY_TEXT_TEMPLATE,
    emailReplyTo: env.PORTAL_NOTIFY_EMAIL_REPLY_TO,
  };
  return { mail, texts, notify };
}

/** Names each variable that the chosen ways of sending need and that is not there, and why it is needed. */
function problemsOfSending(given: Record<string, string | undefined>): string[] {
  const { PORTAL_MODE: mode, PORTAL_MAIL: mail = 'smtp', PORTAL_TEXTS: texts = 'none' } = given;
  if (mode !== 'production') return [];
  const needed: Partial<Record<SendingName, string>> = {
    ...(mail === 'smtp' && {
      PORTAL_SMTP_URL: 'emails go there unless PORTAL_MAIL is notify',
    }),
    ...(texts === 'notify' && {
      PORTAL_NOTIFY_KEY: 'PORTAL_TEXTS is notify',
      PORTAL_NOTIFY_TEXT_TEMPLATE: 'PORTAL_TEXTS is notify',
    }),
    ...(mail === 'notify' && {
      PORTAL_NOTIFY_KEY: 'PORTAL_MAIL is notify',
      PORTAL_NOTIFY_EMAIL_TEMPLATE: 'PORTAL_MAIL is notify',
    }),
  };
  const missing = Object.entries(needed).filter(([name]) => given[name] === undefined);
  return missing.map(([name, why]) => `${name} is missing: ${why}`);
}

/** Keys come from the environment or from a file, whole; demo mode makes its own when neither is given. */
function problemsOfKeySource({
  PORTAL_MODE: mode = 'demo',
  PORTAL_KEYS: keys,
  PORTAL_LOOKUP_KEY: lookupKey,
  PORTAL_KEYS_FILE: file,
}: Record<string, string | undefined>): string[] {
  if (file) {
    const other = [keys && 'PORTAL_KEYS', lookupKey && 'PORTAL_LOOKUP_KEY'].filter(Boolean);
    return other.map((name) => `${name} and PORTAL_KEYS_FILE are both set: keep one of the two`);
  }
  const needed = mode === 'production' || keys || lookupKey;
  if (needed && !(keys && lookupKey)) {
    const missing = [!keys && 'PORTAL_KEYS', !lookupKey && 'PORTAL_LOOKUP_KEY'].filter(Boolean);
    return missing.map((name) => `${name} is missing, and so is PORTAL_KEYS_FILE`);
  }
  if (!keys || !lookupKey || !keyRingPattern.test(keys)) return [];
  return problemsOfKeys(mode === 'production' ? mode : 'demo', keysIn(keys), lookupKey).map(
    (problem) => `PORTAL_KEYS ${problem}`,
  );
}

let current: Config | undefined;

/** The process's configuration, parsed at first use. */
export function config(): Config {
  current ??= parseConfig(process.env);
  return current;
}
