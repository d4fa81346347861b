import type { LimitInFront } from '../limits.server';
import type { RouteEntry } from './route-entry';

/** What the server sees of a request when it decides what the request is counted towards. */
interface Seen {
  method: string;
  /** Its address is more than a path. */
  hasQuery: boolean;
  hasFile: boolean;
  /** By somebody who has a session. */
  byPerson: boolean;
  /** A form that is only to be shown again in the other language: a reading, and no try of anything. */
  changesLanguage?: boolean;
}

const anyQuery = ['query-from-client', 'query-overall'] as const;

/**
 * The limits a request is counted towards, the narrowest first; none for a page that is answered from memory.
 * A public page with a query is made anew for whoever asks, and any other page for its one reader. A form always
 * makes work. What browsers report by themselves must not use up the forms of the person in front of them. Nor do
 * people who are signed in and strangers use up each other's share of what is for everyone; and whatever asks
 * whether the portal is well is told so, also while strangers keep it busy.
 */
export function limitsOf(
  entry: RouteEntry,
  { method, hasQuery, hasFile, byPerson, changesLanguage }: Seen,
): readonly LimitInFront[] {
  const { limits = [], readingLimits = [], kept, machine, browserReport } = entry;
  if (method !== 'POST') {
    if (kept) return hasQuery ? (entry.limits ?? anyQuery) : [];
    const shared = byPerson || machine ? [] : (['page-overall'] as const);
    return [...readingLimits, 'page-from-client', ...shared];
  }
  if (browserReport) return limits;
  return [
    ...(changesLanguage ? readingLimits : limits),
    ...(hasFile ? (['upload-from-client'] as const) : []),
    'form-from-client',
    byPerson ? 'form-of-account' : 'form-overall',
  ];
}
