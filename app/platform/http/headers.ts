/**
 * The security headers of every answer (OWASP ASVS 5.0, 3.4; OWASP Secure Headers). Signed-in pages may run the
 * portal's one script, which asks the portal itself how long the person stays signed in; public pages run none.
 * `same-origin` and not `no-referrer`: with the latter browsers send `Origin: null` on plain forms.
 *
 * Left out on purpose: `preload` beside HSTS, which binds a whole domain for years and is its owner's to decide;
 * Cross-Origin-Embedder-Policy, because nothing of another origin is loaded as it is; `Server` and `X-Powered-By`.
 */

/** Where browsers tell of what the policy kept from happening (routes/csp-report.ts). */
const reportAddress = '/csp-report';

const policy = (extra: Record<string, string>) =>
  Object.entries({
    'default-src': "'none'",
    'style-src': "'self'",
    'img-src': "'self'",
    'object-src': "'none'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    ...extra,
    // The older way alone: every browser knows it. Beside `report-to` Chromium takes no notice of it, and what it
    // reports the newer way did not arrive over http (tests/browser/csp-reports.test.ts).
    'report-uri': reportAddress,
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'X-DNS-Prefetch-Control': 'off',
};

/** Pages that are the same for everyone and hold no script. */
export const publicHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  // Nothing here connects to anything; tools that judge a page fetch robots.txt in its name.
  'Content-Security-Policy': policy({ 'connect-src': "'self'" }),
};

/** A browser or proxy may keep it, but asks before each use whether it is still so. Tags make that cheap. */
export const askEachTime = 'public, max-age=0, must-revalidate';

/** Open data: programs on other websites may read it. What is taken down is gone for them at once, too. */
export const openHeaders: Readonly<Record<string, string>> = {
  ...publicHeaders,
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': askEachTime,
};

/** What a browser asks before it asks with a tag of its own (Fetch standard, CORS preflight). */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'If-None-Match',
  'Access-Control-Max-Age': '86400',
};

/** Everything else: never stored by a browser or a proxy. */
export const privateHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'Content-Security-Policy': policy({
    'script-src': "'self'",
    'connect-src': "'self'",
    // Script may never make markup or script out of text.
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  }),
  'Cache-Control': 'no-store',
};

/**
 * A file that somebody brought. It is saved, not opened: should a browser open it all the same, it stands alone, without
 * script, form, plugin or anything to load (`sandbox`), and is taken for nothing but what we say it is.
 */
export const documentHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  'Content-Security-Policy': `sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  // Files of others are found by nobody, and some old programs open what they are told to save.
  'X-Robots-Tag': 'noindex',
  'X-Download-Options': 'noopen',
};

/** Added where the address is itself a secret. Such a page has no form, whose origin the policy would hide. */
export const secretHeaders: Readonly<Record<string, string>> = {
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};

/** Added where the portal is reached over https. */
export const transportHeaders: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
};

/** One set of headers out of several: of a name that is in two of them, however written, the later counts. */
export function mergedHeaders(
  ...sets: (Headers | Readonly<Record<string, string>>)[]
): Record<string, string> {
  const merged = new Headers();
  for (const set of sets) new Headers(set).forEach((value, name) => merged.set(name, value));
  return Object.fromEntries(merged);
}
