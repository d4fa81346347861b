import { useTranslation } from 'react-i18next';
import { LocalLink } from '~/platform/ui/links';
import type { Kind } from './life';

/** Where else somebody can go: what is not confirmed is said to be not confirmed. */
export function Elsewhere({ kind, level = 2 }: { kind: Kind; level?: 2 | 3 }) {
  const { t } = useTranslation('concerns');
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <>
      <Heading>{t('outside.title')}</Heading>
      <ul>
        <li>{t('outside.resolution')}</li>
        <li>{t('outside.ombudsman')}</li>
        <li>{t('outside.mp')}</li>
      </ul>
      <ul>
        {kind === 'discrimination' && (
          <li>
            <LocalLink to="/guides/discrimination-and-racism">
              {t('outside.discrimination')}
            </LocalLink>
          </li>
        )}
        <li>
          <LocalLink to="/guides/challenge-us">{t('outside.guide')}</LocalLink>
        </li>
        <li>
          <LocalLink to="/support/match">{t('outside.people')}</LocalLink>
        </li>
      </ul>
    </>
  );
}

/** Every lead has had a part in it: said before and after it is sent, with what can be done now. */
export function NobodyFree({ kind, when }: { kind: Kind; when: 'before' | 'after' }) {
  const { t } = useTranslation('concerns');
  return (
    <section className="panel" aria-labelledby="nobody-free">
      <h2 id="nobody-free">{t('nobodyFree.title')}</h2>
      <p>{t(`nobodyFree.${when}`)}</p>
      <p>{t('nobodyFree.now')}</p>
      <Elsewhere kind={kind} level={3} />
    </section>
  );
}
