import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { usualRules } from '~/diary/index';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { firstUnanswered, stepsFor } from '../questions/questions';
import { discardDraft, readDraft, startDraft } from '../questions/drafts.server';
import { settings } from '../settings';
import { giveTimeBack } from '../times/times.server';

export function loader({ context }: LoaderFunctionArgs) {
  return {
    title: translator(context.locale, 'meetings')('start.title'),
    begun: readDraft(signedIn(context.actor)) !== null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = signedIn(context.actor);
  const form = await request.formData();
  if (form.get('intent') === 'discard') {
    discardDraft(actor);
    giveTimeBack(actor);
    return redirect(localPath(context.locale, '/meetings'));
  }
  startDraft(actor, context.locale);
  const next = firstUnanswered(readDraft(actor)?.answers ?? {}) ?? 'check';
  return redirect(localPath(context.locale, `/meetings/new/${next}`));
}

export default function Start() {
  const { t } = useTranslation('meetings');
  const { locale } = usePage();
  const { begun } = useLoaderData<typeof loader>();
  const here = localPath(locale, '/meetings/new');
  return (
    <div className="reading">
      <BackLink to="/meetings">{t('start.back')}</BackLink>
      <h1>{t('start.title')}</h1>
      <p className="lead">{t('start.what', { most: stepsFor({}).length })}</p>
      <ul>
        <li>{t('start.minutes')}</li>
        <li>{t('start.saved', { days: settings.draftKept })}</li>
        <li>{t('start.who')}</li>
      </ul>
      <h2>{t('start.thenTitle')}</h2>
      <ol className="path">
        <li>{t('start.thenTime')}</li>
        <li>{t('start.thenCheck')}</li>
        <li>{t('start.thenTaken')}</li>
        <li>{t('start.answered', { days: usualRules.answerWithin })}</li>
      </ol>
      <h2>{t('start.canTitle')}</h2>
      <p>{t('start.can')}</p>
      <p>{t('start.cannot')}</p>
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
    </div>
  );
}
