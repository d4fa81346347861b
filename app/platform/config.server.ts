import path from 'node:path';
import { z } from 'zod';
import { keyRingPattern, keysIn, problemsOfKeys, shortestLookupKey } from './key-ring';

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

const shared = {
  PORT: z.coerce
    .number('must be a port number')
    .int()
    .min(1, 'must be at least 1')
    .max(65535, 'must be at most 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
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
};

const demo = z.object({
  ...shared,
  PORTAL_MODE: z.literal('demo'),
  PORTAL_BASE_URL: webAddress.optional(),
  PORTAL_VIDEO_URL: webAddress.default('https://meet.example.test/'),
  PORTAL_SMTP_URL: z.undefined({ error: 'is not used in demo mode: messages go to /dev/mailbox' }),
});

const production = z.object({
  ...shared,
  PORTAL_MODE: z.literal('production'),
  PORTAL_BASE_URL: z.url({ protocol: /^https$/, error: 'must be the https address people use' }),
  PORTAL_VIDEO_URL: z.url({
    protocol: /^https$/,
    error: 'must be the https address of the video service',
  }),
  PORTAL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp:// or smtps://' }),
  PORTAL_MAIL_FROM: z.email(),
});

const schema = z.discriminatedUnion('PORTAL_MODE', [demo, production], {
  error: 'must be "demo" or "production"',
});

export interface Config {
  mode: 'demo' | 'production';
  port: number;
  host: string;
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
  videoUrl: string;
  mailFrom: string;
  smtpUrl?: string;
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
  problems.push(...problemsOfKeySource(given));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  return {
    mode: env.PORTAL_MODE,
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(env.PORTAL_DATA_DIR),
    contentDir: path.resolve(env.PORTAL_CONTENT_DIR),
    baseUrl: new URL(env.PORTAL_BASE_URL ?? `http://localhost:${env.PORT}`).origin,
    trustedProxies: env.PORTAL_TRUSTED_PROXIES,
    logLevel: env.PORTAL_LOG_LEVEL,
    keys: env.PORTAL_KEYS,
    lookupKey: env.PORTAL_LOOKUP_KEY,
    keysFile: env.PORTAL_KEYS_FILE && path.resolve(env.PORTAL_KEYS_FILE),
    videoUrl: env.PORTAL_VIDEO_URL,
    mailFrom: env.PORTAL_MAIL_FROM,
    smtpUrl: env.PORTAL_SMTP_URL,
  };
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
