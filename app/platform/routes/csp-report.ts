import type { ActionFunctionArgs } from '@remix-run/node';
import { config } from '../config.server';
import { readViolations } from '../http/csp-report';
import { log } from '../log.server';

/** Takes what browsers tell of content they were not allowed to use, and logs what kind of thing it was. */
export async function action({ request }: ActionFunctionArgs) {
  const report: unknown = await request.json().catch(() => undefined);
  const violations = readViolations(report, config().baseUrl);
  for (const violation of violations) log.warn(violation, 'a browser blocked something');
  return new Response(null, { status: violations.length > 0 ? 204 : 400 });
}
