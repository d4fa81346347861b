import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../access';
import { localPath, type Locale } from '../locale';
import { LanguageSwitch } from './language-switch';
import type { LateForms, SessionEnd } from './session-end';
import stylesheet from './styles.scss?url';
import { Navigation } from './navigation';
import { TimeOutDialogs, TimeOutLine } from './time-out';

interface DocumentProps {
  locale: Locale;
  /** The page's address without its language, for the link to the other language. */
  path: string;
  /** What the page was asked, for the same link. */
  query?: string;
  title: string;
  /** What a search engine says of the page; what the portal is, where a page says nothing of itself. */
  description?: string;
  /** The same in other languages, where these are not the two of the portal. Addresses without the portal's own. */
  alternates?: Alternate[];
  /** Signed-in pages load the portal's one small script. */
  script?: string;
  /** Shows who is signed in, with the way out. */
  account?: Role;
  /** Until when they stay signed in. */
  sessionEnd?: SessionEnd;
  /** What becomes of a form of this page that is sent after that. */
  lateForms?: LateForms;
  /** Demo mode: says so, with the way to the mailbox. */
  demo?: boolean;
  /** The portal's own address, where search engines are told of a page in other languages. */
  site?: string;
  /** A file was chosen before the language was changed, and could not go along. */
  fileAgain?: boolean;
  children: ReactNode;
}

interface Alternate {
  hrefLang: string;
  href: string;
}

const inBothLanguages = (address: string): Alternate[] =>
  (['en', 'cy', 'x-default'] as const).map((hrefLang) => ({
    hrefLang,
    href: localPath(hrefLang === 'cy' ? 'cy' : 'en', address),
  }));

/** Script only adds to a page: over a slow link the words and their styles come first. React's types do not know it. */
const afterTheWords = { fetchpriority: 'low' };

/** The whole page around its content: landmarks, navigation, language, footer. */
export function Document({
  locale,
  path,
  query = '',
  title,
  description,
  alternates = inBothLanguages(path + query),
  script,
  account,
  sessionEnd,
  lateForms,
  demo,
  site,
  fileAgain,
  children,
}: DocumentProps) {
  const { t } = useTranslation('common');
  const timeOut = sessionEnd && { end: sessionEnd, lateForms, locale, path };
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#17505c" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#123f49" media="(prefers-color-scheme: dark)" />
        <title>{`${title} – ${t('portal')}`}</title>
        <meta name="description" content={description ?? t('portalIs')} />
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {site !== undefined &&
          alternates.map(({ hrefLang, href }) => (
            <link key={hrefLang} rel="alternate" hrefLang={hrefLang} href={site + href} />
          ))}
        {script && <script type="module" src={script} {...afterTheWords} />}
      </head>
      <body>
        <a className="nhsuk-skip-link" href="#main">
          {t('skip')}
        </a>
        {demo && <DemoStrip locale={locale} />}
        <Masthead locale={locale} path={path} query={query} account={account} script={script} />
        <Navigation locale={locale} path={path} account={account} />
        {timeOut && <TimeOutLine {...timeOut} />}
        <div className="page">
          <main id="main" tabIndex={-1}>
            {fileAgain && (
              <p className="notice" role="status">
                {t('fileAgain')}
              </p>
            )}
            {children}
          </main>
        </div>
        <Footer locale={locale} />
        {timeOut && <TimeOutDialogs {...timeOut} />}
      </body>
    </html>
  );
}

function DemoStrip({ locale }: { locale: Locale }) {
  const { t } = useTranslation('common');
  return (
    <section className="demo no-print" aria-label={t('demo.label')}>
      <p className="page">
        {t('demo.strip')} <a href="/dev/mailbox">{t('demo.mailbox')}</a>
        {locale === 'cy' && ` ${t('demo.english')}`}
      </p>
    </section>
  );
}

type Around = Pick<DocumentProps, 'locale' | 'path' | 'account'>;

/** The spaces are for browsers without styles, where the links would run together. */
function Masthead({
  locale,
  path,
  query = '',
  account,
  script,
}: Around & Pick<DocumentProps, 'query' | 'script'>) {
  const { t } = useTranslation('common');
  return (
    <header className="masthead">
      <div className="page">
        <span className="masthead__name">
          <a href={localPath(locale, '/')}>{t('portal')}</a>
        </span>{' '}
        <a href={localPath(locale, '/support#urgent')}>{t('urgentLink')}</a>{' '}
        <LanguageSwitch locale={locale} address={path + query} />{' '}
        {account && (
          <>
            <a href={localPath(locale, '/account')}>{t('account')}</a>{' '}
            <a href={localPath(locale, '/sign-out')}>{t('signOut')}</a>{' '}
          </>
        )}
        <Leave locale={locale} script={script} />
      </div>
    </header>
  );
}

/**
 * Somewhere that tells nothing, for when somebody comes in (docs/decisions/0022). Where the portal's script runs
 * it also ends the session.
 */
function Leave({ locale, script }: Pick<DocumentProps, 'locale' | 'script'>) {
  const { t } = useTranslation('common');
  return (
    <>
      <a
        className="leave"
        href="https://www.bbc.co.uk/weather"
        rel="noreferrer noopener"
        data-leave={script && localPath(locale, '/sign-out')}
      >
        {t('leave.link')}
        {script && (
          <span className="nhsuk-u-visually-hidden" data-leave-keys hidden>
            {' '}
            {t('leave.orShift')}
          </span>
        )}
      </a>
      {script && (
        <span
          className="nhsuk-u-visually-hidden"
          role="status"
          data-leave-status
          data-press1={t('leave.press1')}
          data-press2={t('leave.press2')}
        />
      )}
    </>
  );
}

const standing = [
  'languages',
  'glossary',
  'for-organisations',
  'voices',
  'about',
  'privacy',
  'cookies',
  'accessibility',
  'contact',
] as const;

function Footer({ locale }: { locale: Locale }) {
  const { t } = useTranslation('common');
  return (
    <footer className="footer">
      <div className="page">
        <ul>
          {standing.map((page) => (
            <li key={page}>
              <a href={localPath(locale, `/${page}`)}>{t(`footer.${page}`)}</a>
            </li>
          ))}
        </ul>
        <p>{t('footer.notAdvice')}</p>
        {locale === 'cy' && <p>{t('footer.translation')}</p>}
      </div>
    </footer>
  );
}
