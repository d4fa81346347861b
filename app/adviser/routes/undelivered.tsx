import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { failures, willNeverWork } from '~/platform/mail/failures';
import { momentInWords } from '~/platform/time/london';
import { SubmitButton } from '~/platform/ui/form';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { putMessageAside, readUndelivered, sendMessagesAgain } from '../undelivered.server';

/** The lead's list of messages that did not arrive, and what may be done about them. */

const address = '/adviser/undelivered';

const message = z.string().min(1).max(100);
const formSchema = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('send'), message }),
  z.object({ deed: z.literal('aside'), message }),
  z.object({ deed: z.literal('send-all'), failure: z.enum(failures) }),
]);

/** What was just done, as the page's address says it: counts only. */
const doneSchema = z.object({
  sent: z.coerce.number().int().min(0).max(1e9).optional().catch(undefined),
  stayed: z.coerce.number().int().min(0).max(1e9).optional().catch(undefined),
  done: z.enum(['aside', 'gone']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1e6).catch(1),
});

export function loader({ request, context }: LoaderFunctionArgs) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { page, ...done } = doneSchema.parse(query);
  return {
    title: translator(context.locale, 'undelivered')('title'),
    ...readUndelivered(signedIn(context.actor), page),
    done,
  };
}

export async function action({ request, context: { actor: asking, locale } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const { success, data: asked } = formSchema.safeParse(
    Object.fromEntries(await request.formData()),
  );
  // No form of ours sends anything else.
  if (!success) throw new Response(null, { status: 400 });
  const back = (query: string) => redirect(localPath(locale, `${address}?${query}`));
  if (asked.deed === 'aside') {
    return back(putMessageAside(actor, asked.message) ? 'done=aside' : 'done=gone');
  }
  const chosen = asked.deed === 'send' ? { id: asked.message } : { failure: asked.failure };
  const { sent, stayed } = sendMessagesAgain(actor, chosen);
  return back(sent + stayed === 0 ? 'done=gone' : `sent=${sent}&stayed=${stayed}`);
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function UndeliveredMessages() {
  const { t } = useTranslation('undelivered');
  const { counts, total, messages, newer, older, done } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <Done done={done} />
      <h1>{t('title')}</h1>
      {total === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <>
          <p className="lead">{t('count', { count: total })}</p>
          <p>{t('what')}</p>
          <h2>{t('causes')}</h2>
          <ul className="cards">
            {counts.map((cause) => (
              <Cause key={cause.failure} cause={cause} />
            ))}
          </ul>
          <h2>{t('list')}</h2>
          <ul className="cards">
            {messages.map((message) => (
              <OneMessage key={message.id} message={message} />
            ))}
          </ul>
        </>
      )}
      {(newer ?? older) !== null && (
        <nav aria-label={t('pages')}>
          {newer !== null && (
            <p>
              <LocalLink to={`${address}?page=${newer}`}>{t('newer')}</LocalLink>
            </p>
          )}
          {older !== null && (
            <p>
              <LocalLink to={`${address}?page=${older}`}>{t('older')}</LocalLink>
            </p>
          )}
        </nav>
      )}
      <Onward to="desk" />
    </div>
  );
}

/** Says what became of the last press of a button. */
function Done({ done: { done, sent, stayed } }: Pick<Loaded, 'done'>) {
  const { t } = useTranslation('undelivered');
  const said = [
    ...(done ? [t(`done.${done}`)] : []),
    ...(sent === undefined ? [] : [t('done.sent', { count: sent })]),
    ...(stayed ? [t('done.stayed', { count: stayed })] : []),
  ];
  if (said.length === 0) return null;
  return (
    <p className="notice" role="status">
      {said.join(' ')}
    </p>
  );
}

/** A form of this page: one button. */
function Deed({ fields, children }: { fields: Record<string, string>; children: ReactNode }) {
  const { locale } = usePage();
  return (
    <form method="post" action={localPath(locale, address)}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** One cause: how often, what to do about it, and all of its messages at once. */
function Cause({ cause: { failure, count } }: { cause: Loaded['counts'][number] }) {
  const { t } = useTranslation('undelivered');
  return (
    <li>
      <h3>{t(`failures.${failure}`)}</h3>
      <p>
        {t('count', { count })} {t(`todo.${failure}`)}
      </p>
      {failure !== 'too-late' && (
        <Deed fields={{ deed: 'send-all', failure }}>
          {/* Sending to an address that is wrong mends nothing: it is there, and is not the first thing to do. */}
          <SubmitButton look={willNeverWork(failure) ? 'secondary' : undefined}>
            {t('send-all', { count })}
            <span className="nhsuk-u-visually-hidden"> ({t(`failures.${failure}`)})</span>
          </SubmitButton>
        </Deed>
      )}
    </li>
  );
}

function OneMessage({ message }: { message: Loaded['messages'][number] }) {
  const { t } = useTranslation(['undelivered', 'adviser']);
  const { locale } = usePage();
  const { id, channel, audience, failure, abandonedAt, reference, outOfDate } = message;
  const what = t(`what-it-is.${channel}.${audience}`);
  const when = momentInWords(abandonedAt, locale);
  // Buttons that look alike are told apart by those who hear them.
  const which = <span className="nhsuk-u-visually-hidden"> {t('about', { what, when })}</span>;
  return (
    <li>
      <h3>{what}</h3>
      <p>
        {t(`failures.${failure}`)}. {t('stopped', { when })}
      </p>
      {reference && (
        <p>
          <LocalLink to={`/adviser/requests/${reference}`}>
            {t('adviser:request.title', { reference })}
          </LocalLink>
        </p>
      )}
      {outOfDate && <p className="quiet">{t('outOfDate')}</p>}
      <div className="actions">
        {!outOfDate && (
          <Deed fields={{ deed: 'send', message: id }}>
            <SubmitButton look="secondary">
              {t('send')}
              {which}
            </SubmitButton>
          </Deed>
        )}
        <Deed fields={{ deed: 'aside', message: id }}>
          <SubmitButton look="secondary">
            {t('aside')}
            {which}
          </SubmitButton>
        </Deed>
      </div>
    </li>
  );
}
