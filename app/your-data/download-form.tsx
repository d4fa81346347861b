import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';

/** One button that downloads everything held about the reader: as a page to read, or for a program. */
export function DownloadForm({ as }: { as: 'html' | 'json' }) {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  return (
    <form method="post" action={localPath(locale, '/account/data/file')}>
      <SubmitButton name="as" value={as} look="secondary">
        {t(as === 'html' ? 'data.readable' : 'data.download')}
      </SubmitButton>
    </form>
  );
}
