import { useTranslation } from 'react-i18next';
import type { Role } from '../access';
import { localPath, type Locale } from '../locale';

/** The parts of the portal, each with the address its pages begin with. */
const sections = {
  guides: '/guides',
  whatHappensNext: '/what-happens-next',
  support: '/support',
  search: '/search',
  meetings: '/meetings',
  adviser: '/adviser',
  diary: '/adviser/diary',
  availability: '/adviser/availability',
  content: '/adviser/content',
  team: '/adviser/team',
  concerns: '/adviser/concerns',
  insight: '/adviser/insight',
  staff: '/adviser/staff',
  undelivered: '/adviser/undelivered',
  audit: '/adviser/audit',
} as const;
type Section = keyof typeof sections;

const reading: readonly Section[] = ['guides', 'whatHappensNext', 'support', 'search'];
const answering: readonly Section[] = ['adviser', 'diary', 'availability'];
const leading: readonly Section[] = [...answering, 'content', 'team', 'concerns', 'insight'];

/** What somebody needs now and then stands behind “More”, where they have too much for one glance. */
const sectionsOf: Record<Role, { shown: readonly Section[]; more: readonly Section[] }> = {
  practitioner: { shown: [...reading, 'meetings'], more: [] },
  adviser: { shown: [...answering, ...reading], more: [] },
  editor: { shown: ['content', ...reading], more: [] },
  lead: { shown: leading, more: ['staff', 'undelivered', 'audit', ...reading] },
};

interface NavigationProps {
  locale: Locale;
  /** The address of the page, without its language. */
  path: string;
  /** Who reads, if they are signed in. */
  account?: Role;
}

export function Navigation({ locale, path, account = 'practitioner' }: NavigationProps) {
  const { t } = useTranslation(['common', 'undelivered', 'concerns']);
  const { shown, more } = sectionsOf[account];
  // The section a page belongs to is the one that says most of its address.
  const here = [...shown, ...more]
    .filter((section) => path === sections[section] || path.startsWith(`${sections[section]}/`))
    .sort((a, b) => sections[b].length - sections[a].length)[0];
  const links = (some: readonly Section[]) =>
    some.map((section) => (
      <li key={section}>
        <a
          href={localPath(locale, sections[section])}
          aria-current={
            section === here ? (path === sections[section] ? 'page' : 'true') : undefined
          }
        >
          {section === 'undelivered' || section === 'concerns'
            ? t(`${section}:navigation`)
            : t(`navigation.${section}`)}
        </a>
      </li>
    ));
  return (
    <nav className="navigation" aria-label={t('navigation.label')}>
      <div className="page">
        <ul>
          {links(shown)}
          {more.length > 0 && (
            <li>
              <details>
                <summary className={here && more.includes(here) ? 'navigation__here' : undefined}>
                  {t('navigation.more')}
                </summary>
                <ul>{links(more)}</ul>
              </details>
            </li>
          )}
        </ul>
      </div>
    </nav>
  );
}
