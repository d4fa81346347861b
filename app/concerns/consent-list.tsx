import { useTranslation } from 'react-i18next';
import { momentInWords } from '~/platform/time/london';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { changeOfConsent, consentPage } from './change-pages';
import type { Consent } from './consents';
import type { Change, Side } from './life';

/** Who a concern may be passed on to: where each consent stands, exactly what was passed on, and what came back. */
export function ConsentList({
  consents,
  reader,
  links,
  level = 3,
}: {
  consents: Consent[];
  reader: Side;
  /** For the practitioner: what they can change, and where. */
  links?: { reference: string; allowed: Change[] };
  level?: 3 | 4;
}) {
  return (
    <ul className="cards">
      {consents.map((consent) => (
        <li key={consent.body}>
          <OneConsent consent={consent} reader={reader} level={level} />
          {links && <ChangeLink consent={consent} consents={consents} {...links} />}
        </li>
      ))}
    </ul>
  );
}

function OneConsent({ consent, reader, level }: { consent: Consent; reader: Side; level: 3 | 4 }) {
  const { t } = useTranslation('concerns');
  const { locale } = usePage();
  const Heading = level === 3 ? 'h3' : 'h4';
  const { body, status, since, passedOn, replies, mustBeTold } = consent;
  const when = (at: number) => momentInWords(at, locale);
  return (
    <>
      <Heading>{t(`bodyTitles.${body}`)}</Heading>
      <p>
        <strong>{t(`consent.${reader === 'practitioner' ? 'status' : 'theirs'}.${status}`)}</strong>
        {since !== null && (
          <>
            <br />
            <span className="quiet">{t('consent.since', { when: when(since) })}</span>
          </>
        )}
      </p>
      {passedOn.length === 0 && <p>{t('consent.nothing')}</p>}
      {passedOn.map(({ at, doer, words, more }) => (
        <div key={at}>
          <p>
            {t('consent.passedOn', { when: when(at), name: doer ?? t('someLead') })}{' '}
            <span className="their-words" dir="auto">
              {more}
            </span>
          </p>
          <p>{t('consent.exactly')}</p>
          <Said words={words} />
        </div>
      ))}
      {replies.map(({ at, words }) => (
        <div key={at}>
          <p>{t('consent.reply', { when: when(at) })}</p>
          <Said words={words} />
        </div>
      ))}
      {status === 'taken-back' && !mustBeTold && <p>{t('consent.told')}</p>}
      {mustBeTold && (
        <p>{t(reader === 'practitioner' ? 'consent.mustBeTold' : 'consent.mustBeToldLead')}</p>
      )}
    </>
  );
}

function Said({ words }: { words: string | null }) {
  return words === null ? null : (
    <p className="their-words said" dir="auto">
      {words}
    </p>
  );
}

function ChangeLink({
  consent: { body },
  consents,
  reference,
  allowed,
}: {
  consent: Consent;
  consents: Consent[];
  reference: string;
  allowed: Change[];
}) {
  const { t } = useTranslation('concerns');
  const change = changeOfConsent(consents, body, allowed);
  if (!change) return null;
  return (
    <p>
      <LocalLink to={`/concerns/${reference}/${consentPage(body)}`}>
        {t(`consent.change.${change}`)}
        <span className="nhsuk-u-visually-hidden">
          {' '}
          {t('consent.about', { body: t(`bodies.${body}`) })}
        </span>
      </LocalLink>
    </p>
  );
}
