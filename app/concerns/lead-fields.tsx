import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Choices, SubmitButton, TextArea, TextField } from '~/platform/ui/form';
import { Onward } from '~/platform/ui/links';
import { outcomes } from './asked';
import type { Body } from './consents';
import type { Kind } from './life';
import type { LeadAction } from './lead-actions';

type Fields = Record<string, FieldMetadata<unknown>>;

/** What there is to choose from. */
export interface LeadChoices {
  kind: Kind;
  bodies: Body[];
  leads: { id: string; name: string | null; isYou: boolean }[];
}

interface Props {
  action: LeadAction;
  fields: Fields;
  choices: LeadChoices;
}

/** What is filled in for an action, and the button that does it. */
export function LeadFields(props: Props) {
  const { t } = useTranslation('concerns');
  const { action, choices } = props;
  if (action === 'hand-over' && choices.leads.length === 0)
    return (
      <>
        <p className="notice">{t('lead.fields.noLead')}</p>
        <Onward to="concerns" />
      </>
    );
  return (
    <>
      <Filled {...props} />
      <SubmitButton name="intent" value={action}>
        {t(`lead.actions.${action}.button`)}
      </SubmitButton>
    </>
  );
}

function Filled({ action, fields, choices }: Props) {
  const { t } = useTranslation('concerns');
  switch (action) {
    case 'acknowledge':
    case 'close':
      return null;
    case 'answer':
      return <Answer fields={fields} kind={choices.kind} />;
    case 'message':
      return <TextArea field={fields.words!} label={t('lead.fields.message')} />;
    case 'pass-on':
      return <PassOn fields={fields} bodies={choices.bodies} />;
    case 'record-reply':
    case 'record-told':
      return (
        <>
          <Bodies
            field={fields.body!}
            bodies={choices.bodies}
            label={t(action === 'record-reply' ? 'lead.fields.bodyFrom' : 'lead.fields.body')}
          />
          <TextArea
            field={fields.words!}
            label={t(action === 'record-reply' ? 'lead.fields.reply' : 'lead.fields.told')}
          />
        </>
      );
    case 'extend':
      return (
        <>
          <TextField field={fields.until!} type="date" label={t('lead.fields.until')} width="10" />
          <TextArea field={fields.words!} label={t('lead.fields.why')} />
        </>
      );
    case 'hand-over':
      return (
        <Choices
          kind="radios"
          field={fields.leadId!}
          label={t('lead.fields.lead')}
          options={choices.leads.map(({ id, name, isYou }) => ({
            value: id,
            label: isYou ? t('lead.fields.you', { name: name ?? '' }) : (name ?? t('someLead')),
          }))}
        />
      );
  }
}

function Answer({ fields, kind }: { fields: Fields; kind: Kind }) {
  const { t } = useTranslation('concerns');
  const judged = kind === 'service';
  return (
    <>
      {judged && (
        <Choices
          kind="radios"
          field={fields.outcome!}
          label={t('lead.fields.outcome')}
          options={outcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        />
      )}
      <TextArea
        field={fields.words!}
        label={t(judged ? 'lead.fields.reasons' : 'lead.fields.answer')}
        hint={t(judged ? 'lead.fields.reasonsHint' : 'lead.fields.answerHint')}
        rows={8}
      />
      <TextArea
        field={fields.more!}
        label={t('lead.fields.willDo')}
        hint={t('lead.fields.willDoHint')}
      />
    </>
  );
}

function PassOn({ fields, bodies }: { fields: Fields; bodies: Body[] }) {
  const { t } = useTranslation('concerns');
  return (
    <>
      <Bodies field={fields.body!} bodies={bodies} label={t('lead.fields.body')} />
      <TextField
        field={fields.more!}
        label={t('lead.fields.to')}
        hint={t('lead.fields.toHint')}
        maxLength={500}
      />
      <TextArea field={fields.words!} label={t('lead.fields.passedOn')} rows={10} />
    </>
  );
}

function Bodies({
  field,
  bodies,
  label,
}: {
  field: FieldMetadata<unknown>;
  bodies: Body[];
  label: string;
}) {
  const { t } = useTranslation('concerns');
  return (
    <Choices
      kind="radios"
      field={field}
      label={label}
      options={bodies.map((value) => ({ value, label: t(`bodyTitles.${value}`) }))}
    />
  );
}
