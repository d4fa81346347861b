import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { randomToken } from '~/platform/crypto.server';
import { translator } from '~/platform/i18n';
import { spendAllowances } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { UrgentHelp } from '~/support/index';
import { urgentContacts } from '~/support/index.server';
import { readVoice, type Voice } from '../answers';
import { CheckPage } from '../check-page';
import { QuestionPage } from '../question-page';
import { readTurn, type Turn } from '../turn';
import { keepVoice, wasSent } from '../voices.server';

/**
 * Telling us, without saying who one is. Answers travel in the form from page to page and are kept nowhere until the
 * last press; then they are kept without a name, an account, an address or a time (docs/decisions/0040).
 */
export function loader({ request, context: { locale } }: LoaderFunctionArgs) {
  const sent = new URL(request.url).searchParams.has('sent');
  return {
    title: translator(locale, 'voices')(sent ? 'sent.title' : 'about.start'),
    urgent: urgentContacts(),
    sent,
  };
}

/** One form has one token, made when its first page comes back, so that pressing twice tells nothing twice. */
const isToken = (token: unknown): token is string =>
  typeof token === 'string' && /^[\w-]{43}$/.test(token);

interface Shown {
  turn: Exclude<Turn, { show: 'sent' }>;
  voice: Voice;
  token: string;
  tooMany: boolean;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const { voice, problems } = readVoice(form);
  const turn = readTurn(form, voice, problems);
  const given = form.get('token');
  const token = isToken(given) ? given : randomToken();
  const show = (shown: Shown, init?: ResponseInit) => data(shown, init);
  if (turn.show !== 'sent') {
    const failed = turn.show === 'check' ? turn.empty : turn.problems.length > 0;
    return show({ turn, voice, token, tooMany: false }, { status: failed ? 400 : 200 });
  }
  const check = { turn: { show: 'check', empty: false }, voice, token } as const;
  // A form without its token could be counted twice: it is shown once more, with one.
  if (token !== given) return show({ ...check, tooMany: false });
  if (!wasSent(token)) {
    const wait = spendAllowances([
      ['voice-from-client', context.clientNetwork],
      ['voice-overall', 'everyone'],
    ]);
    const later = { status: 429, headers: { 'Retry-After': String(wait) } };
    if (wait > 0) return show({ ...check, tooMany: true }, later);
    keepVoice(token, voice);
  }
  return redirect(localPath(context.locale, '/voices/share?sent=1'));
}

export default function SharePage() {
  const { t } = useTranslation('voices');
  const { sent, urgent } = useLoaderData<typeof loader>();
  const shown = useActionData() as Shown | undefined;
  return (
    <div className="reading">
      {sent && !shown ? <Sent /> : <Asked shown={shown} />}
      {!sent && (
        <p>
          {t('hard')} <LocalLink to="/support/match">{t('match')}</LocalLink>
        </p>
      )}
      <UrgentHelp contacts={urgent} />
    </div>
  );
}

const nothing: Voice = { chosen: {}, words: {} };
const first = { show: 'page', page: 'told', changing: false, problems: [] } as const;

function Asked({ shown }: { shown: Shown | undefined }) {
  const { t } = useTranslation('voices');
  const { turn, voice, token, tooMany } = shown ?? {
    turn: { ...first, problems: [] },
    voice: nothing,
    token: '',
    tooMany: false,
  };
  if (turn.show === 'page') {
    return (
      <>
        {turn.page === first.page && <BackLink to="/voices">{t('title')}</BackLink>}
        <QuestionPage {...turn} voice={voice} token={token} />
      </>
    );
  }
  return (
    <CheckPage
      voice={voice}
      token={token}
      error={tooMany ? 'tooMany' : turn.empty ? 'empty' : undefined}
    />
  );
}

function Sent() {
  const { t } = useTranslation('voices');
  return (
    <>
      <h1>{t('sent.title')}</h1>
      <p className="lead">{t('sent.lead')}</p>
      <h2>{t('sent.next')}</h2>
      <ul>
        <li>{t('sent.figures')}</li>
        <li>{t('sent.words')}</li>
        <li>{t('sent.cannot')}</li>
        <li>{t('sent.clear')}</li>
      </ul>
      <p>
        <NextLink to="/support/match">{t('sent.support')}</NextLink>
      </p>
    </>
  );
}
