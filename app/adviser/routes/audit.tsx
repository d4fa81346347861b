import type { LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { concernChanges } from '~/concerns/index';
import { changes } from '~/meetings/index';
import { signedIn } from '~/platform/access';
import { kinds } from '~/platform/audit-actions';
import { auditHeadNow, verifyAudit } from '~/platform/audit.server';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { momentInWords } from '~/platform/time/london';
import { Select, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink, Onward } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { readTrail, type Somebody, type TrailLine, type Wanted } from '../audit.server';

/** Details that have words: how somebody got in, what became of a request, and what of a diary was changed. */
const tellingDetails = [
  ...changes,
  ...concernChanges,
  'code',
  'passkey',
  'authenticator',
  'recovery-code',
  'week',
  'days',
  'rules',
  'busy-times',
] as const;

function readWanted(url: string): Wanted {
  const query = new URL(url).searchParams;
  const before = Number(query.get('before'));
  return {
    kind: oneOf(kinds, query.get('kind')),
    reference: query.get('reference')?.trim().toUpperCase() || undefined,
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
  };
}

/** Who did what, for leads: latest first. That it was opened is recorded, too. */
export function loader({ request, context: { actor, locale } }: LoaderFunctionArgs) {
  const wanted = readWanted(request.url);
  const { id, hash } = auditHeadNow();
  return {
    title: translator(locale, 'audit')('title'),
    ...readTrail(signedIn(actor), wanted, locale),
    wanted,
    head: { id, hash: hash.slice(0, 12) },
  };
}

/** Proves the whole trail: it takes longer the longer the trail is, so it is asked for. It changes nothing. */
export function action() {
  return verifyAudit();
}

export default function AuditTrail() {
  const { t } = useTranslation('audit');
  const { lines, older, wanted } = useLoaderData<typeof loader>();
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('what')}</p>
      <Whole />
      <Filter wanted={wanted} />
      {lines.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className="cards">
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>
      )}
      {older !== null && (
        <p>
          <LocalLink to={`/adviser/audit?${queryOf({ ...wanted, before: older })}`}>
            {t('older')}
          </LocalLink>
        </p>
      )}
      <Onward to="desk" />
    </>
  );
}

function queryOf(wanted: Wanted): string {
  const filled = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString();
}

/** Where the trail ends, and, when asked, whether it is as it was written. */
function Whole() {
  const { t } = useTranslation('audit');
  const { locale } = usePage();
  const { head } = useLoaderData<typeof loader>();
  const verdict = useActionData<typeof action>();
  return (
    <div className="panel">
      <p>{t('ends', head)}</p>
      {verdict && (
        <p role="status">
          <strong>
            {verdict.whole
              ? t('whole', { id: verdict.head.id })
              : t('broken', { id: verdict.firstWrong })}
          </strong>
        </p>
      )}
      <form method="post" action={localPath(locale, '/adviser/audit')}>
        <SubmitButton look="secondary" name="intent" value="prove">
          {t('prove')}
        </SubmitButton>
      </form>
    </div>
  );
}

function Filter({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('audit');
  const { locale } = usePage();
  const fieldOf = (name: 'kind' | 'reference') => ({
    id: name,
    name,
    errors: undefined,
    initialValue: wanted[name] ?? '',
  });
  return (
    <form method="get" action={localPath(locale, '/adviser/audit')}>
      <Select
        field={fieldOf('kind')}
        label={t('kind')}
        options={[
          { value: '', label: t('kinds.all') },
          ...kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        ]}
      />
      <TextField field={fieldOf('reference')} label={t('reference')} width="10" />
      <SubmitButton look="secondary">{t('show')}</SubmitButton>
    </form>
  );
}

function Line({ line }: { line: TrailLine }) {
  const { t } = useTranslation(['audit', 'adviser']);
  const { locale } = usePage();
  const who = useWho();
  const { at, action, request, entry, account } = line;
  const told = oneOf(tellingDetails, line.detail);
  return (
    <li>
      <p>
        <strong>{t(`actions.${action}`)}</strong>
        {told && ` (${t(`details.${told}`)})`}
      </p>
      <p>{t('by', { who: who(line.who) })}</p>
      {request && (
        <p>
          <LocalLink to={`/adviser/requests/${request}`}>
            {t('adviser:request.title', { reference: request })}
          </LocalLink>
        </p>
      )}
      {entry && (
        <p>
          <LocalLink to={`/adviser/content/${entry.id}`}>{entry.name}</LocalLink>
        </p>
      )}
      {account && <p>{t('about', { who: who(account) })}</p>}
      <p className="quiet">{momentInWords(at, locale)}</p>
    </li>
  );
}

/** Says who somebody is: staff by name, practitioners by a number. */
function useWho(): (somebody: Somebody) => string {
  const { t } = useTranslation(['audit', 'account']);
  return (somebody) => {
    if (somebody.is === 'staff')
      return t('who.staff', { name: somebody.name, role: t(`account:roles.${somebody.role}`) });
    if (somebody.is === 'practitioner') return t('who.practitioner', { number: somebody.number });
    return t(`who.${somebody.is}`);
  };
}
