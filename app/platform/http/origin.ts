/**
 * Whether a request that may change something comes from the portal's own pages (OWASP ASVS 5.0, 3.5.1).
 * Judged against the configured address only: a Host or X-Forwarded-Host header can be forged.
 */
export function isOwnOrigin(
  headers: { origin?: string; 'sec-fetch-site'?: string },
  ownOrigins: readonly string[],
): boolean {
  if (headers.origin !== undefined) return ownOrigins.includes(headers.origin);
  return headers['sec-fetch-site'] === 'same-origin';
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
