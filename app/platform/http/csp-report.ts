import { z } from 'zod';
import { oneOf } from '../one-of';

/**
 * Reports of browsers about what the Content-Security-Policy kept from happening. Anybody can send one, with any
 * words in it, and a true one tells which page somebody read: only words of the lists below are taken over.
 */

const directives = [
  'base-uri',
  'connect-src',
  'default-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'require-trusted-types-for',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'worker-src',
] as const;

/** What stands in a report instead of an address (CSP 3, 2.4.1 and 5.3; Trusted Types). */
const things = [
  'inline',
  'eval',
  'wasm-eval',
  'trusted-types-policy',
  'trusted-types-sink',
] as const;

export interface Violation {
  directive: (typeof directives)[number] | 'other';
  disposition: 'enforce' | 'report' | 'other';
  blocked: (typeof things)[number] | 'own-origin' | 'other-origin' | 'other';
}

/** A browser gathers a few; who sends thousands is not a browser. */
const mostAtOnce = 20;

const word = z.string().max(2000).catch('');

const told = z.object({ effective: word, violated: word, disposition: word, blocked: word });

/** The older way, `report-uri`: one report with hyphens in its names. */
const older = z.object({ 'csp-report': z.record(z.string(), z.unknown()) }).transform((report) => {
  const its = report['csp-report'];
  return [
    told.parse({
      effective: its['effective-directive'],
      violated: its['violated-directive'],
      disposition: its.disposition,
      blocked: its['blocked-uri'],
    }),
  ];
});

/** The newer way, `report-to`: a list of reports of many kinds. */
const newer = z
  .array(z.unknown())
  .transform((reports) => reports.slice(0, mostAtOnce))
  .pipe(
    z.array(
      z
        .object({ type: z.literal('csp-violation'), body: z.record(z.string(), z.unknown()) })
        .transform(({ body }) =>
          told.parse({
            effective: body.effectiveDirective,
            violated: '',
            disposition: body.disposition,
            blocked: body.blockedURL,
          }),
        ),
    ),
  );

const schema = z.union([older, newer]);

/**
 * Reads a report of either kind, already parsed as JSON.
 * @param own the portal's origin.
 * @returns what was blocked, in words of ours; nothing when it is not a report.
 */
export function readViolations(report: unknown, own: string): Violation[] {
  const parsed = schema.safeParse(report);
  if (!parsed.success) return [];
  return parsed.data.map(({ effective, violated, disposition, blocked }) => ({
    // Older browsers repeat the whole rule, of which the first word is its name.
    directive: oneOf(directives, effective || violated.split(' ', 1)[0]!) ?? 'other',
    disposition: oneOf(['enforce', 'report'] as const, disposition) ?? 'other',
    blocked: oneOf(things, blocked) ?? originOf(blocked, own),
  }));
}

function originOf(blocked: string, own: string): Violation['blocked'] {
  if (!URL.canParse(blocked)) return 'other';
  return new URL(blocked).origin === own ? 'own-origin' : 'other-origin';
}
