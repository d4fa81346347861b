import type { LimitInFront } from '../limits.server';
import type { RouteEntry } from './route-entry';

/** What the server sees of a request when it decides what the request is counted towards. */
interface Seen {
  method: string;
  /** Its address is more than a path. */
  hasQuery: boolean;
  hasFile: boolean;
}

const anyQuery = ['query-from-client', 'query-overall'] as const;
const anyForm = ['form-from-client', 'form-of-account', 'form-overall'] as const;

/**
 * The limits a request is counted towards, the narrowest first; none for a page that is answered from memory.
 * A public page with a query is made anew for whoever asks. A form always makes work. What browsers report by
 * themselves must not use up the forms of the person in front of them.
 */
export function limitsOf(
  { limits, kept, browserReport }: RouteEntry,
  { method, hasQuery, hasFile }: Seen,
): readonly LimitInFront[] {
  if (method !== 'POST') return kept && hasQuery ? (limits ?? anyQuery) : [];
  if (browserReport) return limits ?? [];
  return [...(limits ?? []), ...(hasFile ? (['upload-from-client'] as const) : []), ...anyForm];
}
