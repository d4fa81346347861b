import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { dateInWords, today } from '~/platform/time/london';
import { nations } from '~/platform/time/working-days';
import { Choices, TextArea, TextField } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Body } from './consents';
import type { Kind } from './life';
import { aboutNobody, doers, grounds, noRequest, type Step } from './questions';

type Fields = Record<string, FieldMetadata<unknown>>;

/** What the questions are asked with. */
export interface Asking {
  kind: Kind;
  requests: { reference: string; submittedAt: number }[];
  staff: { id: string; name: string | null }[];
  /** Whom consent is asked about. */
  bodies: Body[];
}

interface PageProps {
  fields: Fields;
  asking: Asking;
}

const pages: Record<Step, (props: PageProps) => JSX.Element> = {
  request: Request,
  nation: Nation,
  who: Who,
  whom: Whom,
  what: What,
  grounds: Grounds,
  wanted: Wanted,
  name: Name,
  consent: Consent,
};

/** The fields of one question. */
export function ConcernFields({ step, ...props }: PageProps & { step: Step }) {
  const Page = pages[step];
  return <Page {...props} />;
}

function Request({ fields, asking }: PageProps) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  return (
    <Choices
      kind="radios"
      asHeading
      field={fields.request!}
      label={t('questions.request.title')}
      hint={t('questions.request.hint')}
      options={[
        ...asking.requests.map(({ reference, submittedAt }) => ({
          value: reference,
          label: t('questions.request.option', {
            reference,
            date: dateInWords(today(submittedAt), locale),
          }),
        })),
        {
          value: noRequest,
          label: t('questions.request.none'),
          hint: t('questions.request.noneHint'),
        },
      ]}
    />
  );
}

function Nation({ fields }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <Choices
      kind="radios"
      asHeading
      field={fields.nation!}
      label={t('questions.nation.title')}
      hint={t('questions.nation.hint')}
      options={nations.map((value) => ({ value, label: t(`nations.${value}`) }))}
    />
  );
}

function Who({ fields }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <>
      <Choices
        kind="radios"
        asHeading
        field={fields.who!}
        label={t('questions.who.title')}
        options={doers.map((value) => ({ value, label: t(`who.${value}`) }))}
      />
      <TextField
        field={fields.whoName!}
        label={t('questions.who.name')}
        hint={t('questions.who.nameHint')}
        maxLength={500}
      />
    </>
  );
}

function Whom({ fields, asking }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <>
      <Choices
        kind="radios"
        asHeading
        field={fields.whom!}
        label={t('questions.whom.title')}
        hint={t('questions.whom.hint')}
        options={[
          ...asking.staff.map(({ id, name }) => ({ value: id, label: name ?? t('someLead') })),
          ...aboutNobody.map((value) => ({ value, label: t(`whom.${value}`) })),
        ]}
      />
      <TextField
        field={fields.whoName!}
        label={t('questions.whom.name')}
        hint={t('questions.whom.nameHint')}
        maxLength={500}
      />
    </>
  );
}

function What({ fields }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <>
      <TextArea
        field={fields.happened!}
        asHeading
        label={t('questions.what.title')}
        hint={t('questions.what.hint')}
        rows={10}
      />
      <TextField
        field={fields.when!}
        label={t('questions.what.when')}
        hint={t('questions.what.whenHint')}
        maxLength={500}
      />
    </>
  );
}

function Grounds({ fields }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <Choices
      kind="checkboxes"
      asHeading
      field={fields.grounds!}
      label={t('questions.grounds.title')}
      hint={t('questions.grounds.hint')}
      options={grounds.map((value) => ({ value, label: t(`grounds.${value}`) }))}
    />
  );
}

function Wanted({ fields, asking }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <TextArea
      field={fields.wanted!}
      asHeading
      label={t(asking.kind === 'service' ? 'questions.wanted.service' : 'questions.wanted.title')}
      hint={t('questions.wanted.hint')}
    />
  );
}

function Name({ fields }: PageProps) {
  const { t } = useTranslation('concerns');
  return (
    <TextField
      field={fields.name!}
      asHeading
      label={t('questions.name.title')}
      hint={t('questions.name.hint')}
      autoComplete="name"
      maxLength={200}
    />
  );
}

/** Each body by itself, and nothing chosen for anybody. */
function Consent({ fields, asking: { kind, bodies } }: PageProps) {
  const { t } = useTranslation('concerns');
  const onlyOurs = kind === 'discrimination' && !bodies.includes('cqc');
  return (
    <>
      <h1>{t('questions.consent.title')}</h1>
      <p>{t('questions.consent.what')}</p>
      {bodies.map((body) => (
        <Choices
          key={body}
          kind="radios"
          field={fields[body]!}
          label={t(`ask.${body}.label`)}
          hint={t(`ask.${body}.hint`)}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`yesNo.${value}`) }))}
        />
      ))}
      {onlyOurs && (
        <p className="notice">
          {t('questions.consent.notOffered')}{' '}
          <LocalLink to="/guides/discrimination-and-racism">
            {t('outside.discrimination')}
          </LocalLink>
        </p>
      )}
    </>
  );
}
