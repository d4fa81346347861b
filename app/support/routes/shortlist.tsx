import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ContactLines } from '../contact-lines';
import { listedOrganisations, urgentContacts } from '../directory.server';
import { useHoursInWords } from '../hours-in-words';
import type { Opening } from '../opening-hours';
import { conversationWith } from '../matching.server';
import type { Conversation } from '../matching';
import { openingsAt } from '../openings.server';
import type { Organisation } from '../organisation';
import { mostOnList, readShortlist, shortlistQuery } from '../shortlist';
import { UrgentHelp } from '../urgent-help';
import { WhatToSay } from '../what-to-say';

/** The reader's own list, made from the address and kept nowhere. */
export async function loader({ request, context: { locale } }: LoaderFunctionArgs) {
  const all = listedOrganisations();
  const asked = new URL(request.url).searchParams.getAll('id');
  const { ids, ...leftOut } = readShortlist(asked, (id) => all.has(id));
  const openings = await openingsAt();
  return {
    title: translator(locale, 'shortlist')('title'),
    urgent: urgentContacts(),
    today: openings.now.date,
    ids,
    ...leftOut,
    list: ids.map((id) => {
      const organisation = all.get(id)!;
      return {
        organisation,
        opening: openings.of(organisation),
        conversation: conversationWith(organisation),
      };
    }),
  };
}

export default function ShortlistPage() {
  const { t } = useTranslation('shortlist');
  const { locale } = usePage();
  const { urgent, today, ids, hasUnknown, hasTooMany, list } = useLoaderData<typeof loader>();
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <BackLink to={`/support${shortlistQuery(ids, 'list')}`}>{t('back')}</BackLink>
      <div className="reading">
        <h1>{t('title')}</h1>
        {hasUnknown && <p className="notice">{t('unknown')}</p>}
        {hasTooMany && <p className="notice">{t('tooMany', { most: mostOnList })}</p>}
        {list.length === 0 ? (
          <Empty />
        ) : (
          <>
            <p className="lead">{t('lead')}</p>
            <p className="panel no-print">{t('private')}</p>
            <p className="actions">
              <a
                className="nhsuk-button"
                data-next-step
                href={localPath(locale, `/support/shortlist/cards.vcf${shortlistQuery(ids)}`)}
                download
              >
                {t('saveAll')}
              </a>{' '}
              <LocalLink
                to={`/support${shortlistQuery(ids, 'list')}`}
                className="nhsuk-button nhsuk-button--secondary"
              >
                {t('addMore')}
              </LocalLink>
            </p>
            <ol className="cards shortlist">
              {list.map(({ organisation, opening, conversation }) => (
                <li key={organisation.id}>
                  <Entry
                    organisation={organisation}
                    opening={opening}
                    conversation={conversation}
                    today={today}
                    others={ids.filter((id) => id !== organisation.id)}
                  />
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </>
  );
}

function Empty() {
  const { t } = useTranslation('shortlist');
  return (
    <>
      <p className="lead">{t('empty')}</p>
      <p>{t('emptyHow')}</p>
      <p>
        <NextLink to="/support">{t('choose')}</NextLink>
      </p>
      <p>
        <LocalLink to="/support/match">{t('match')}</LocalLink>
      </p>
    </>
  );
}

/** @param others the ids of a list without this organisation. */
function Entry({
  organisation,
  opening,
  conversation,
  today,
  others,
}: {
  organisation: Organisation;
  opening: Opening | null;
  conversation: Conversation;
  today: string;
  others: readonly string[];
}) {
  const { t } = useTranslation('shortlist');
  const { locale } = usePage();
  const hours = useHoursInWords();
  const { id, name, words } = organisation;
  const { bestFor, whenYouContact } = words[locale];
  return (
    <>
      <h2>
        <LocalLink to={`/support/${id}`}>{name[locale]}</LocalLink>
      </h2>
      <p>{bestFor}</p>
      {opening && (
        // True at this moment only: on paper the hours below stay true.
        <p className="no-print">
          <strong>{hours.opening(opening, today)}</strong>
        </p>
      )}
      <ContactLines organisation={organisation} />
      <p>
        <strong>{t('whenYouContact')}</strong> {whenYouContact}
      </p>
      <WhatToSay conversation={conversation} />
      <dl className="by-hand">
        {(['when', 'who', 'what'] as const).map((line) => (
          <div key={line}>
            <dt>{t(`byHand.${line}`)}</dt>
            <dd />
          </div>
        ))}
      </dl>
      <p className="no-print">
        <LocalLink to={`/support/shortlist${shortlistQuery(others)}`}>
          {t('remove')}
          <span className="nhsuk-u-visually-hidden">: {name[locale]}</span>
        </LocalLink>
      </p>
    </>
  );
}
