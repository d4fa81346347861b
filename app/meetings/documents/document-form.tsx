import { useForm, type SubmissionResult } from '@conform-to/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import {
  Choices,
  describedBy,
  ErrorSummary,
  Group,
  HintAndErrors,
  SubmitButton,
  TextField,
  type Field,
} from '~/platform/ui/form';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';
import { requestPageOf } from './document-list';
import type { DocumentFormPage } from './pages.server';
import { acceptedFiles, documentKinds } from './kinds';

/** The page on which a document is sent or shared. */
export function DocumentForm({
  page,
  reader,
  lastResult,
}: {
  page: DocumentFormPage;
  reader: Side;
  lastResult: SubmissionResult | undefined;
}) {
  const { t } = useTranslation('documents');
  const { reference, replaces, block, formId, name } = page;
  const [form, fields] = useForm<{ title: string; kind: string; file: string }>({
    id: 'document',
    lastResult,
    defaultValue: { title: replaces?.title ?? '', kind: replaces?.kind },
  });
  const request = requestPageOf(reader, reference);
  const { locale } = usePage();
  // Whoever chose a file has to choose it again, whatever was wrong.
  const isAgain = lastResult && !fields.file.errors?.includes('documents:wrong.file.missing');
  return (
    <div className="reading">
      <BackLink to={request}>{t('page.back')}</BackLink>
      <ErrorSummary form={form} fields={[fields.title, fields.kind, fields.file]} />
      <h1>{t(`form.title.${reader}`)}</h1>
      {block ? (
        <Blocked block={block} request={request} />
      ) : (
        <>
          <p className="lead">{t(`form.what.${reader}`)}</p>
          {reader === 'adviser' ? <Whom name={name} reference={reference} /> : null}
          {replaces && (
            <div className="panel">
              <p>
                {t('form.again')} <strong dir="auto">{replaces.title}</strong>
              </p>
              <p>{t('form.stays')}</p>
            </div>
          )}
          <form
            id="answer-form"
            method="post"
            encType="multipart/form-data"
            action={localPath(locale, `${request}/documents/new`)}
            noValidate
          >
            <input type="hidden" name="form" value={formId} />
            {replaces && <input type="hidden" name="replaces" value={replaces.id} />}
            <TextField
              field={fields.title}
              label={t('form.name')}
              hint={t(`form.nameHint.${reader}`)}
              autoComplete="off"
            />
            {reader === 'adviser' && (
              <Choices
                field={fields.kind}
                label={t('form.kind')}
                kind="radios"
                options={documentKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              />
            )}
            <p>{t('form.patients')}</p>
            <FileField
              field={fields.file}
              label={t('form.file')}
              hint={
                <>
                  {t('form.fileHint')} {isAgain && <strong>{t('form.fileAgain')}</strong>}
                </>
              }
            />
            <p className="quiet">{t('form.wait')}</p>
            <SubmitButton>{t(`form.send.${reader}`)}</SubmitButton>
          </form>
          <p>
            <LocalLink to={request}>{t('form.leave')}</LocalLink>
          </p>
        </>
      )}
    </div>
  );
}

/** A letter in the wrong hands is worse than none: whom it is for stands where nobody overlooks it. */
function Whom({ name, reference }: { name: string | null; reference: string }) {
  const { t } = useTranslation('documents');
  return (
    <div className="panel">
      <p>
        {t('form.to')} {name && <strong dir="auto">{name}</strong>}{' '}
        <span className="quiet">{reference}</span>
      </p>
      <p>{t('form.check')}</p>
    </div>
  );
}

function FileField({ field, label, hint }: { field: Field; label: string; hint: ReactNode }) {
  return (
    <Group field={field}>
      <label className="nhsuk-label nhsuk-label--s" htmlFor={field.id}>
        {label}
      </label>
      <HintAndErrors field={field} hint={hint} />
      <input
        id={field.id}
        name={field.name}
        type="file"
        accept={acceptedFiles}
        aria-describedby={describedBy(field, hint)}
        aria-invalid={field.errors ? true : undefined}
      />
    </Group>
  );
}

/** Why nothing can be shared now, and what comes first. */
function Blocked({
  block,
  request,
}: {
  block: NonNullable<DocumentFormPage['block']>;
  request: string;
}) {
  const { t } = useTranslation('documents');
  return (
    <>
      <p>{t(`blocked.${block}`)}</p>
      {block === 'identity-first' ? (
        <NextLink to={`${request}/record-identity`}>{t('blocked.identity')}</NextLink>
      ) : (
        <NextLink to={request}>{t('page.back')}</NextLink>
      )}
    </>
  );
}
