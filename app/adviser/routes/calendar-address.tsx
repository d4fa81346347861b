import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endFeed, feedState, makeFeed } from '~/diary/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { dateInWords, momentInWords, today } from '~/platform/time/london';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { Done } from '../availability-forms';
import { calendarAddressCookie } from '../calendar-address-cookie.server';

const page = '/adviser/availability/calendar';

const deeds = ['make', 'end', 'copied'] as const;

/** The secret address of the acting adviser's meetings, for calendar programs. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const feed = feedState(actor);
  return {
    title: translator(context.locale, 'diary')('feed.title'),
    feed,
    // One that was ended meanwhile, in another window, is of no use to anybody.
    address: feed && ((await calendarAddressCookie.read(request, actor))?.address ?? null),
    ended: new URL(request.url).searchParams.get('done') === 'end',
  };
}

export async function action({ request, context: { actor: asking, locale } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const deed = oneOf(deeds, (await request.formData()).get('deed'));
  if (!deed) throw new Response(null, { status: 400 });
  if (deed === 'make') {
    const cookie = await calendarAddressCookie.write(actor, { address: makeFeed(actor) });
    return redirect(localPath(locale, page), { headers: { 'Set-Cookie': cookie } });
  }
  if (deed === 'end') endFeed(actor);
  return redirect(localPath(locale, deed === 'end' ? `${page}?done=end` : page), {
    headers: { 'Set-Cookie': await calendarAddressCookie.clear() },
  });
}

export default function CalendarAddress() {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  const { feed, address, ended } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to="/adviser/availability">{t('availability.back')}</BackLink>
      <div className="reading">
        {ended && !feed && <Done>{t('feed.ended')}</Done>}
        <h1>{t('feed.title')}</h1>
        {address && <NewAddress address={address} />}
        <p className="lead">{t('feed.what')}</p>
        <p>{t('feed.shown')}</p>
        <p>{t('feed.twice')}</p>
        {feed ? (
          <>
            <p>
              {t('feed.made', { date: dateInWords(today(feed.createdAt), locale) })}{' '}
              {feed.readAt === null
                ? t('feed.neverRead')
                : t('feed.read', { when: momentInWords(feed.readAt, locale) })}
            </p>
            <details>
              <summary>{t('feed.replaceSummary')}</summary>
              <div>
                <p>{t('feed.replaceWhat')}</p>
                <Deed deed="make">
                  <SubmitButton look="secondary">{t('feed.replace')}</SubmitButton>
                </Deed>
              </div>
            </details>
            <details>
              <summary>{t('feed.endSummary')}</summary>
              <div>
                <p>{t('feed.endWhat')}</p>
                <Deed deed="end">
                  <SubmitButton look="warning">{t('feed.end')}</SubmitButton>
                </Deed>
              </div>
            </details>
          </>
        ) : (
          <Deed deed="make">
            <p>{t('feed.none')}</p>
            <SubmitButton>{t('feed.make')}</SubmitButton>
          </Deed>
        )}
      </div>
    </>
  );
}

function NewAddress({ address }: { address: string }) {
  const { t } = useTranslation('diary');
  return (
    <section className="panel" aria-labelledby="address">
      <h2 id="address">{t('feed.addressTitle')}</h2>
      <p className="call">
        <code>{address}</code>
      </p>
      <p>
        <strong>{t('feed.addressOnce')}</strong> {t('feed.addressSecret')}
      </p>
      <p>{t('feed.addressHow')}</p>
      <Deed deed="copied">
        <SubmitButton>{t('feed.copied')}</SubmitButton>
      </Deed>
    </section>
  );
}

function Deed({ deed, children }: { deed: (typeof deeds)[number]; children: ReactNode }) {
  const { locale } = usePage();
  return (
    <form method="post" action={localPath(locale, page)}>
      <input type="hidden" name="deed" value={deed} />
      {children}
    </form>
  );
}
