import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import {
  AnswerList,
  LostWords,
  settings,
  StateTag,
  suits,
  Timeline,
  windowsOf,
  type Change,
} from '~/meetings/index';
import {
  changeRequest,
  openRequest,
  refusal,
  type Refused,
  slotsToOffer,
  type Asked,
  type RequestView,
} from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { dateInWords, momentInWords, timeInWords, today } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';

/** Changes that come with times to choose from. */
const offering = ['offer-times', 'reschedule'] as const;
type Offering = (typeof offering)[number];

export async function loader({ params, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const view = openRequest(actor, params.reference!);
  const offer = offering.find((change) => view.allowed.includes(change)) ?? null;
  const windows = view.answers.times ? windowsOf(view.answers.times) : [];
  const slots = offer ? await slotsToOffer(actor, view.reference) : [];
  return {
    title: translator(context.locale, 'adviser')('request.title', { reference: view.reference }),
    view,
    offer,
    slots: slots.map(({ startsAt }) => ({ startsAt, suits: suits({ startsAt }, windows) })),
  };
}

/** What a form on this page asks for; null when it is none of them. */
function readForm(form: FormData): Asked | null {
  const change = form.get('change') as Change | null;
  const words = String(form.get('words') ?? '');
  switch (change) {
    case 'offer-times':
    case 'reschedule':
      return { change, startsAt: form.getAll('startsAt').map(Number) };
    case 'decline':
      return { change, reason: 'other', words };
    case 'cancel':
      return { change, words };
    case 'record-held':
    case 'record-not-attended':
    case 'close':
      return { change };
    default:
      return null;
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const asked = readForm(await request.formData());
  if (!asked) throw new Response(null, { status: 400 });
  const reference = params.reference!;
  const outcome = await changeRequest(signedIn(context.actor), reference, asked);
  if (!outcome.done) return refusal(outcome, asked);
  return redirect(localPath(context.locale, `/adviser/requests/${reference}`));
}

export default function AdviserRequest() {
  const { t } = useTranslation(['adviser', 'meetings']);
  const { view, offer, slots } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() as Refused | undefined;
  const simple = (['record-held', 'record-not-attended', 'close'] as const).filter((change) =>
    view.allowed.includes(change),
  );
  return (
    <>
      <BackLink to="/adviser">{t('request.back')}</BackLink>
      {refused && (
        <ErrorBox>
          <p>{t(`meetings:refusals.${refused.problem}`)}</p>
          <LostWords refused={refused} allowed={view.allowed} />
        </ErrorBox>
      )}
      <h1 dir="auto">{view.answers.name?.name ?? view.reference}</h1>
      <p>
        <StateTag state={view.state} /> <span className="quiet">{view.reference}</span>
      </p>
      <div className="columns">
        <div>
          {view.meeting && <TheMeeting view={view} meeting={view.meeting} />}
          <h2>{t('request.do')}</h2>
          {view.allowed.length === 0 && <p>{t('request.nothing')}</p>}
          {offer && <OfferTimes reference={view.reference} change={offer} slots={slots} />}
          {simple.length > 0 && (
            <div className="actions">
              {simple.map((change) => (
                <ChangeForm key={change} reference={view.reference} change={change} />
              ))}
            </div>
          )}
          {view.allowed.includes('decline') && (
            <WordsForm reference={view.reference} change="decline" required />
          )}
          {view.allowed.includes('cancel') && (
            <WordsForm reference={view.reference} change="cancel" />
          )}
          <h2>{t('meetings:meeting.timeline')}</h2>
          <Timeline events={view.events} reader="adviser" />
        </div>
        <aside>
          <h2>{t('request.asked')}</h2>
          {Object.keys(view.answers).length > 0 ? (
            <AnswerList answers={view.answers} />
          ) : (
            <p>{t('request.erased')}</p>
          )}
        </aside>
      </div>
    </>
  );
}

function TheMeeting({
  view,
  meeting,
}: {
  view: RequestView;
  meeting: NonNullable<RequestView['meeting']>;
}) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  return (
    <div className="panel">
      <p className="when">{momentInWords(meeting.startsAt, locale)}</p>
      {view.answers.how?.phone && <p>{t('request.call', { phone: view.answers.how.phone })}</p>}
      {meeting.room && (
        <p>
          <a href={meeting.room}>{t('request.join')}</a>
        </p>
      )}
    </div>
  );
}

interface Slot {
  startsAt: number;
  suits: boolean;
}

function OfferTimes({
  reference,
  change,
  slots,
}: {
  reference: string;
  change: Offering;
  slots: Slot[];
}) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const refused = useActionData<typeof action>() as Refused | undefined;
  const ticked = refused?.asked.change === change ? refused.asked.startsAt : [];
  if (slots.length === 0) return <p>{t('request.noSlots')}</p>;
  const days = [...new Set(slots.map(({ startsAt }) => today(startsAt)))];
  const first = days.slice(0, 10);
  const rest = days.slice(10);
  const dayOf = (day: string) => (
    <Day key={day} day={day} slots={slots.filter(({ startsAt }) => today(startsAt) === day)} />
  );
  return (
    <form method="post" action={localPath(locale, `/adviser/requests/${reference}`)}>
      <input type="hidden" name="change" value={change} />
      <h3>{t(`request.${change}`)}</h3>
      <p>{t('request.offerHow', { most: settings.mostOffers })}</p>
      {first.map(dayOf)}
      {rest.length > 0 && (
        <details>
          <summary>{t('request.moreTimes')}</summary>
          <div>{rest.map(dayOf)}</div>
        </details>
      )}
      <SubmitButton>{t('request.send')}</SubmitButton>
    </form>
  );

  function Day({ day, slots: its }: { day: string; slots: Slot[] }) {
    return (
      <fieldset className="day-list">
        <legend>{dateInWords(day, locale)}</legend>
        <div className="nhsuk-checkboxes">
          {its.map(({ startsAt, suits: suitsThem }) => (
            <div className="nhsuk-checkboxes__item" key={startsAt}>
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                name="startsAt"
                value={startsAt}
                id={`slot-${startsAt}`}
                defaultChecked={ticked.includes(startsAt)}
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`slot-${startsAt}`}>
                {timeInWords(startsAt, locale)}
                {suitsThem && <strong> {t('request.suits')}</strong>}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    );
  }
}

function ChangeForm({
  reference,
  change,
}: {
  reference: string;
  change: 'record-held' | 'record-not-attended' | 'close';
}) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  return (
    <form method="post" action={localPath(locale, `/adviser/requests/${reference}`)}>
      <SubmitButton look="secondary" name="change" value={change}>
        {t(`request.${change}`)}
      </SubmitButton>
    </form>
  );
}

function WordsForm({
  reference,
  change,
  required = false,
}: {
  reference: string;
  change: 'decline' | 'cancel';
  required?: boolean;
}) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const refused = useActionData<typeof action>() as Refused | undefined;
  const typed = refused?.asked.change === change ? refused.asked.words : undefined;
  return (
    <details open={refused?.asked.change === change}>
      <summary>{t(`request.${change}`)}</summary>
      <div>
        <form method="post" action={localPath(locale, `/adviser/requests/${reference}`)}>
          <input type="hidden" name="change" value={change} />
          <div className="nhsuk-form-group">
            <label className="nhsuk-label" htmlFor={`${change}-words`}>
              {t(`request.${change}Words`)}
            </label>
            <textarea
              className="nhsuk-textarea"
              id={`${change}-words`}
              name="words"
              rows={4}
              maxLength={2000}
              dir="auto"
              defaultValue={typed}
              required={required}
            />
          </div>
          <SubmitButton look="warning">{t(`request.${change}`)}</SubmitButton>
        </form>
      </div>
    </details>
  );
}
