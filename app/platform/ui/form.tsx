import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBox } from './error-box';

/**
 * Form parts in nhsuk-frontend's markup. Every message a schema gives is a key of a locale file
 * (`meetings:errors.topics`), so the same schema speaks both languages.
 */

/** Words for a message key from a schema. */
function useMessages(): (keys: string[] | undefined) => string[] {
  const { t } = useTranslation();
  return (keys = []) => [...new Set(keys)].map((key) => t(key as never));
}

/**
 * The list of what to put right, first on the page and in focus; each line leads to its field.
 * @param fields in their order on the page, one by one: Conform's own object of fields has no keys to list.
 */
export function ErrorSummary({
  form,
  fields,
}: {
  form: Pick<FormMetadata<Record<string, unknown>>, 'errors'>;
  fields: FieldMetadata<unknown>[];
}) {
  const words = useMessages();
  const lines = fields.flatMap((field) =>
    words(field.errors).map((text) => ({ text, target: `#${field.id}` })),
  );
  const whole = words(form.errors);
  if (lines.length + whole.length === 0) return null;
  return (
    <ErrorBox>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {whole.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {lines.map(({ text, target }) => (
          <li key={target + text}>
            <a href={target}>{text}</a>
          </li>
        ))}
      </ul>
    </ErrorBox>
  );
}

/** What a form part shows of a field: Conform's metadata, or the same made by hand. */
export type Field = Pick<FieldMetadata<unknown>, 'id' | 'name' | 'errors' | 'initialValue'>;

interface FieldProps {
  field: Field;
  label: ReactNode;
  hint?: ReactNode;
  /** The field's label is the page's heading. */
  asHeading?: boolean;
}

/** The ids that say more of a field: its hint, its errors. */
export function describedBy(field: Field, hint: ReactNode): string | undefined {
  const ids = [hint && `${field.id}-hint`, field.errors && `${field.id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** A field's hint, and what is wrong with it. */
export function HintAndErrors({ field, hint }: Pick<FieldProps, 'field' | 'hint'>) {
  const { t } = useTranslation('common');
  const words = useMessages()(field.errors);
  return (
    <>
      {hint && (
        <div className="nhsuk-hint" id={`${field.id}-hint`}>
          {hint}
        </div>
      )}{' '}
      {words.length > 0 && (
        <span className="nhsuk-error-message" id={`${field.id}-error`}>
          <span className="nhsuk-u-visually-hidden">{t('error')}</span> {words.join(' ')}
        </span>
      )}
    </>
  );
}

/** A field with all that belongs to it; marked when something is wrong. */
export function Group({ field, children }: { field: Field; children: ReactNode }) {
  return (
    <div className={`nhsuk-form-group${field.errors ? ' nhsuk-form-group--error' : ''}`}>
      {children}
    </div>
  );
}

function Label({ field, label, asHeading }: Pick<FieldProps, 'field' | 'label' | 'asHeading'>) {
  if (!asHeading) {
    return (
      <label className="nhsuk-label nhsuk-label--s" htmlFor={field.id}>
        {label}
      </label>
    );
  }
  return (
    <h1 className="nhsuk-label-wrapper">
      <label className="nhsuk-label nhsuk-label--l" htmlFor={field.id}>
        {label}
      </label>
    </h1>
  );
}

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'date';
  autoComplete?: string;
  inputMode?: 'numeric' | 'text' | 'email' | 'tel';
  width?: '2' | '4' | '5' | '10' | '20';
  maxLength?: number;
}

export function TextField({
  field,
  label,
  hint,
  asHeading,
  type = 'text',
  width,
  ...input
}: TextFieldProps) {
  return (
    <Group field={field}>
      <Label field={field} label={label} asHeading={asHeading} />
      <HintAndErrors field={field} hint={hint} />
      <input
        className={`nhsuk-input${width ? ` nhsuk-input--width-${width}` : ''}${field.errors ? ' nhsuk-input--error' : ''}`}
        id={field.id}
        name={field.name}
        type={type}
        defaultValue={asText(field.initialValue)}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.errors ? true : undefined}
        spellCheck={type === 'text' ? undefined : false}
        dir={type === 'text' ? 'auto' : undefined}
        {...input}
      />
    </Group>
  );
}

export function TextArea({
  field,
  label,
  hint,
  asHeading,
  rows = 6,
  maxLength,
}: FieldProps & { rows?: number; maxLength?: number }) {
  return (
    <Group field={field}>
      <Label field={field} label={label} asHeading={asHeading} />
      <HintAndErrors field={field} hint={hint} />
      <textarea
        className={`nhsuk-textarea${field.errors ? ' nhsuk-textarea--error' : ''}`}
        id={field.id}
        name={field.name}
        rows={rows}
        maxLength={maxLength}
        dir="auto"
        defaultValue={asText(field.initialValue)}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.errors ? true : undefined}
      />
    </Group>
  );
}

export interface Option {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Follows the option: questions that belong to it. */
  below?: ReactNode;
}

/** Radios or checkboxes under one legend. */
export function Choices({
  field,
  label,
  hint,
  asHeading,
  kind,
  options,
}: FieldProps & { kind: 'radios' | 'checkboxes'; options: Option[] }) {
  const chosen = asList(field.initialValue);
  const single = kind === 'radios' ? 'radio' : 'checkbox';
  const legendSize = asHeading ? 'l' : 's';
  return (
    <Group field={field}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(field, hint)}>
        <legend className={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${legendSize}`}>
          {asHeading ? <h1 className="nhsuk-fieldset__heading">{label}</h1> : label}
        </legend>
        <HintAndErrors field={field} hint={hint} />
        <div className={`nhsuk-${kind}`}>
          {options.map((option, index) => {
            const id = index === 0 ? field.id : `${field.id}-${index + 1}`;
            return (
              <div className={`nhsuk-${kind}__item`} key={option.value}>
                <input
                  className={`nhsuk-${kind}__input`}
                  id={id}
                  name={field.name}
                  type={single}
                  value={option.value}
                  defaultChecked={chosen.includes(option.value)}
                  aria-describedby={option.hint ? `${id}-item-hint` : undefined}
                />
                <label className={`nhsuk-label nhsuk-${kind}__label`} htmlFor={id}>
                  {option.label}
                </label>
                {option.hint && (
                  <div className={`nhsuk-hint nhsuk-${kind}__hint`} id={`${id}-item-hint`}>
                    {option.hint}
                  </div>
                )}
                {option.below}
              </div>
            );
          })}
        </div>
      </fieldset>
    </Group>
  );
}

export function Select({
  field,
  label,
  hint,
  options,
}: Omit<FieldProps, 'asHeading'> & { options: { value: string; label: string }[] }) {
  return (
    <Group field={field}>
      <Label field={field} label={label} />
      <HintAndErrors field={field} hint={hint} />
      <select
        className={`nhsuk-select${field.errors ? ' nhsuk-select--error' : ''}`}
        id={field.id}
        name={field.name}
        defaultValue={asText(field.initialValue)}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.errors ? true : undefined}
      >
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Group>
  );
}

/**
 * In a form without fields it needs a name and a value: Lynx sends a form with nothing in it as a mere link.
 * The space keeps it apart from the button after it where there are no styles.
 */
export function SubmitButton({
  children,
  name,
  value,
  look,
}: {
  children: ReactNode;
  name?: string;
  value?: string;
  look?: 'secondary' | 'warning';
}) {
  return (
    <>
      <button
        className={`nhsuk-button${look ? ` nhsuk-button--${look}` : ''}`}
        data-module="nhsuk-button"
        data-prevent-double-click="true"
        data-next-step={look !== 'secondary' || undefined}
        type="submit"
        name={name}
        value={value}
      >
        {children}
      </button>{' '}
    </>
  );
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const asList = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
