import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { dateInWords, today } from '~/platform/time/london';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';
import { HowOften } from '../managing/who-opened';
import { DocumentLine, DocumentTitle, requestPageOf } from './document-list';
import type { DocumentOpening, DocumentView } from './documents.server';
import { isPicture } from './kinds';
import type { DocumentPageData } from './pages.server';

/** The page about one document: what it is, how to open it, who has, and how to take it back. */
export function DocumentPage({
  page,
  reader,
  problem,
}: {
  page: DocumentPageData;
  reader: Side;
  problem: 'not-now' | 'not-there' | undefined;
}) {
  const { t } = useTranslation('documents');
  const { document, reference, older, newer, done, isShown, canTakeBack, canReplace } = page;
  const request = requestPageOf(reader, reference);
  const isHere = document.state === 'shared';
  return (
    <div className="reading">
      <BackLink to={request}>{t('page.back')}</BackLink>
      {problem && (
        <ErrorBox>
          <p>{t(`refusals.${problem}`)}</p>
        </ErrorBox>
      )}
      {done && !problem && (
        <p className="notice" role="status">
          {t(`done.${done}`)}
        </p>
      )}
      <h1>
        <DocumentTitle document={document} />
      </h1>
      <p className="quiet">
        {document.kind === 'advice-letter' && `${t('kinds.advice-letter')}. `}
        <DocumentLine document={document} reader={reader} />
      </p>
      {newer && <Version title={t('page.olderThan')} version={newer} request={request} notice />}
      {isHere ? (
        <Open
          document={document}
          request={request}
          isShown={isShown}
          isOwn={document.by === reader}
        />
      ) : (
        <Gone document={document} reader={reader} />
      )}
      {older && <Version title={t('page.newerThan')} version={older} request={request} />}
      <h2>{t('page.opened')}</h2>
      <Openings openings={document.openings} />
      {canReplace && (
        <p>
          <LocalLink to={`${request}/documents/new?replaces=${document.id}`}>
            {t('page.replace')}
          </LocalLink>
        </p>
      )}
      {canTakeBack && <TakeBack document={document} reader={reader} request={request} />}
    </div>
  );
}

/** The file itself: saved on the reader's device, or shown here when it is a picture. */
function Open({
  document,
  request,
  isShown,
  isOwn,
}: {
  document: DocumentView;
  request: string;
  isShown: boolean;
  isOwn: boolean;
}) {
  const { t } = useTranslation('documents');
  const { locale } = usePage();
  const { id, type, scan, title } = document;
  const page = `${request}/documents/${id}`;
  const file = `${page}/file`;
  const canShow = isPicture(type) && !isShown;
  return (
    <>
      {isShown && (
        <img
          className="picture"
          src={localPath(locale, file)}
          alt={t('page.picture', { title: title ?? '' })}
        />
      )}
      {scan === 'unchecked' && (
        <p className="panel">
          {t('page.unchecked')} {!isOwn && t('page.ask')}
        </p>
      )}
      <p className="actions">
        <NextLink to={file}>{t('page.save')}</NextLink>
        {canShow && <LocalLink to={`${page}?show=1`}>{t('page.show')}</LocalLink>}
      </p>
      <p className="quiet">
        {scan === 'clean' && t('page.clean')} {t('page.saved')}
      </p>
    </>
  );
}

/** A version before or after. */
function Version({
  title,
  version,
  request,
  notice = false,
}: {
  title: string;
  version: DocumentView;
  request: string;
  notice?: boolean;
}) {
  return (
    <p className={notice ? 'notice' : undefined}>
      {title}{' '}
      <LocalLink to={`${request}/documents/${version.id}`}>
        <DocumentTitle document={version} />
      </LocalLink>
    </p>
  );
}

/** What became of a document that is no longer here, and whether anybody had seen it. */
function Gone({ document, reader }: { document: DocumentView; reader: Side }) {
  const { t } = useTranslation('documents');
  const { locale } = usePage();
  const { state, by, endedAt, sharedAt, isOpened } = document;
  const date = dateInWords(today(endedAt ?? sharedAt), locale);
  const isOwn = by === reader;
  return (
    <div className="panel">
      <p>
        {state === 'removed'
          ? t('ended.removed', { date })
          : t(`ended.taken-back.${isOwn ? 'you' : by}`, { date })}
      </p>
      {isOwn && <p>{t(isOpened ? 'hadOpened' : 'hadNotOpened')}</p>}
    </div>
  );
}

/** Everybody who opened it, each once, the latest first. */
export function Openings({ openings }: { openings: DocumentOpening[] }) {
  const { t } = useTranslation(['documents', 'account']);
  if (openings.length === 0) return <p>{t('page.nobody')}</p>;
  return (
    <ul>
      {openings.map(({ name, role, isYou, firstAt, lastAt, times }) => (
        <li key={`${firstAt} ${lastAt} ${name}`}>
          <strong>{isYou ? t('page.you') : (name ?? t(nameless(role)))}</strong>
          {!isYou && name && role && `, ${t(`account:roles.${role}`)}`}
          <br />
          <HowOften {...{ firstAt, lastAt, times }} />
        </li>
      ))}
    </ul>
  );
}

const nameless = (role: DocumentOpening['role']) =>
  role === 'practitioner' ? 'page.practitioner' : 'page.someone';

/** For what was shared by mistake. Out of the way, and never done by a slip. */
function TakeBack({
  document,
  reader,
  request,
}: {
  document: DocumentView;
  reader: Side;
  request: string;
}) {
  const { t } = useTranslation('documents');
  const { locale } = usePage();
  return (
    <details>
      <summary>{t('takeBack.summary')}</summary>
      <div>
        <p>{t('takeBack.what')}</p>
        {document.isOpened && <p>{t('takeBack.saved')}</p>}
        {reader === 'adviser' && <p>{t('takeBack.breach')}</p>}
        <form method="post" action={localPath(locale, `${request}/documents/${document.id}`)}>
          <SubmitButton look="warning" name="deed" value="take-back">
            {t('takeBack.button')}
          </SubmitButton>
        </form>
      </div>
    </details>
  );
}
