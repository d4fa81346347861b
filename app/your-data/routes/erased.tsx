import { redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { NextLink } from '~/platform/ui/links';

/** Where somebody stands after erasing their account: signed out, so anybody may read it. */
export function loader({ context }: LoaderFunctionArgs) {
  if (context.actor.kind === 'person') throw redirect(localPath(context.locale, '/account'));
  return { title: translator(context.locale, 'account')('erase.done') };
}

export default function Erased() {
  const { t } = useTranslation('account');
  return (
    <div className="reading">
      <h1>{t('erase.done')}</h1>
      <p className="lead">{t('erase.doneWhat')}</p>
      <p>{t('erase.doneMessage')}</p>
      <p>{t('erase.doneAgain')}</p>
      <NextLink to="/">{t('signOut.home')}</NextLink>
    </div>
  );
}
