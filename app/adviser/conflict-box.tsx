import { useTranslation } from 'react-i18next';
import type { Desk, RequestView } from '~/meetings/index.server';
import { LocalLink } from '~/platform/ui/links';

/**
 * Says when the reader should think about whether they are the right one to answer: they advised the employer, or
 * the practitioner asked for somebody who did not. Advisers who certainly did do not see the request at all.
 */
export function ConflictBox({ desk, view }: { desk: Desk; view: RequestView }) {
  const { t } = useTranslation('adviser');
  const which = conflictOf(desk);
  if (!which || !view.allowed.includes('step-aside')) return null;
  const organisation = view.answers.organisation?.organisation;
  return (
    <section className="notice" aria-labelledby="conflict">
      <h2 className="nhsuk-heading-s" id="conflict">
        {t(`conflict.${which}.title`)}
      </h2>
      <p>{t(`conflict.${which}.what`)}</p>
      {organisation && (
        <p dir="auto">
          {t('conflict.employer')} <span className="their-words">{organisation}</span>
        </p>
      )}
      <ul>
        {which !== 'steppedAside' && (
          <li>
            <LocalLink to={`/adviser/requests/${view.reference}/step-aside`}>
              {t('actions.step-aside.title')}
            </LocalLink>
          </li>
        )}
        <li>
          <LocalLink to="/adviser/employers">{t('employers.title')}</LocalLink>
        </li>
      </ul>
    </section>
  );
}

function conflictOf({ separate, youAdvised, youSteppedAside }: Desk) {
  if (youSteppedAside) return 'steppedAside';
  if (youAdvised) return separate ? 'must' : 'might';
  return separate ? 'asked' : null;
}
