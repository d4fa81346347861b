import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { signedIn } from '~/platform/access';
import { localPath } from '~/platform/locale';
import { clock } from '~/platform/time/clock';
import { asJson, everythingAbout, noteDownload } from '../held.server';
import { readableFile } from '../readable-file.server';

/** Reading gives no file: it is where somebody arrives who was asked to show first that it is them. */
export const loader = ({ context: { locale } }: LoaderFunctionArgs) =>
  redirect(localPath(locale, '/account/data'));

/**
 * "Your data" as a file to keep: `as=json` for programs, `as=html` for people. It takes a form, so that no other
 * website's page can start it.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const kind = (await request.formData()).get('as') === 'json' ? 'json' : 'html';
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
