import type { FieldMetadata } from '@conform-to/react';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { declineReasons, identityChecks, settings, type PublishedDay } from '~/meetings/index';
import type { Colleague } from '~/meetings/index.server';
import { dateInWords, momentInWords, timeInWords } from '~/platform/time/london';
import { Choices, HintAndErrors, SubmitButton, TextArea, TextField } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import type { Action } from './actions';
import { callers, joiningWays } from './forms';
import type { loader } from './routes/action';

type Fields = Record<string, FieldMetadata<unknown>>;

const useAction = () => useLoaderData<typeof loader>();

/** What is filled in for an action, and the button that does it. */
export function ActionFields({ action, fields }: { action: Action; fields: Fields }) {
  switch (action) {
    case 'offer-times':
    case 'reschedule':
      return <Times action={action} field={fields.startsAt!} kind="checkboxes" />;
    case 'confirm':
      return <Times action={action} field={fields.startsAt!} kind="radios" />;
    case 'set-joining':
      return <Joining fields={fields} />;
    case 'record-identity':
      return <Identity field={fields.how!} />;
    case 'assign':
      return <Colleagues field={fields.adviserId!} />;
    case 'decline':
      return <Decline fields={fields} />;
    case 'state-our-part':
      return <OurPart field={fields.words!} />;
    case 'cancel':
    case 'message':
    case 'note':
      return (
        <>
          <Words action={action} field={fields.words!} />
          <Button action={action} look={action === 'cancel' ? 'warning' : undefined} />
        </>
      );
    case 'step-aside':
      return <Button action={action} look="warning" />;
    case 'record-held':
    case 'record-not-attended':
    case 'close':
      return <Button action={action} />;
  }
}

function Button({ action, look }: { action: Action; look?: 'warning' }) {
  const { t } = useTranslation('adviser');
  return (
    <SubmitButton name="intent" value={action} look={look}>
      {t(`actions.${action}.button`)}
    </SubmitButton>
  );
}

type WithWords = 'cancel' | 'message' | 'note' | 'decline';

function Words({ action, field }: { action: WithWords; field: FieldMetadata<unknown> }) {
  const { t } = useTranslation('adviser');
  return (
    <TextArea
      field={field}
      label={t(`words.${action}.label`)}
      hint={t(`words.${action}.hint`)}
      rows={6}
    />
  );
}

// Times

const chosenIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];

/** Days shown before the rest is folded away. */
const shownDays = 5;

/** Free times by day, those that suit the practitioner first. */
function Times({
  action,
  field,
  kind,
}: {
  action: 'offer-times' | 'reschedule' | 'confirm';
  field: FieldMetadata<unknown>;
  kind: 'checkboxes' | 'radios';
}) {
  const { t } = useTranslation('adviser');
  const { free } = useAction().choices;
  const chosen = chosenIn(field.initialValue);
  if (!free || free.suiting.length + free.others.length === 0)
    return <p className="notice">{t('times.none')}</p>;
  const { suiting, others } = free;
  const firstTime = (suiting[0] ?? others[0])!.times[0]!;
  const part = (days: PublishedDay[]) => (
    <Days days={days} field={field} kind={kind} chosen={chosen} firstTime={firstTime} />
  );
  const holdsChosen = (days: PublishedDay[]) =>
    days.some(({ times }) => times.some((time) => chosen.includes(String(time))));
  const folded = (days: PublishedDay[], summary: string, open = false) =>
    days.length > 0 && (
      <details open={open || holdsChosen(days)}>
        <summary>{summary}</summary>
        <div>{part(days)}</div>
      </details>
    );
  return (
    <>
      <div className={`nhsuk-form-group${field.errors ? ' nhsuk-form-group--error' : ''}`}>
        <HintAndErrors field={field} hint={t(`times.how.${kind}`, { most: settings.mostOffers })} />
        {suiting.length > 0 && (
          <>
            <h2 className="nhsuk-heading-s">{t('times.suiting')}</h2>
            {part(suiting.slice(0, shownDays))}
            {folded(suiting.slice(shownDays), t('times.moreSuiting'))}
            {folded(others, t('times.others'))}
          </>
        )}
        {suiting.length === 0 && (
          <>
            {part(others.slice(0, shownDays))}
            {folded(others.slice(shownDays), t('times.more'))}
          </>
        )}
      </div>
      <Button action={action} look={action === 'reschedule' ? 'warning' : undefined} />
    </>
  );
}

function Days({
  days,
  field,
  kind,
  chosen,
  firstTime,
}: {
  days: PublishedDay[];
  field: FieldMetadata<unknown>;
  kind: 'checkboxes' | 'radios';
  chosen: string[];
  /** The one that a line of the error summary leads to. */
  firstTime: number;
}) {
  const { locale } = usePage();
  return days.map(({ date, times }) => (
    <fieldset className="day-list" key={date}>
      <legend>{dateInWords(date, locale)}</legend>
      <div className={`nhsuk-${kind} nhsuk-${kind}--small day__times`}>
        {times.map((time) => {
          const id = time === firstTime ? field.id : `time-${time}`;
          return (
            <div className={`nhsuk-${kind}__item`} key={time}>
              <input
                className={`nhsuk-${kind}__input`}
                type={kind === 'radios' ? 'radio' : 'checkbox'}
                name="startsAt"
                value={time}
                id={id}
                defaultChecked={chosen.includes(String(time))}
              />
              <label className={`nhsuk-label nhsuk-${kind}__label`} htmlFor={id}>
                {timeInWords(time, locale)}
              </label>
            </div>
          );
        })}
      </div>
    </fieldset>
  ));
}

// Choices

function Identity({ field }: { field: FieldMetadata<unknown> }) {
  const { t } = useTranslation('adviser');
  return (
    <>
      <Choices
        field={field}
        kind="radios"
        label={t('identity.label')}
        options={identityChecks.map((value) => ({ value, label: t(`identity.ways.${value}`) }))}
      />
      <Button action="record-identity" />
    </>
  );
}

function Decline({ fields }: { fields: Fields }) {
  const { t } = useTranslation(['adviser', 'manage']);
  return (
    <>
      <Choices
        field={fields.reason!}
        kind="radios"
        label={t('decline.label')}
        hint={t('decline.hint')}
        options={declineReasons.map((value) => ({
          value,
          label: t(`decline.reasons.${value}`),
          hint: t(`manage:declined.${value}.why`),
        }))}
      />
      <Words action="decline" field={fields.words!} />
      <Button action="decline" look="warning" />
    </>
  );
}

/** Who could take it over, with what they have already. */
function Colleagues({ field }: { field: FieldMetadata<unknown> }) {
  const { t } = useTranslation(['adviser', 'staff']);
  const { colleagues = [] } = useAction().choices;
  if (colleagues.length === 0) return <p className="notice">{t('assign.nobody')}</p>;
  const roleOf = ({ role, team }: Colleague) =>
    team ? `${t(`staff:roles.${role}`)}, ${t(`staff:teams.${team}`)}` : t(`staff:roles.${role}`);
  return (
    <>
      <Choices
        field={field}
        kind="radios"
        label={t('assign.label')}
        options={colleagues.map((each) => ({
          value: each.id,
          label: (
            <span dir="auto">{each.isYou ? t('assign.you', { name: each.name }) : each.name}</span>
          ),
          hint: [
            roleOf(each),
            t('assign.open', { count: each.open }),
            each.atMeeting && t(`assign.at.${each.atMeeting}`),
            each.askedNotToHave && t('assign.askedNotToHave'),
          ]
            .filter(Boolean)
            .join('. '),
        }))}
      />
      <Button action="assign" />
    </>
  );
}

// What our part is

function OurPart({ field }: { field: FieldMetadata<unknown> }) {
  const { t } = useTranslation('adviser');
  const { locale } = usePage();
  const { ourPart } = useAction();
  return (
    <>
      {ourPart && (
        <section className="panel" aria-labelledby="now">
          <h2 id="now">{t('ourPart.now')}</h2>
          <p className="quiet">{momentInWords(ourPart.at, locale)}</p>
          <p className="their-words" dir="auto">
            {ourPart.words}
          </p>
        </section>
      )}
      <p>{t('ourPart.say')}</p>
      <ul>
        {(['asked', 'who', 'did', 'will', 'not'] as const).map((point) => (
          <li key={point}>{t(`ourPart.points.${point}`)}</li>
        ))}
      </ul>
      <TextArea field={field} label={t('ourPart.label')} hint={t('ourPart.hint')} rows={8} />
      <Button action="state-our-part" />
    </>
  );
}

// How the meeting is joined

function Joining({ fields }: { fields: Fields }) {
  const { t } = useTranslation('adviser');
  const { phone } = useAction();
  return (
    <>
      <Choices
        field={fields.by!}
        kind="radios"
        label={t('joining.label')}
        options={joiningWays.map((value) => ({
          value,
          label: t(`joining.by.${value}`),
          hint: t(`joining.hints.${value}`),
        }))}
      />
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          {t('joining.linkPart')}
        </legend>
        <TextField
          field={fields.address!}
          label={t('joining.address')}
          hint={t('joining.addressHint')}
        />
      </fieldset>
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          {t('joining.phonePart')}
        </legend>
        {phone && <p>{t('joining.theirs', { phone })}</p>}
        <Choices
          field={fields.caller!}
          kind="radios"
          label={t('joining.caller')}
          options={callers.map((value) => ({ value, label: t(`joining.callers.${value}`) }))}
        />
        <TextField
          field={fields.number!}
          label={t('joining.number')}
          hint={t('joining.numberHint')}
          type="tel"
          width="20"
        />
      </fieldset>
      <Button action="set-joining" />
    </>
  );
}
