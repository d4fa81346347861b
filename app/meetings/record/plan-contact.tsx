import { useForm, type SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { Choices, SubmitButton, TextField } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';

/** The form that plans a contact, for either side. @param page without language. */
export function PlanContact({
  page,
  reader,
  textNumber,
  lastResult,
}: {
  page: string;
  reader: Side;
  /** Where a text would go; null where none can be sent. */
  textNumber: string | null;
  lastResult: SubmissionResult | undefined;
}) {
  const { t } = useTranslation('record');
  const { locale } = usePage();
  const [, fields] = useForm<{ when: string; on: string; channel: string }>({
    id: 'plan-follow-up',
    lastResult,
  });
  const ours = reader === 'adviser';
  const text = textNumber && {
    value: 'text',
    label: ours
      ? t('followUp.plan.textTheirs')
      : t('followUp.plan.ways.text', { number: textNumber }),
  };
  return (
    <form
      id={ours ? 'answer-form' : undefined}
      method="post"
      action={localPath(locale, page)}
      noValidate
    >
      <Choices
        field={fields.when}
        kind="radios"
        label={t('followUp.plan.when')}
        options={[
          { value: 'day', label: t('followUp.plan.day') },
          { value: 'after-closing', label: t('followUp.plan.after') },
        ]}
      />
      <TextField
        field={fields.on}
        label={t('followUp.plan.on')}
        hint={t('followUp.plan.onHint')}
        type="date"
        width="10"
      />
      <Choices
        field={fields.channel}
        kind="radios"
        label={t('followUp.plan.channel')}
        hint={t('followUp.plan.hint')}
        options={[
          {
            value: 'email',
            label: t(ours ? 'followUp.plan.emailTheirs' : 'followUp.plan.ways.email'),
          },
          ...(text ? [text] : []),
          {
            value: 'call',
            label: t(ours ? 'followUp.plan.callTheirs' : 'followUp.plan.ways.call'),
          },
        ]}
      />
      <SubmitButton look="secondary" name="change" value="plan-follow-up">
        {t('followUp.plan.button')}
      </SubmitButton>
    </form>
  );
}
