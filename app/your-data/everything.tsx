import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { browserInWords, pageInWords, UnsentFields } from '~/account/index';
import { ConcernAnswers, ConcernTag, ConcernTimeline, ConsentList } from '~/concerns/index';
import {
  ActionList,
  AnswerList,
  ContactList,
  HeldDocuments,
  StateTag,
  Timeline,
  WhoOpened,
} from '~/meetings/index';
import { momentInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Held } from './held.server';

/**
 * Everything held about a person, in words. The page shows it and the file is made of it, so it holds no link:
 * a file is read without being signed in.
 */
export function Everything({ held }: { held: Held }) {
  const { t } = useTranslation(['account', 'concerns']);
  const practitioner = held.account.role === 'practitioner';
  return (
    <>
      <Part
        title={t('data.account')}
        kept={t(practitioner ? 'data.keptAccount' : 'data.keptStaffAccount')}
      >
        <Account held={held} />
      </Part>
      <Part title={t('data.sessions')} kept={t('data.keptSessions')}>
        <Sessions held={held} />
      </Part>
      <Part title={t('data.waiting')} kept={t('data.keptMessages')}>
        <Waiting held={held} />
      </Part>
      {practitioner && (
        <Part title={t('data.requests')} kept={t('data.keptWords')}>
          <Requests held={held} />
        </Part>
      )}
      {practitioner && (
        <Part title={t('concerns:data.title')} kept={t('concerns:data.kept')}>
          <Concerns held={held} />
        </Part>
      )}
      <Part title={t('data.events')} kept={t('data.keptEvents')}>
        <Events held={held} />
      </Part>
    </>
  );
}

function Part({ title, kept, children }: { title: string; kept: string; children: ReactNode }) {
  const { t } = useTranslation('account');
  return (
    <section>
      <h2>{title}</h2>
      {children}
      <p className="quiet">
        {t('data.keptTitle')} {kept}
      </p>
    </section>
  );
}

/** Writes instants in the reader's language. */
function useMoments(): (instant: number) => string {
  const { locale } = usePage();
  return (instant) => momentInWords(instant, locale);
}

function Account({ held }: { held: Held }) {
  const { t } = useTranslation(['account', 'passkeys']);
  const when = useMoments();
  const { account, passkeys, recoveryCodes, emailChange } = held;
  return (
    <ul>
      <li>{t('data.email', { email: account.email })}</li>
      {account.name && <li>{t('data.name', { name: account.name })}</li>}
      <li>{t('data.role', { role: t(`roles.${account.role}`) })}</li>
      <li>{t('data.language', { language: t(`data.languages.${account.locale}`) })}</li>
      <li>{t('data.opened', { when: when(account.createdAt) })}</li>
      {account.lastSignInAt !== null && (
        <li>{t('data.lastSignIn', { when: when(account.lastSignInAt) })}</li>
      )}
      {emailChange && (
        <li>
          {t('data.emailChange', {
            email: emailChange.newEmail,
            when: when(emailChange.createdAt),
          })}
        </li>
      )}
      {passkeys.map(({ name, createdAt }) => (
        <li key={`${name} ${createdAt}`}>
          {t('data.passkey', {
            name: name || t('passkeys:list.unnamed'),
            when: when(createdAt),
          })}
        </li>
      ))}
      {recoveryCodes > 0 && <li>{t('data.recoveryCodes', { count: recoveryCodes })}</li>}
    </ul>
  );
}

function Sessions({ held }: { held: Held }) {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const when = useMoments();
  return (
    <ul>
      {held.sessions.map(({ browser, createdAt, lastSeenAt, isLive }, index) => (
        <li key={index}>
          {t(isLive ? 'data.session' : 'data.sessionOver', {
            browser: browserInWords(browser, locale),
            when: when(createdAt),
            seen: when(lastSeenAt),
          })}
        </li>
      ))}
      {held.browsers.map(({ createdAt, lastSeenAt }, index) => (
        <li key={index}>{t('data.browser', { first: when(createdAt), last: when(lastSeenAt) })}</li>
      ))}
    </ul>
  );
}

function Waiting({ held }: { held: Held }) {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  const when = useMoments();
  const { waitingMessages, unsentForms } = held;
  return (
    <>
      <p>{t('data.messages', { count: waitingMessages.length })}</p>
      <ul>
        {waitingMessages.map(({ writtenAt }, index) => (
          <li key={index}>{t('data.message', { when: when(writtenAt) })}</li>
        ))}
      </ul>
      {unsentForms.map(({ address, fields, createdAt }, index) => (
        <section key={index}>
          <h3>{pageInWords(address, locale)}</h3>
          <p>{t('unsent.when', { when: when(createdAt) })}</p>
          <UnsentFields fields={fields} />
        </section>
      ))}
    </>
  );
}

function Requests({ held }: { held: Held }) {
  const { t } = useTranslation(['account', 'meetings', 'manage']);
  const when = useMoments();
  const { heldTime } = held;
  if (held.requests.length === 0) return <p>{t('data.none')}</p>;
  return (
    <>
      {heldTime && (
        <p>
          {t('manage:data.heldTime', {
            when: when(heldTime.startsAt),
            until: when(heldTime.expiresAt),
          })}
        </p>
      )}
      {held.requests.map((request) => (
        <section key={request.reference} aria-labelledby={request.reference}>
          <h3 id={request.reference}>
            {t('meetings:meeting.title', { reference: request.reference })}
          </h3>
          <p>
            <StateTag state={request.state} />
          </p>
          {request.adviserName && <p>{t('data.adviser', { name: request.adviserName })}</p>}
          {request.meeting && <p>{t('data.meeting', { when: when(request.meeting.startsAt) })}</p>}
          {request.meeting?.room && <p>{t('data.room', { address: request.meeting.room })}</p>}
          {request.meeting?.call?.number && (
            <p>{t('manage:data.call', { number: request.meeting.call.number })}</p>
          )}
          {request.offers.length > 0 && (
            <>
              <p>{t('data.offers')}</p>
              <ul>
                {request.offers.map(({ startsAt }) => (
                  <li key={startsAt}>{when(startsAt)}</li>
                ))}
              </ul>
            </>
          )}
          {Object.keys(request.answers).length > 0 ? (
            <AnswerList answers={request.answers} />
          ) : (
            <p>{t('meetings:meeting.erased')}</p>
          )}
          {request.ourPart && (
            <>
              <p>{t('manage:data.ourPart')}</p>
              <p className="their-words" dir="auto">
                {request.ourPart.words}
              </p>
            </>
          )}
          <HeldDocuments documents={request.documents} />
          <Company request={request} />
          <Agreed request={request} />
          <Timeline events={request.events} reader="practitioner" level={4} />
          <h4>{t('meetings:openings.title')}</h4>
          <WhoOpened openings={request.openings} />
        </section>
      ))}
    </>
  );
}

/** Who came along, which reminders there were, and that staff wrote notes. */
function Company({ request }: { request: Held['requests'][number] }) {
  const { t } = useTranslation('manage');
  const when = useMoments();
  const { supporters, reminders, staffNotes } = request;
  return (
    <>
      {supporters.length + reminders.length > 0 && (
        <ul>
          {supporters.map(({ name, email, addedAt, removedAt }) => (
            <li key={addedAt}>
              {t('data.supporter', { name, when: when(addedAt) })}{' '}
              {email && <span className="line">{t('data.supporterEmail', { email })}</span>}{' '}
              {removedAt !== null && (
                <span className="line">{t('data.supporterGone', { when: when(removedAt) })}</span>
              )}
            </li>
          ))}
          {reminders.map(({ dueAt, state }, index) => (
            <li key={index}>{t(`data.reminder.${state}`, { when: when(dueAt) })}</li>
          ))}
        </ul>
      )}
      {staffNotes > 0 && <p>{t('data.staffNotes', { count: staffNotes })}</p>}
    </>
  );
}

function Concerns({ held }: { held: Held }) {
  const { t } = useTranslation('concerns');
  if (held.concerns.length === 0) return <p>{t('data.none')}</p>;
  return held.concerns.map((concern) => (
    <section key={concern.reference} aria-labelledby={concern.reference}>
      <h3 id={concern.reference}>{t('list.item', { reference: concern.reference })}</h3>
      <p>{t(`kinds.${concern.kind}`)}</p>
      <p>
        <ConcernTag state={concern.state} />
      </p>
      {Object.keys(concern.answers).length > 0 ? (
        <ConcernAnswers answers={concern.answers} aboutName={concern.aboutName} />
      ) : (
        <p>{t('page.erased')}</p>
      )}
      <ConsentList consents={concern.consents} reader="practitioner" level={4} />
      <ConcernTimeline events={concern.events} reader="practitioner" level={4} />
      <h4>{t('page.opened')}</h4>
      <WhoOpened openings={concern.openings} />
    </section>
  ));
}

/** What was agreed in the meeting, or proposed, and which contacts are planned. */
function Agreed({ request }: { request: Held['requests'][number] }) {
  const { t } = useTranslation('record');
  const { agreedActions, contacts, noteDraft } = request;
  return (
    <>
      {agreedActions.length > 0 && (
        <>
          <h4>{t('note.todo')}</h4>
          <ActionList
            actions={agreedActions.map((action, index) => ({ ...action, id: String(index) }))}
            reader="practitioner"
          />
        </>
      )}
      {contacts.length > 0 && (
        <>
          <h4>{t('data.contacts')}</h4>
          <ContactList contacts={contacts} />
        </>
      )}
      {noteDraft && <p>{t('data.draft')}</p>}
    </>
  );
}

function Events({ held }: { held: Held }) {
  const { t } = useTranslation('audit');
  const when = useMoments();
  return (
    <ul>
      {held.events.map(({ at, action }, index) => (
        <li key={index}>
          {when(at)}: {t(`actions.${action}`)}
        </li>
      ))}
    </ul>
  );
}
