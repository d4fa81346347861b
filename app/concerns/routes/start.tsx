import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ownSentRequests } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { discardDraft, readDraft, startDraft } from '../drafts.server';
import { kinds, type Kind } from '../life';
import { addressOf, firstUnanswered, stepsFor } from '../questions';
import { settings } from '../settings';

/** Before anything is written: what we can and cannot do with it, with what consent, and what it may mean. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const kind = kindOf(params);
  const actor = signedIn(context.actor);
  const hasRequests = ownSentRequests(actor).length > 0;
  return {
    title: translator(context.locale, 'concerns')(`start.${kind}.title`),
    kind,
    begun: readDraft(actor, kind) !== null,
    most: stepsFor(kind, { hasRequests }).length,
  };
}

/** @throws a 404 response for a kind there is not. */
function kindOf(params: LoaderFunctionArgs['params']): Kind {
  const kind = oneOf(kinds, params.kind);
  if (!kind) throw new Response(null, { status: 404 });
  return kind;
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const kind = kindOf(params);
  const actor = signedIn(context.actor);
  const form = await request.formData();
  if (form.get('intent') === 'discard') {
    discardDraft(actor, kind);
    return redirect(localPath(context.locale, '/concerns'));
  }
  startDraft(actor, kind, context.locale);
  const hasRequests = ownSentRequests(actor).length > 0;
  const answers = readDraft(actor, kind)?.answers ?? {};
  const next = firstUnanswered(kind, answers, { hasRequests }) ?? 'check';
  return redirect(localPath(context.locale, addressOf(kind, next)));
}

const parts = {
  can: ['record', 'lead', 'advice', 'pass'],
  cannot: ['investigate', 'decide', 'legal'],
  consent: ['each', 'until', 'see', 'without'],
  means: ['known', 'clock', 'risk'],
} as const;

const headings = {
  can: 'start.canTitle',
  cannot: 'start.cannotTitle',
  consent: 'start.consentTitle',
  means: 'start.meansTitle',
} as const;

export default function Start() {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const { kind, begun, most } = useLoaderData<typeof loader>();
  const here = localPath(locale, addressOf(kind));
  return (
    <div className="reading">
      <BackLink to="/concerns">{t('start.back')}</BackLink>
      <h1>{t(`start.${kind}.title`)}</h1>
      <p className="lead">{t('start.what', { most })}</p>
      <p>{t('start.saved', { days: settings.draftKept })}</p>
      <Part kind={kind} part="can" />
      <Part kind={kind} part="cannot" />
      <Part kind={kind} part="consent" />
      <Part kind={kind} part="means" />
      <h2>{t('start.whenTitle')}</h2>
      <ul>
        <li>{t('start.acknowledge', { days: settings.acknowledgeWithin })}</li>
        <li>{t('start.answer', { days: settings.answerWithin })}</li>
      </ul>
      <form method="post" action={here}>
        <SubmitButton name="intent" value="begin">
          {t(begun ? 'start.continue' : 'start.begin')}
        </SubmitButton>
      </form>
      {begun && (
        <details>
          <summary>{t('start.discard')}</summary>
          <div>
            <p>{t('start.discardWhat')}</p>
            <form method="post" action={here}>
              <SubmitButton look="warning" name="intent" value="discard">
                {t('start.discard')}
              </SubmitButton>
            </form>
          </div>
        </details>
      )}
      <h2>{t('start.instead')}</h2>
      <ul>
        <li>
          <LocalLink
            to={kind === 'service' ? '/guides/challenge-us' : '/guides/discrimination-and-racism'}
          >
            {t(`start.${kind}.guide`)}
          </LocalLink>
        </li>
        <li>
          <LocalLink to="/guides/employment-tribunals-and-settlements">
            {t('start.clockGuide')}
          </LocalLink>
        </li>
      </ul>
    </div>
  );
}

function Part({ kind, part }: { kind: Kind; part: keyof typeof parts }) {
  const { t } = useTranslation('concerns');
  return (
    <>
      <h2>{t(headings[part])}</h2>
      <ul>
        {parts[part].map((line) => (
          <li key={line}>{t(`start.${kind}.${part}.${line}` as 'start.service.can.lead')}</li>
        ))}
      </ul>
    </>
  );
}
