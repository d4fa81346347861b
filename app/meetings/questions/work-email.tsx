import { useTranslation } from 'react-i18next';
import { LocalLink } from '~/platform/ui/links';

/** Where a person's email goes, and whether their employer may be able to read it. */
export interface OwnEmail {
  email: string;
  employer: boolean;
}

/** A warning, when email goes where an employer may read it, and the way to use another address. */
export function WorkEmail({ own: { email, employer } }: { own: OwnEmail }) {
  const { t } = useTranslation('meetings');
  if (!employer) return null;
  return (
    <div className="notice">
      <p>{t('questions.contact.employer', { email })}</p>
      <p>
        <LocalLink to="/account/email">{t('questions.contact.otherEmail')}</LocalLink>
      </p>
    </div>
  );
}
