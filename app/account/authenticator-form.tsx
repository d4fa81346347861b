import type { FieldMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SubmitButton, TextField } from '~/platform/ui/form';
import type { AuthenticatorKey } from './second-step.server';

/** Takes an authenticator app up: a picture for its camera, the same to type by hand, and a code that proves it. */
export function AuthenticatorForm({
  action,
  authenticator: { secret, size, path },
  token,
  children,
}: {
  action: string;
  authenticator: AuthenticatorKey;
  token: FieldMetadata<string>;
  /** What the form sends besides. */
  children: ReactNode;
}) {
  const { t } = useTranslation('staff');
  return (
    <>
      <ol>
        <li>{t('authenticator.open')}</li>
        <li>{t('authenticator.scan')}</li>
        <li>{t('authenticator.type')}</li>
      </ol>
      <p>
        <svg
          role="img"
          aria-label={t('authenticator.picture')}
          viewBox={`0 0 ${size} ${size}`}
          width="240"
          height="240"
          shapeRendering="crispEdges"
        >
          <rect width={size} height={size} fill="#fff" />
          <path d={path} fill="#000" />
        </svg>
      </p>
      <p>{t('authenticator.byHand')}</p>
      <p className="panel">
        <code>{secret}</code>
      </p>
      <form id="answer-form" method="post" action={action} noValidate>
        {children}
        <TextField
          field={token}
          label={t('authenticator.label')}
          hint={t('authenticator.hint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          width="10"
        />
        <SubmitButton>{t('authenticator.continue')}</SubmitButton>
      </form>
    </>
  );
}
