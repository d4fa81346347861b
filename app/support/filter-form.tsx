import { useTranslation } from 'react-i18next';
import { localPath } from '~/platform/locale';
import { professions, stages } from '~/platform/content/vocabulary';
import { SubmitButton } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { longestQuery } from '~/platform/search/longest-query';
import type { Filters } from './filters';
import { backgrounds, nations, needs, works } from './organisation';

/** What a reader can ask of the directory: words first, everything else below, all in one plain form. */
export function FilterForm({ filters, list }: { filters: Filters; list: readonly string[] }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  const options = <Value extends string>(group: string, values: readonly Value[]) =>
    values.map((value) => (
      <option key={value} value={value}>
        {t(`${group}.${value}` as 'needs.crisis')}
      </option>
    ));
  return (
    <search>
      <form method="get" action={localPath(locale, '/support')} className="filters no-print">
        {list.map((id) => (
          <input key={id} type="hidden" name="list" value={id} />
        ))}
        <div className="nhsuk-form-group">
          <label className="nhsuk-label nhsuk-label--s" htmlFor="q">
            {t('search')}
          </label>
          <div className="nhsuk-hint" id="q-hint">
            {t('searchHint')}
          </div>
          <input
            className="nhsuk-input"
            id="q"
            name="q"
            type="text"
            enterKeyHint="search"
            dir="auto"
            maxLength={longestQuery}
            defaultValue={filters.q}
            autoComplete="off"
            aria-describedby="q-hint"
          />
        </div>
        <div className="row">
          <Choice name="need" chosen={filters.need}>
            {options('needs', needs)}
          </Choice>
          <Choice name="profession" chosen={filters.profession}>
            {options('professions', professions)}
          </Choice>
          <Choice name="nation" chosen={filters.nation}>
            {options('nations', nations)}
          </Choice>
          <Choice name="stage" chosen={filters.stage}>
            {options('stages', stages)}
          </Choice>
          <Choice name="group" chosen={filters.group}>
            <optgroup label={t('groups.background')}>{options('groups', backgrounds)}</optgroup>
            <optgroup label={t('groups.work')}>{options('groups', works)}</optgroup>
          </Choice>
          <Choice name="membership" chosen={filters.membership}>
            <option value="open">{t('filters.notMembers')}</option>
          </Choice>
        </div>
        <div className="nhsuk-checkboxes nhsuk-checkboxes--small nhsuk-form-group">
          <div className="nhsuk-checkboxes__item">
            <input
              className="nhsuk-checkboxes__input"
              type="checkbox"
              id="open"
              name="open"
              value="now"
              defaultChecked={filters.open === 'now'}
            />
            <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="open">
              {t('filters.open')}
            </label>
          </div>
        </div>
        <SubmitButton look="secondary">{t('show')}</SubmitButton>
      </form>
    </search>
  );
}

function Choice({
  name,
  chosen,
  children,
}: {
  name: 'need' | 'profession' | 'nation' | 'stage' | 'group' | 'membership';
  chosen?: string;
  children: React.ReactNode;
}) {
  const { t } = useTranslation('support');
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label nhsuk-label--s" htmlFor={name}>
        {t(`filters.${name}`)}
      </label>
      <select className="nhsuk-select" id={name} name={name} defaultValue={chosen ?? ''}>
        <option value="">{t('any')}</option>
        {children}
      </select>
    </div>
  );
}
