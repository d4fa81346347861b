import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { SubmitButton, TextField, type Field } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { longestPasskeyName } from './passkey-answers';
import type { PasskeyProblem } from './passkey-script';

/**
 * A form whose answer comes from a passkey (docs/decisions/0019): it carries what to ask the browser, and the
 * portal's script (`passkey-script.ts`) fills in what comes back. Until the script has shown that the browser knows
 * passkeys, the form is hidden and what to do instead stands in its place.
 */
function PasskeyForm({
  use,
  to,
  options,
  problems,
  instead,
  button,
  children,
}: {
  use: 'make' | 'show';
  /** The page the form belongs to, without language. */
  to: string;
  /** What to ask the browser, as JSON. */
  options: string;
  /** What each problem means here, and what to do. */
  problems: Partial<Record<PasskeyProblem, ReactNode>>;
  /** For a browser without script or without passkeys. */
  instead: ReactNode;
  button: ReactNode;
  children?: ReactNode;
}) {
  const { locale } = usePage();
  return (
    <div data-passkey={use} data-options={options}>
      <div className="notice" data-passkey-instead>
        {instead}
      </div>
      <form method="post" action={localPath(locale, to)} autoComplete="off" noValidate hidden>
        <input type="hidden" name="answer" />
        {children}
        <div role="alert">
          {Object.entries(problems).map(([problem, words]) => (
            <div className="notice" data-passkey-problem={problem} hidden key={problem}>
              {words}
            </div>
          ))}
        </div>
        <SubmitButton>{button}</SubmitButton>
      </form>
    </div>
  );
}

/** Adds a passkey, with a name if the person gives it one. Posts `change=add`, `name` and `answer` to `to`. */
export function AddPasskeyForm({
  to,
  options,
  name,
  otherwise = 'code',
  children,
}: {
  to: string;
  options: string;
  name: Field;
  /** What else the person can do: sign in with a code, or set up an app on the same page. */
  otherwise?: 'code' | 'app';
  /** Hidden fields of the page's own. */
  children?: ReactNode;
}) {
  const { t } = useTranslation('passkeys');
  return (
    <PasskeyForm
      use="make"
      to={to}
      options={options}
      instead={
        <p>
          {t('add.noScript')} {t(`add.otherwise.${otherwise}`)}
        </p>
      }
      problems={{
        stopped: <p>{t('add.stopped')}</p>,
        known: <p>{t('add.known')}</p>,
        impossible: (
          <p>
            {t('add.impossible')} {t(`add.otherwise.${otherwise}`)}
          </p>
        ),
      }}
      button={t('add.button')}
    >
      <input type="hidden" name="change" value="add" />
      {children}
      <TextField
        field={name}
        label={t('add.name')}
        hint={t('add.nameHint')}
        maxLength={longestPasskeyName}
        autoComplete="off"
        width="20"
      />
    </PasskeyForm>
  );
}

/** Shows who somebody is with a passkey. Posts `answer` and `next` to `to`. The page says what else they can do. */
export function UsePasskeyForm({
  to,
  options,
  next,
}: {
  to: string;
  options: string;
  next: string;
}) {
  const { t } = useTranslation('passkeys');
  return (
    <PasskeyForm
      use="show"
      to={to}
      options={options}
      instead={<p>{t('use.noScript')}</p>}
      problems={{
        stopped: <p>{t('use.stopped')}</p>,
        impossible: <p>{t('use.impossible')}</p>,
      }}
      button={t('use.button')}
    >
      <input type="hidden" name="next" value={next} />
    </PasskeyForm>
  );
}
