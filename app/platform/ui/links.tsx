import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localPath } from '../locale';
import { usePage } from './page-context';

/** A link inside the portal, in the reader's language. `to` is written without language. */
export function LocalLink({
  to,
  children,
  className,
  next,
}: {
  to: string;
  children?: ReactNode;
  className?: string;
  /** Marks the page's next step: every page has one. */
  next?: boolean;
}) {
  const { locale } = usePage();
  return (
    <a href={localPath(locale, to)} className={className} data-next-step={next || undefined}>
      {children}
    </a>
  );
}

export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <LocalLink to={to} className="nhsuk-back-link">
      {children}
    </LocalLink>
  );
}

/** The one thing to do next, marked so that a test finds it: no page is a dead end. */
export function NextLink({
  to,
  children,
  look,
}: {
  to: string;
  children: ReactNode;
  look?: 'secondary';
}) {
  return (
    <LocalLink to={to} className={`nhsuk-button${look ? ` nhsuk-button--${look}` : ''}`} next>
      {children}
    </LocalLink>
  );
}

const ways = {
  account: '/account',
  concerns: '/adviser/concerns',
  content: '/adviser/content',
  desk: '/adviser',
  guides: '/guides',
  ownConcerns: '/concerns',
  requests: '/meetings',
  support: '/support',
  three: '/support/match',
} as const;

/** Where to go on from a page that asks for nothing itself. */
export function Onward({ to }: { to: keyof typeof ways }) {
  const { t } = useTranslation('look');
  return (
    <p className="no-print">
      <NextLink to={ways[to]} look="secondary">
        {t(`next.${to}`)}
      </NextLink>
    </p>
  );
}
