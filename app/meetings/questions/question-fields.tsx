import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Choices, TextArea, TextField } from '~/platform/ui/form';
import type { PageOfDays } from '../times/published-days';
import {
  contactWays,
  nations,
  needs,
  reminderTimes,
  reminderWays,
  schemas,
  topics,
  type Step,
} from './questions';
import { TimePicker } from '../times/time-picker';
import { windowDays, windowParts } from './windows';
import { WorkEmail, type OwnEmail } from './work-email';

type Fields = Record<string, FieldMetadata<unknown>>;

/** The names of a step's fields, in the order of its schema. */
export const fieldsOf = (step: Step): string[] => Object.keys(schemas[step].shape);

interface PageProps {
  fields: Fields;
  /** Where email goes, and whether an employer may read it there. */
  own?: OwnEmail;
  /** Whether text messages can be sent. */
  texts?: boolean;
  /** Published times, for the question that asks for one. */
  published?: PublishedTimes;
}

export interface PublishedTimes {
  page: PageOfDays;
  /** The time chosen before, while it is free. */
  chosen: number | null;
  /** The page's own address, for other days. */
  here: string;
}

const pages: Record<Step, (props: PageProps) => JSX.Element> = {
  topics: Topics,
  name: Name,
  how: How,
  contact: Contact,
  reminders: Reminders,
  supporter: Supporter,
  needs: Needs,
  organisation: Organisation,
  slot: Slot,
  times: Times,
};

/** The fields of one question. */
export function QuestionFields({ step, ...props }: PageProps & { step: Step }) {
  const Page = pages[step];
  return <Page {...props} />;
}

function Topics({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="checkboxes"
        asHeading
        field={fields.topics!}
        label={t('questions.topics.title')}
        hint={t('questions.topics.hint')}
        options={topics.map((value) => ({ value, label: t(`topics.${value}`) }))}
      />
      <TextArea
        field={fields.about!}
        label={t('questions.topics.about')}
        hint={t('questions.topics.aboutHint')}
        maxLength={4000}
      />
    </>
  );
}

function Name({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <TextField
        field={fields.name!}
        asHeading
        label={t('questions.name.title')}
        hint={t('questions.name.hint')}
        autoComplete="name"
        maxLength={200}
      />
      <TextField
        field={fields.pronunciation!}
        label={t('questions.name.pronunciation')}
        hint={t('questions.name.pronunciationHint')}
        maxLength={200}
      />
    </>
  );
}

function How({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="radios"
        asHeading
        field={fields.method!}
        label={t('questions.how.title')}
        hint={t('questions.how.hint')}
        options={(['phone', 'video'] as const).map((value) => ({
          value,
          label: t(`methods.${value}`),
          hint: t(`methods.${value}Hint`),
        }))}
      />
      <TextField
        field={fields.phone!}
        label={t('questions.how.phone')}
        hint={t('questions.how.phoneHint')}
        type="tel"
        autoComplete="tel"
        width="20"
      />
    </>
  );
}

const yesOrNo = ['yes', 'no'] as const;

function Contact({ fields, own }: PageProps) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="checkboxes"
        asHeading
        field={fields.ways!}
        label={t('questions.contact.title')}
        hint={t('questions.contact.hint')}
        options={contactWays.map((value) => ({
          value,
          label: t(`ways.${value}`),
          hint: value === 'email' && own && t('questions.contact.emailTo', { email: own.email }),
        }))}
      />
      {own && <WorkEmail own={own} />}
      <TextField
        field={fields.contactNumber!}
        label={t('questions.contact.number')}
        hint={t('questions.contact.numberHint')}
        type="tel"
        autoComplete="tel"
        width="20"
      />
      <Choices
        kind="radios"
        field={fields.leaveMessage!}
        label={t('questions.contact.leaveMessage')}
        options={yesOrNo.map((value) => ({ value, label: t(`answers.leaveMessage.${value}`) }))}
      />
      <TextField
        field={fields.notWhen!}
        label={t('questions.contact.notWhen')}
        hint={t('questions.contact.notWhenHint')}
        maxLength={500}
      />
    </>
  );
}

function Reminders({ fields, own, texts = true }: PageProps) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="checkboxes"
        asHeading
        field={fields.reminders!}
        label={t('questions.reminders.title')}
        hint={t('questions.reminders.hint')}
        options={reminderTimes.map((value) => ({ value, label: t(`reminderTimes.${value}`) }))}
      />
      {own && <p>{t('questions.reminders.emailTo', { email: own.email })}</p>}
      {texts ? (
        <ReminderWay fields={fields} />
      ) : (
        <input type="hidden" name={fields.reminderWay!.name} value="email" />
      )}
    </>
  );
}

function ReminderWay({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="radios"
        field={fields.reminderWay!}
        label={t('questions.reminders.way')}
        options={reminderWays.map((value) => ({ value, label: t(`reminderWays.${value}`) }))}
      />
      <TextField
        field={fields.reminderNumber!}
        label={t('questions.reminders.number')}
        hint={t('questions.reminders.numberHint')}
        type="tel"
        autoComplete="tel"
        width="20"
      />
    </>
  );
}

const noTimes: PublishedTimes = {
  page: { days: [], earlier: null, later: null },
  chosen: null,
  here: '',
};

function Slot({ fields, published = noTimes }: PageProps) {
  const { t } = useTranslation('meetings');
  if (published.page.days.length === 0) {
    return (
      <>
        <h1>{t('questions.slot.noneTitle')}</h1>
        <p>{t('questions.slot.none')}</p>
        <input type="hidden" name={fields.slot!.name} value="other" />
      </>
    );
  }
  return (
    <TimePicker
      field={fields.slot!}
      label={t('questions.slot.title')}
      hint={t('questions.slot.hint')}
      {...published}
      other={t('questions.slot.other')}
    />
  );
}

function Supporter({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="radios"
        asHeading
        field={fields.supporter!}
        label={t('questions.supporter.title')}
        hint={t('questions.supporter.hint')}
        options={(['yes', 'no', 'not-sure'] as const).map((value) => ({
          value,
          label: t(`answers.supporter.${value}`),
        }))}
      />
      <TextField
        field={fields.supporterName!}
        label={t('questions.supporter.name')}
        hint={t('questions.supporter.nameHint')}
        maxLength={200}
      />
      <TextField
        field={fields.supporterRole!}
        label={t('questions.supporter.role')}
        hint={t('questions.supporter.roleHint')}
        maxLength={200}
      />
      <TextField
        field={fields.supporterEmail!}
        label={t('questions.supporter.email')}
        hint={t('questions.supporter.emailHint')}
        type="email"
        maxLength={200}
      />
    </>
  );
}

function Needs({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="checkboxes"
        asHeading
        field={fields.needs!}
        label={t('questions.needs.title')}
        hint={t('questions.needs.hint')}
        options={needs.map((value) => ({
          value,
          label: t(`needs.${value}`),
          below: value === 'interpreter' && (
            <div className="below">
              <div className="nhsuk-checkboxes__conditional">
                <TextField
                  field={fields.language!}
                  label={t('questions.needs.language')}
                  hint={t('questions.needs.languageHint')}
                  maxLength={100}
                />
              </div>
            </div>
          ),
        }))}
      />
      <TextArea
        field={fields.needsMore!}
        label={t('questions.needs.more')}
        rows={4}
        maxLength={1000}
      />
    </>
  );
}

function Organisation({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Choices
        kind="radios"
        asHeading
        field={fields.nation!}
        label={t('questions.organisation.title')}
        hint={t('questions.organisation.hint')}
        options={nations.map((value) => ({ value, label: t(`nations.${value}`) }))}
      />
      <TextField
        field={fields.organisation!}
        label={t('questions.organisation.organisation')}
        hint={t('questions.organisation.organisationHint')}
        autoComplete="organization"
        maxLength={200}
      />
      <Choices
        kind="radios"
        field={fields.separateAdviser!}
        label={t('questions.organisation.separate')}
        hint={t('questions.organisation.separateHint')}
        options={yesOrNo.map((value) => ({ value, label: t(`answers.separateAdviser.${value}`) }))}
      />
    </>
  );
}

function Times({ fields }: { fields: Fields }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <h1>{t('questions.times.title')}</h1>
      <p>{t('questions.times.hint')}</p>
      <WindowFields fields={fields} number={1} />
      {([2, 3] as const).map((number) => (
        <details key={number} open={isFilledIn(fields, number)}>
          <summary>{t(`questions.times.another${number}`)}</summary>
          <div>
            <WindowFields fields={fields} number={number} />
          </div>
        </details>
      ))}
      <TextField
        field={fields.timesMore!}
        label={t('questions.times.more')}
        hint={t('questions.times.moreHint')}
        maxLength={500}
      />
    </>
  );
}

/** Whether something was ticked in a line, so that it is not folded away. */
const isFilledIn = (fields: Fields, number: 2 | 3): boolean =>
  [fields[`day${number}`], fields[`part${number}`]].some((field) => field?.initialValue);

/** Days of the week and parts of the day that suit together. */
function WindowFields({ fields, number }: { fields: Fields; number: 1 | 2 | 3 }) {
  const { t } = useTranslation('meetings');
  const line = t(`questions.times.line${number}`);
  return (
    <>
      <Choices
        kind="checkboxes"
        field={fields[`day${number}`]!}
        label={t('questions.times.days', { line })}
        options={(['any', ...windowDays] as const).map((value) => ({
          value,
          label: t(`days.${value}`),
        }))}
      />
      <Choices
        kind="checkboxes"
        field={fields[`part${number}`]!}
        label={t('questions.times.parts', { line })}
        options={(['any', ...windowParts] as const).map((value) => ({
          value,
          label: t(`parts.${value}`),
        }))}
      />
    </>
  );
}
