import { useTranslation } from 'react-i18next';
import { DocumentLine, DocumentTitle } from './document-list';
import { Openings } from './document-page';
import type { DocumentView } from './documents.server';

/** The documents of a request in "your data": what each is, and who opened it. A file is saved from its own page. */
export function HeldDocuments({ documents }: { documents: DocumentView[] }) {
  const { t } = useTranslation('documents');
  if (documents.length === 0) return null;
  return (
    <>
      <h4>{t('data.title')}</h4>
      <p>{t('data.where')}</p>
      <ul>
        {documents.map((document) => (
          <li key={document.id}>
            <strong>
              <DocumentTitle document={document} />
            </strong>{' '}
            <span className="line">
              <DocumentLine document={document} reader="practitioner" />
            </span>
            <span className="line">{t('data.opened')}</span>
            <Openings openings={document.openings} />
          </li>
        ))}
      </ul>
    </>
  );
}
