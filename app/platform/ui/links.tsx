import type { ReactNode } from 'react';
import { localPath } from '../locale';
import { usePage } from './page-context';

/** A link inside the portal, in the reader's language. `to` is written without language. */
export function LocalLink({
  to,
  children,
  className,
}: {
  to: string;
  children?: ReactNode;
  className?: string;
}) {
  const { locale } = usePage();
  return (
    <a href={localPath(locale, to)} className={className}>
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

/** The one thing to do next. */
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
    <LocalLink to={to} className={`nhsuk-button${look ? ` nhsuk-button--${look}` : ''}`}>
      {children}
    </LocalLink>
  );
}
