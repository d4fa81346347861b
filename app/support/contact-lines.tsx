import { useTranslation } from 'react-i18next';
import { usePage } from '~/platform/ui/page-context';
import { PhoneLink, TextLink } from './call-link';
import { useHoursInWords } from './hours-in-words';
import { linesOf, serves, type Line, type Nation, type Organisation } from './organisation';
import { siteOf, writtenOut } from './written-out';

/** How to reach an organisation: numbers with their hours, and a plain word where a number is unconfirmed. */
export function ContactLines({
  organisation,
  nation,
}: {
  organisation: Organisation;
  /** Where the reader is, if they said so: lines for elsewhere are left out. */
  nation?: Nation;
}) {
  const { t } = useTranslation('support');
  const { email, web } = organisation;
  const { lines: all, withheld } = linesOf(organisation);
  const lines = all.filter((line) => nation === undefined || serves(line, nation));
  const isReachable = lines.length > 0 || email.length > 0 || web !== null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.number}>
          <NumberToCall line={line} />
        </li>
      ))}
      {withheld && lines.length === 0 && <li>{t('withheld')}</li>}
      {email.map((address) => (
        <li key={address}>
          {t('email')}: <a href={`mailto:${address}`}>{address}</a>
        </li>
      ))}
      {web && (
        <li>
          {t('web')}:{' '}
          <a href={web}>
            <SiteName web={web} />
          </a>
        </li>
      )}
      {!isReachable && <li>{t('noLine')}</li>}
    </ul>
  );
}

function NumberToCall({
  line: { label, number, keyword, kind, hours, confirmed, nations },
}: {
  line: Line;
}) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  const words = useHoursInWords();
  return (
    <>
      {label[locale]}
      {nations && ` (${nations.map((nation) => t(`nations.${nation}`)).join(', ')})`}:{' '}
      {kind === 'phone' ? (
        <PhoneLink number={number} />
      ) : (
        <TextLink number={number} keyword={keyword}>
          {keyword ? t('textWord', { keyword, number }) : t('text', { number })}
        </TextLink>
      )}
      {!confirmed && (
        <>
          {' '}
          <strong className="nhsuk-tag nhsuk-tag--yellow">{t('notConfirmed')}</strong>
        </>
      )}
      {hours && (
        <>
          {' '}
          <span className="line quiet small">{words.hours(hours, confirmed)}</span>
        </>
      )}
    </>
  );
}

/** The website's name; on paper its whole address, which cannot be followed. */
function SiteName({ web }: { web: string }) {
  const name = siteOf(web);
  const address = writtenOut(web);
  if (name === address) return name;
  return (
    <>
      <span className="no-print">{name}</span> <span className="only-print">{address}</span>
    </>
  );
}
