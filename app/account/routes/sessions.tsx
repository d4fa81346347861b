import { parseWithZod } from '@conform-to/zod/v4';
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { momentInWords } from '~/platform/time/london';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { browserInWords } from '../browser';
import { endOtherSessions, endOwnSession, ownSessions } from '../session.server';

const ends = ['one', 'others'] as const;

const schema = z.discriminatedUnion('end', [
  z.object({ end: z.literal('one'), session: z.string().max(100) }),
  z.object({ end: z.literal('others') }),
]);

export function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = context;
  return {
    title: translator(locale, 'sessions')('title'),
    sessions: ownSessions(signedIn(context.actor)).map(({ browser, ...session }) => ({
      ...session,
      browser: browserInWords(browser, locale),
    })),
    done: oneOf(ends, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

/** Whatever was asked to end is not open afterwards, and more is not said: not whether it was there, or whose. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const submission = parseWithZod(await request.formData(), { schema });
  // The page's own buttons cannot send anything else.
  if (submission.status !== 'success') throw new Response(null, { status: 400 });
  const { value } = submission;
  if (value.end === 'one') endOwnSession(actor, value.session);
  else endOtherSessions(actor);
  return redirect(localPath(context.locale, `/account/sessions?done=${value.end}`));
}

export default function Sessions() {
  const { t } = useTranslation('sessions');
  const { locale } = usePage();
  const { sessions, done } = useLoaderData<typeof loader>();
  const page = localPath(locale, '/account/sessions');
  return (
    <div className="reading">
      <BackLink to="/account">{t('back')}</BackLink>
      {done && (
        <p className="notice" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      <h1>{t('title')}</h1>
      <p>{t('what')}</p>
      <ul className="cards">
        {sessions.map(({ handle, browser, createdAt, lastSeenAt, current }) => (
          <li key={handle}>
            <h2>{browser}</h2>
            <p>
              {t('since', { when: momentInWords(createdAt, locale) })}
              <br />
              {t('lastSeen', { when: momentInWords(lastSeenAt, locale) })}
            </p>
            {current ? (
              <p>
                <strong>{t('current')}</strong> <LocalLink to="/sign-out">{t('signOut')}</LocalLink>
              </p>
            ) : (
              <form method="post" action={page}>
                <input type="hidden" name="session" value={handle} />
                <SubmitButton name="end" value="one" look="secondary">
                  {t('end')}
                  <span className="nhsuk-u-visually-hidden">
                    {' '}
                    {t('which', { browser, when: momentInWords(createdAt, locale) })}
                  </span>
                </SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post" action={page}>
          <SubmitButton name="end" value="others">
            {t('endOthers')}
          </SubmitButton>
        </form>
      ) : (
        <p>{t('only')}</p>
      )}
      <p className="quiet">{t('kept')}</p>
      <Onward to="account" />
    </div>
  );
}
