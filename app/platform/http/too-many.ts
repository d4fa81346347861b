/**
 * What a page answers with when an allowance is used up (RFC 6585, 4).
 * @param wait in seconds, as `limits.server.ts` says it.
 */
export const tooMany = (wait: number) => ({
  status: 429,
  headers: { 'Retry-After': String(wait) },
});
