import { useTranslation } from 'react-i18next';
import { professions, settings, stages } from '~/platform/content/vocabulary';
import { localPath } from '~/platform/locale';
import { Choices, SubmitButton, type Option } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { askedNations, memberships, worries, type Situation } from './situation';

/** What somebody may tell us, what hurts most first; with what was ticked before. */
export function SituationForm({
  situation,
  answered = false,
}: {
  situation: Situation;
  /** The contacts for these answers are on the page. */
  answered?: boolean;
}) {
  const { t } = useTranslation(['matching', 'support', 'next-steps']);
  const { locale } = usePage();
  const question = (name: keyof Situation, options: Option[]) => (
    <Choices
      kind={name === 'members' ? 'checkboxes' : 'radios'}
      field={{ id: name, name, errors: undefined, initialValue: situation[name] as string }}
      label={t(`questions.${name}`)}
      hint={name === 'members' ? t('members.hint') : undefined}
      options={options}
    />
  );
  return (
    <form id="answer-form" method="post" action={localPath(locale, '/support/match')}>
      {answered && <input type="hidden" name="answered" value="yes" />}
      {question(
        'worry',
        worries.map((value) => ({ value, label: t(`worries.${value}`) })),
      )}
      {question(
        'profession',
        professions.map((value) => ({ value, label: t(`support:professions.${value}`) })),
      )}
      {question(
        'nation',
        askedNations.map((value) => ({ value, label: t(`support:nations.${value}`) })),
      )}
      {question(
        'setting',
        settings.map((value) => ({ value, label: t(`next-steps:settings.${value}`) })),
      )}
      {question(
        'stage',
        stages.map((value) => ({ value, label: t(`support:stages.${value}`) })),
      )}
      {question(
        'members',
        memberships.map((value) => ({ value, label: t(`members.${value}`) })),
      )}
      <SubmitButton>{t('show')}</SubmitButton>
    </form>
  );
}
