/** What a browser says of where a form comes from. */
export interface WhereFrom {
  origin?: string;
  'sec-fetch-site'?: string;
  referer?: string;
}

/**
 * Whether a request that may change something comes from the portal's own pages (OWASP ASVS 5.0, 3.5.1).
 * Judged against the configured address only: a Host or X-Forwarded-Host header can be forged. A text browser says
 * nothing but from which page it comes (docs/decisions/0046).
 */
export function isOwnOrigin(headers: WhereFrom, ownOrigins: readonly string[]): boolean {
  const { origin, 'sec-fetch-site': site, referer = '' } = headers;
  if (origin !== undefined) return ownOrigins.includes(origin);
  if (site !== undefined) return site === 'same-origin';
  return URL.canParse(referer) && ownOrigins.includes(new URL(referer).origin);
}

/** The origins a portal answers forms from: its address and, when that is this machine, its two names. */
export function ownOrigins(baseUrl: string): string[] {
  const url = new URL(baseUrl);
  if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return [url.origin];
  return ['localhost', '127.0.0.1'].map((name) => {
    url.hostname = name;
    return url.origin;
  });
}
