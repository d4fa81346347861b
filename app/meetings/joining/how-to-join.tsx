import { useTranslation } from 'react-i18next';
import { providerOf } from './joining';
import type { WayIn } from './who-joins';

/** How somebody gets to the meeting, in one line or two. */
export function WhereToJoin({ way, full = false }: { way: WayIn; full?: boolean }) {
  const { t } = useTranslation(['manage', 'meetings']);
  switch (way.by) {
    case 'video':
      return (
        <>
          <p>
            {t('meetings:meeting.byVideo')} <MeetingLink address={way.address} />
          </p>
          {full && <VideoDetails address={way.address} />}
        </>
      );
    case 'our-call':
      return (
        <>
          <p>{way.to ? t('meetings:meeting.byPhone', { phone: way.to }) : t('join.weRing')}</p>
          {full && <p>{way.from ? t('join.from', { number: way.from }) : t('join.fromUnknown')}</p>}
        </>
      );
    case 'their-call':
      return <p>{way.to ? t('join.youRing', { number: way.to }) : t('join.youRingUnknown')}</p>;
    case 'unknown':
      return <p>{t('join.unknown')}</p>;
  }
}

/** The room is on another website, which is not told where somebody came from. */
function MeetingLink({ address }: { address: string }) {
  const { t } = useTranslation('meetings');
  return (
    <a href={address} rel="noreferrer noopener">
      {t('meeting.join')}
    </a>
  );
}

/** What the link opens, and the address itself, for paper and for another device. */
export function VideoDetails({ address }: { address: string }) {
  const { t } = useTranslation('manage');
  return (
    <>
      <p>{t(`join.provider.${providerOf(address)}`)}</p>
      <p>
        {t('join.address')}
        <br />
        <span className="address">{address}</span>
      </p>
    </>
  );
}

/** Trying sound and camera beforehand. */
export function SoundAndCamera() {
  const { t } = useTranslation('manage');
  return (
    <ul>
      {(['link', 'sound', 'camera', 'place', 'power'] as const).map((line) => (
        <li key={line}>{t(`join.test.${line}`)}</li>
      ))}
    </ul>
  );
}
