import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { changesLanguage } from '~/platform/locale';
import { BackLink, LocalLink, NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { PhoneLink } from '../call-link';
import { ContactLines } from '../contact-lines';
import { listedOrganisations, urgentContacts } from '../directory.server';
import { useHoursInWords } from '../hours-in-words';
import { matchContacts, memberNote } from '../match';
import { conversationWith, matching } from '../matching.server';
import { openingsAt } from '../openings.server';
import { shortlistQuery } from '../shortlist';
import { readSituation } from '../situation';
import { SituationForm } from '../situation-form';
import { UrgentHelp } from '../urgent-help';
import { WhatToSay } from '../what-to-say';

/** Three contacts for a situation. The answers make the page and are gone. */
export function loader({ context }: LoaderFunctionArgs) {
  return { title: translator(context.locale, 'matching')('title'), urgent: urgentContacts() };
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const situation = readSituation(form);
  // Before the first answer, another language changes the questions only.
  if (changesLanguage(form) && !form.has('answered')) return { situation, contacts: null };
  const listed = listedOrganisations();
  const openings = await openingsAt();
  const samaritans = urgentContacts().find(({ id }) => id === 'samaritans')?.numbers[0]?.number;
  const contacts = matchContacts(situation, listed, matching()).map((match) => ({
    ...match,
    opening: openings.of(match.organisation, situation.nation),
    conversation: conversationWith(match.organisation, situation.worry),
  }));
  const note = memberNote(
    situation,
    contacts.map(({ organisation }) => organisation.id),
    listed,
  );
  return {
    situation,
    contacts,
    today: openings.now.date,
    need: situation.worry && matching().get(situation.worry)!.need,
    ask: note?.kind === 'ask' || note?.kind === 'ask-softly' ? note.kind : null,
    own:
      note && 'bodies' in note
        ? { ...note, bodies: note.bodies.map((id) => ({ id, name: listed.get(id)!.name })) }
        : null,
    samaritans: samaritans ?? null,
    // Somebody who answers while the first contact is closed.
    meanwhile: contacts[0]?.opening?.state === 'closed' ? (samaritans ?? null) : null,
  };
}

type Answered = Awaited<ReturnType<typeof action>>;
type Matched = Exclude<Answered, { contacts: null }>;

export default function Match() {
  const { t } = useTranslation(['matching', 'support']);
  const { urgent } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>() as Answered | undefined;
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <BackLink to="/support">{t('support:back')}</BackLink>
      <div className="reading">
        <h1>{t('title')}</h1>
        {answered?.contacts ? (
          <Found matched={answered} />
        ) : (
          <>
            <p className="lead">{t('what')}</p>
            <p className="panel">{t('private')}</p>
            <SituationForm situation={answered?.situation ?? {}} />
          </>
        )}
        <p className="no-print">
          <LocalLink to="/support">{t('all')}</LocalLink>
        </p>
      </div>
    </>
  );
}

function Found({ matched }: { matched: Matched }) {
  const { t } = useTranslation('matching');
  const { situation, contacts, need, own } = matched;
  const isVague = situation.worry !== 'safety' && !(situation.profession && situation.nation);
  return (
    <>
      <HowMany matched={matched} />
      {own?.kind === 'call' && <OwnBodies own={own} />}
      <Contacts matched={matched} />
      <ToOwnList ids={contacts.map(({ organisation }) => organisation.id)} />
      {matched.ask && <AskForBody ask={matched.ask} />}
      {own && own.kind !== 'call' && <OwnBodies own={own} />}
      {isVague && <p>{t('unsaid')}</p>}
      <details className="no-print">
        <summary>{t('change')}</summary>
        <div>
          <SituationForm situation={situation} answered />
        </div>
      </details>
      {need && (
        <p className="no-print">
          <LocalLink to={`/support?need=${need}`}>{t('need')}</LocalLink>
        </p>
      )}
    </>
  );
}

/** An entry may be taken down at any time, so there may be fewer than three, or nobody. */
function HowMany({ matched: { contacts, samaritans } }: { matched: Matched }) {
  const { t } = useTranslation('matching');
  const count = contacts.length;
  if (count > 0) {
    return (
      <p className="lead" role="status">
        {count === 3 ? t('found') : t('fewer', { count })}
      </p>
    );
  }
  return (
    <div role="status">
      <p className="lead">{t('nobody')}</p>
      <p>{t('danger')}</p>
      {samaritans && (
        <p>
          {t('samaritans')} <PhoneLink number={samaritans} />
        </p>
      )}
    </div>
  );
}

function ToOwnList({ ids }: { ids: string[] }) {
  const { t } = useTranslation('matching');
  if (ids.length === 0) return null;
  return (
    <p className="no-print">
      <NextLink to={`/support/shortlist${shortlistQuery(ids)}`}>
        {t('shortlist', { count: ids.length })}
      </NextLink>
    </p>
  );
}

/** For somebody who said nothing about unions or defence bodies. */
function AskForBody({ ask }: { ask: NonNullable<Matched['ask']> }) {
  const { t } = useTranslation('matching');
  return (
    <section className="panel" aria-labelledby="member">
      <h2 id="member" className="nhsuk-heading-s">
        {t('member.askTitle')}
      </h2>
      <p>{t(ask === 'ask' ? 'member.ask' : 'member.askSoftly')}</p>
    </section>
  );
}

const wordsForOwn = {
  call: { title: 'member.yours', text: 'member.call' },
  'call-too': { title: 'member.yours', text: 'member.callToo' },
  also: { title: 'member.yoursAlso', text: 'member.also' },
} as const;

/** For a member of bodies that are not among the three. */
function OwnBodies({ own: { kind, bodies, count } }: { own: NonNullable<Matched['own']> }) {
  const { t } = useTranslation('matching');
  const { locale } = usePage();
  const { title, text } = wordsForOwn[kind];
  return (
    <section className="panel" aria-labelledby="member">
      <h2 id="member" className="nhsuk-heading-s">
        {t(title, { count })}
      </h2>
      <p>{t(text, { count })}</p>
      {bodies.length > 0 && (
        <ul>
          {bodies.map(({ id, name }) => (
            <li key={id}>
              <LocalLink to={`/support/${id}`}>{name[locale]}</LocalLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Contacts({ matched: { situation, contacts, today, meanwhile } }: { matched: Matched }) {
  const { t } = useTranslation(['matching', 'support']);
  const { locale } = usePage();
  const hours = useHoursInWords();
  return (
    <ol className="cards three">
      {contacts.map(({ organisation, reason, opening, conversation }, index) => (
        <li key={organisation.id} className={index === 0 ? 'cards__first' : undefined}>
          <p className="quiet">{t(index === 0 ? 'first' : 'also')}</p>
          <h2>{organisation.name[locale]}</h2>
          <p>
            <strong>{t('why')}</strong> {reason[locale]}
          </p>
          {opening && (
            <p>
              <strong>{hours.opening(opening, today)}</strong>
            </p>
          )}
          <ContactLines organisation={organisation} nation={situation.nation} />
          {index === 0 && meanwhile && (
            <p>
              {t('closed')} <PhoneLink number={meanwhile} />
            </p>
          )}
          <WhatToSay conversation={conversation} />
          <p>
            <strong>{t('support:parts.limits')}:</strong> {organisation.words[locale].limits}
          </p>
          <p>
            <LocalLink to={`/support/${organisation.id}`}>
              {t('page', { name: organisation.name[locale] })}
            </LocalLink>
          </p>
        </li>
      ))}
    </ol>
  );
}
