import type { LoaderFunctionArgs } from '@remix-run/node';
import { signedIn } from '~/platform/access';
import { clock } from '~/platform/time/clock';
import { asJson, everythingAbout, noteDownload } from '../held.server';
import { readableFile } from '../readable-file.server';

/** "Your data" as a file to keep: `?as=json` for programs, `?as=html` for people. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const kind = new URL(request.url).searchParams.get('as') === 'json' ? 'json' : 'html';
  noteDownload(actor, kind);
  const held = everythingAbout(actor);
  const { locale } = context;
  const body = kind === 'json' ? asJson(held, locale) : readableFile(held, locale, clock.now());
  return new Response(body, {
    headers: {
      'Content-Type': `${kind === 'json' ? 'application/json' : 'text/html'}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="your-data.${kind}"`,
    },
  });
}
