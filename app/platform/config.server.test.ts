import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.server';

/** 32 bytes that differ, as random ones do; another `from` makes another key. */
const keyFrom = (from: number) =>
  Buffer.from(Array.from({ length: 32 }, (_, index) => from + index)).toString('base64');
const aKey = `first:${keyFrom(7)}`;

const production = {
  PORTAL_MODE: 'production',
  PORTAL_BASE_URL: 'https://portal.example.test',
  PORTAL_KEYS: aKey,
  PORTAL_LOOKUP_KEY: 'a-lookup-key-of-more-than-32-characters',
  PORTAL_VIDEO_URL: 'https://video.example.test/',
  PORTAL_SMTP_URL: 'smtps://mail.example.test:465',
  PORTAL_MAIL_FROM: 'no-reply@portal.example.test',
};

/** The sentence the operator reads when the portal does not start. */
function complaint(environment: Record<string, string | undefined>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return '';
}

describe('demo mode', () => {
  it('needs nothing to be set', () => {
    expect(parseConfig({})).toMatchObject({
      mode: 'demo',
      port: 3000,
      baseUrl: 'http://localhost:3000',
      keys: undefined,
      smtpUrl: undefined,
    });
  });

  it('is reached on the port it was given', () => {
    expect(parseConfig({ PORT: '4100' })).toMatchObject({
      port: 4100,
      baseUrl: 'http://localhost:4100',
    });
  });

  it('does not pretend to send mail', () => {
    expect(complaint({ PORTAL_SMTP_URL: 'smtp://mail.example.test' })).toMatch(
      /PORTAL_SMTP_URL is not used in demo mode/,
    );
  });

  it('may be reached over http', () => {
    expect(parseConfig({ PORTAL_BASE_URL: 'http://demo.example.test' }).baseUrl).toBe(
      'http://demo.example.test',
    );
  });
});

describe('production mode', () => {
  it('starts when everything is there', () => {
    expect(parseConfig(production)).toMatchObject({
      mode: 'production',
      baseUrl: 'https://portal.example.test',
      smtpUrl: 'smtps://mail.example.test:465',
    });
  });

  it('names every missing variable in one message', () => {
    const message = complaint({ PORTAL_MODE: 'production' });
    const missing = Object.keys(production).filter((name) => name !== 'PORTAL_MODE');
    // The sender has a default in demo mode, so it is easily forgotten here.
    expect(missing).toContain('PORTAL_MAIL_FROM');
    for (const name of missing) expect(message).toContain(`${name} is missing`);
  });

  it('says both what is missing and what is wrong', () => {
    const message = complaint({ ...production, PORT: 'http', PORTAL_KEYS: undefined });
    expect(message).toContain('PORTAL_KEYS is missing');
    expect(message).toContain('PORT ');
  });

  it('refuses to be reached over plain http', () => {
    const message = complaint({ ...production, PORTAL_BASE_URL: 'http://portal.example.test' });
    expect(message).toContain('PORTAL_BASE_URL must be the https address');
  });

  it('refuses a video service over plain http', () => {
    expect(complaint({ ...production, PORTAL_VIDEO_URL: 'http://video.example.test' })).toContain(
      'PORTAL_VIDEO_URL',
    );
  });

  it('counts an empty text as absent', () => {
    expect(complaint({ ...production, PORTAL_LOOKUP_KEY: '' })).toContain(
      'PORTAL_LOOKUP_KEY is missing',
    );
  });
});

describe('how messages leave', () => {
  const id = '8e222534-7f05-4972-86e3-17c5d9f894e2';
  const withoutServer = { ...production, PORTAL_SMTP_URL: undefined };
  const byNotify = {
    ...withoutServer,
    PORTAL_MAIL: 'notify',
    PORTAL_NOTIFY_KEY: `portal-${id}-${id}`,
    PORTAL_NOTIFY_EMAIL_TEMPLATE: id,
  };

  it('is through a mail server, without texts, when nothing else is said', () => {
    expect(parseConfig(production)).toMatchObject({ mail: 'smtp', texts: 'none' });
    expect(parseConfig(production).notify).toBeUndefined();
  });

  it('is through GOV.UK Notify, at its own address, when that is said', () => {
    expect(parseConfig(byNotify)).toMatchObject({
      mail: 'notify',
      texts: 'none',
      notify: {
        key: byNotify.PORTAL_NOTIFY_KEY,
        url: 'https://api.notifications.service.gov.uk',
        emailTemplate: id,
      },
    });
  });

  it('can be a mail server for emails and Notify for texts', () => {
    const texts = {
      PORTAL_TEXTS: 'notify',
      PORTAL_NOTIFY_KEY: byNotify.PORTAL_NOTIFY_KEY,
      PORTAL_NOTIFY_TEXT_TEMPLATE: id,
    };
    expect(parseConfig({ ...production, ...texts })).toMatchObject({
      mail: 'smtp',
      texts: 'notify',
      notify: { textTemplate: id },
    });
  });

  it('names everything that the chosen ways need, and why', () => {
    const message = complaint({
      ...withoutServer,
      PORTAL_MAIL: 'notify',
      PORTAL_TEXTS: 'notify',
    });
    for (const name of ['KEY', 'EMAIL_TEMPLATE', 'TEXT_TEMPLATE']) {
      expect(message).toMatch(
        new RegExp(`PORTAL_NOTIFY_${name} is missing: PORTAL_(MAIL|TEXTS) is notify`),
      );
    }
    expect(message).not.toContain('PORTAL_SMTP_URL');
    expect(complaint(withoutServer)).toContain('unless PORTAL_MAIL is notify');
  });

  it.each([
    ['PORTAL_MAIL', 'pigeon', 'must be "smtp" or "notify"'],
    ['PORTAL_TEXTS', 'yes', 'must be "none" or "notify"'],
    ['PORTAL_NOTIFY_KEY', `not-a-key-${id}`, 'must be the whole API key'],
    ['PORTAL_NOTIFY_URL', 'http://notify.example.test', 'must be https'],
    ['PORTAL_NOTIFY_URL', 'notify', 'must be a full web address'],
    ['PORTAL_NOTIFY_EMAIL_TEMPLATE', 'the email one', 'must be an id'],
    ['PORTAL_NOTIFY_EMAIL_REPLY_TO', 'us@example.test', 'must be an id'],
  ])('is refused when %s is wrong, and the value is not repeated', (name, value, why) => {
    const message = complaint({ ...byNotify, [name]: value });
    expect(message).toContain(`${name} ${why}`);
    if (value.length > 10) expect(message).not.toContain(value);
  });

  it('may be tried against a stand-in on this machine', () => {
    const { notify } = parseConfig({ ...byNotify, PORTAL_NOTIFY_URL: 'http://127.0.0.1:4000' });
    expect(notify?.url).toBe('http://127.0.0.1:4000');
  });

  it('is not chosen in demo mode, where messages stay', () => {
    expect(parseConfig({})).not.toHaveProperty('mail');
    expect(complaint({ PORTAL_MAIL: 'notify', PORTAL_NOTIFY_KEY: 'k' })).toMatch(
      /PORTAL_MAIL is not used in demo mode[^]*PORTAL_NOTIFY_KEY is not used in demo mode/,
    );
  });
});

describe('keys in production', () => {
  const lookupKeyOfTheKey = keyFrom(7);

  it.each<[string, Record<string, string>, string]>([
    ['of a demo', { PORTAL_KEYS: `demo:${keyFrom(7)}` }, 'holds the demo key'],
    [
      'of a demo behind another',
      { PORTAL_KEYS: `${aKey},demo:${keyFrom(100)}` },
      'holds the demo key',
    ],
    [
      'that anybody can guess',
      { PORTAL_KEYS: `first:${Buffer.alloc(32, 0).toString('base64')}` },
      'holds a key that anybody can guess',
    ],
    [
      'that are one key under two ids',
      { PORTAL_KEYS: `${aKey},second:${keyFrom(7)}` },
      'holds the same key twice',
    ],
    [
      'that share an id',
      { PORTAL_KEYS: `${aKey},first:${keyFrom(100)}` },
      'gives two keys the same id',
    ],
    [
      'that are the lookup key, too',
      { PORTAL_LOOKUP_KEY: lookupKeyOfTheKey },
      'holds a key that is the lookup key, too',
    ],
    [
      'that are the lookup key in hex',
      { PORTAL_LOOKUP_KEY: Buffer.from(lookupKeyOfTheKey, 'base64').toString('hex') },
      'holds a key that is the lookup key, too',
    ],
  ])('are refused %s, and not repeated', (_, given, why) => {
    const message = complaint({ ...production, ...given });
    expect(message).toContain(`PORTAL_KEYS ${why}`);
    for (const value of Object.values({ ...production, ...given }).slice(2, 4)) {
      expect(message).not.toContain(value);
    }
    expect(message).not.toContain(keyFrom(7));
  });

  it('may stand in a file instead, and then nowhere else', () => {
    const inFile = { ...production, PORTAL_KEYS: '', PORTAL_LOOKUP_KEY: '' };
    const PORTAL_KEYS_FILE = '/run/credentials/portal-keys';
    expect(parseConfig({ ...inFile, PORTAL_KEYS_FILE }).keysFile).toBe(PORTAL_KEYS_FILE);
    expect(complaint(inFile)).toContain('PORTAL_KEYS is missing, and so is PORTAL_KEYS_FILE');
    const both = complaint({ ...production, PORTAL_KEYS_FILE });
    expect(both).toContain('PORTAL_KEYS and PORTAL_KEYS_FILE are both set');
    expect(both).toContain('PORTAL_LOOKUP_KEY and PORTAL_KEYS_FILE are both set');
  });
});

describe('any mode', () => {
  it.each(['PORTAL_KEYS', 'PORTAL_LOOKUP_KEY'] as const)(
    'refuses %s alone, so that nobody’s data is sealed with keys they did not mean',
    (name) => {
      expect(complaint({ [name]: production[name] })).toMatch(/is missing/);
    },
  );

  it('counts empty texts as absent', () => {
    const empty = Object.fromEntries(
      [...Object.keys(production), 'PORT'].map((name) => [name, '']),
    );
    expect(parseConfig(empty)).toEqual(parseConfig({}));
  });

  it('refuses a mode nobody knows', () => {
    expect(complaint({ PORTAL_MODE: 'staging' })).toContain(
      'PORTAL_MODE must be "demo" or "production"',
    );
  });

  it.each(['0', '65536', '-1', '80.5', 'http', ' '])('refuses the port "%s"', (PORT) => {
    expect(complaint({ PORT })).toMatch(/ - PORT /);
  });

  it('knows the address without a trailing slash, so that links are not doubled', () => {
    const given = { ...production, PORTAL_BASE_URL: 'https://portal.example.test/' };
    expect(parseConfig(given).baseUrl).toBe('https://portal.example.test');
  });

  it('finds its folders wherever it is started', () => {
    const { dataDir, contentDir } = parseConfig({ PORTAL_DATA_DIR: 'here' });
    expect(path.isAbsolute(dataDir)).toBe(true);
    expect(path.isAbsolute(contentDir)).toBe(true);
  });

  it.each([
    ['two keys, the newest first', `second:${keyFrom(100)},${aKey}`],
    ['one key', aKey],
  ])('takes %s', (_, PORTAL_KEYS) => {
    expect(parseConfig({ ...production, PORTAL_KEYS }).keys).toBe(PORTAL_KEYS);
  });

  it.each([
    ['a key that is too short', 'first:c2hvcnQ='],
    ['a key without an id', aKey.slice('first:'.length)],
    ['a pair cut off', `${aKey},second`],
  ])('refuses %s', (_, PORTAL_KEYS) => {
    expect(complaint({ ...production, PORTAL_KEYS })).toContain('PORTAL_KEYS must be id:key pairs');
  });

  const malformed = {
    ...Object.fromEntries(Object.keys(production).map((name) => [name, 'hush-7f3a9'])),
    PORT: 'hush-7f3a9',
    PORTAL_TRUSTED_PROXIES: 'hush-7f3a9',
    PORTAL_LOG_LEVEL: 'hush-7f3a9',
  };

  it.each(Object.entries(malformed))('never repeats a malformed %s', (name, value) => {
    const message = complaint({ ...production, [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain(value);
  });

  it('never repeats anything when everything is malformed at once', () => {
    const message = complaint({ ...malformed, PORTAL_MODE: 'production' });
    expect(message).toContain('PORTAL_KEYS');
    expect(message).not.toContain('hush');
  });
});

describe('a virus scanner', () => {
  it('is reached over the network or through a socket, or there is none', () => {
    expect(parseConfig({}).clamav).toBeUndefined();
    for (const [address, where] of [
      ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
      ['clamav.internal:3310', { host: 'clamav.internal', port: 3310 }],
      ['[::1]:3310', { host: '::1', port: 3310 }],
      ['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ] as const)
      expect(parseConfig({ PORTAL_CLAMAV: address }).clamav).toEqual(where);
  });

  it('must be named in full', () => {
    for (const address of [
      '3310',
      'clamav',
      'unix:clamd.ctl',
      'http://clamav:3310',
      'clamav:99999',
    ])
      expect(complaint({ PORTAL_CLAMAV: address }), address).toMatch(/PORTAL_CLAMAV must/);
  });
});

describe('processes that answer', () => {
  it('are one, which does the jobs as well, where nothing is said', () => {
    expect(parseConfig({})).toMatchObject({ workers: 1, fillsAtStart: true });
    expect(parseConfig({ PORTAL_WORKERS: '4', PORTAL_FILL_AT_START: 'no' })).toMatchObject({
      workers: 4,
      fillsAtStart: false,
    });
  });

  it.each([
    ['0', 'PORTAL_WORKERS must be at least 1'],
    ['65', 'PORTAL_WORKERS must be at most 64'],
    ['both', 'PORTAL_WORKERS must be a number of processes'],
    ['1.5', 'PORTAL_WORKERS'],
  ])('are a number, not %s', (workers, said) => {
    expect(complaint({ PORTAL_WORKERS: workers })).toContain(said);
  });

  it('make pages at the start or not', () => {
    expect(complaint({ PORTAL_FILL_AT_START: 'maybe' })).toContain(
      'PORTAL_FILL_AT_START must be "yes" or "no"',
    );
  });
});
