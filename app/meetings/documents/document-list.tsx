import { useTranslation } from 'react-i18next';
import { dateInWords, today } from '~/platform/time/london';
import { LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Side } from '../life';
import type { RequestView } from '../requests.server';
import { canAddDocument } from './adding';
import type { DocumentView } from './documents.server';
import { sizeInWords } from './size-in-words';

/** Where a side reads a request. */
export const requestPageOf = (reader: Side, reference: string): string =>
  reader === 'practitioner' ? `/meetings/${reference}` : `/adviser/requests/${reference}`;

interface Reading {
  documents: DocumentView[];
  reader: Side;
  view: RequestView;
}

/** Every document of a request, for the page of that request, and the way to add one. */
export function Documents(reading: Reading) {
  const { t } = useTranslation('documents');
  const { documents, reader, view } = reading;
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{t('title')}</h2>
      {documents.length === 0 ? <p>{t(`none.${reader}`)}</p> : <DocumentList {...reading} />}
      {canAddDocument(view, reader) && (
        <NextLink look="secondary" to={`${requestPageOf(reader, view.reference)}/documents/new`}>
          {t(`add.${reader}`)}
        </NextLink>
      )}
    </section>
  );
}

function DocumentList({ documents, reader, view: { reference } }: Reading) {
  return (
    <ul className="cards">
      {documents.map((document) => (
        <li key={document.id}>
          <p>
            <LocalLink to={`${requestPageOf(reader, reference)}/documents/${document.id}`}>
              <DocumentTitle document={document} />
            </LocalLink>
          </p>
          <p>
            <DocumentLine document={document} reader={reader} />
          </p>
          <Tags document={document} reader={reader} />
        </li>
      ))}
    </ul>
  );
}

/** What it is called, or that it is gone. */
export function DocumentTitle({ document: { state, title } }: { document: DocumentView }) {
  const { t } = useTranslation('documents');
  if (state === 'shared') return <span dir="auto">{title}</span>;
  return <>{t(`gone.${state}`)}</>;
}

/** From whom, since when, what it is and how large. */
export function DocumentLine({ document, reader }: { document: DocumentView; reader: Side }) {
  const { t } = useTranslation('documents');
  const { locale } = usePage();
  const { by, sharedAt, endedAt, state, type, bytes } = document;
  const dateOf = (instant: number) => dateInWords(today(instant), locale, { weekday: false });
  const from = fromWhom(by, reader);
  const line = { from: t(`from.${from}`), date: dateOf(sharedAt) };
  return state === 'shared' ? (
    <>{t('line', { ...line, type: t(`types.${type}`), size: sizeInWords(bytes, locale) })}</>
  ) : (
    <>{t(`goneLine.${state}`, { ...line, ended: dateOf(endedAt ?? sharedAt) })}</>
  );
}

/** Staff read of their own side, which is many people; a practitioner of themselves. */
const fromWhom = (by: Side, reader: Side) =>
  by !== reader ? by : reader === 'practitioner' ? 'you' : 'team';

function Tags({ document, reader }: { document: DocumentView; reader: Side }) {
  const { t } = useTranslation('documents');
  const tags = tagsOf(document, reader);
  if (tags.length === 0) return null;
  return (
    <p>
      {tags.map((tag) => (
        <strong className={`nhsuk-tag nhsuk-tag--${colours[tag] ?? 'grey'}`} key={tag}>
          {t(`tags.${tag}`)}{' '}
        </strong>
      ))}
    </p>
  );
}

type Tag = 'new' | 'opened' | 'unopened' | 'older' | 'unchecked';
const colours: Partial<Record<Tag, string>> = { new: 'blue', opened: 'green', unchecked: 'yellow' };

/** What is worth knowing before it is opened. */
function tagsOf({ by, state, isOpened, replacedById, scan }: DocumentView, reader: Side): Tag[] {
  if (state !== 'shared') return [];
  return [
    ...(by === reader ? [isOpened ? ('opened' as const) : ('unopened' as const)] : []),
    ...(by !== reader && !isOpened ? ['new' as const] : []),
    ...(replacedById ? ['older' as const] : []),
    ...(scan === 'unchecked' ? ['unchecked' as const] : []),
  ];
}
