import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { ContactLines } from '../contact-lines';
import { listedOrganisations, urgentContacts } from '../directory.server';
import { matchContacts, worries, type Situation } from '../match';
import { nations, type Organisation } from '../organisation';
import { professions, stages } from '~/platform/content/vocabulary';
import { UrgentHelp } from '../urgent-help';

/** Three contacts for a situation. The answers make the page and are gone. */
export function loader({ context }: LoaderFunctionArgs) {
  return { title: translator(context.locale, 'support')('match.title'), urgent: urgentContacts() };
}

/** Nations the tool asks about: where the portal's readers work. */
const askedNations = nations.filter((nation) => nation !== 'scotland');
const yesNo = ['yes', 'no'] as const;

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const known = <const T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === form.get(name));
  const situation: Situation = {
    worry: known('worry', worries),
    stage: known('stage', stages),
    profession: known('profession', professions),
    nation: known('nation', askedNations),
    member: known('member', yesNo),
  };
  return { situation, contacts: matchContacts(situation, listedOrganisations()) };
}

export default function Match() {
  const { t } = useTranslation('support');
  const { urgent } = useLoaderData<typeof loader>();
  const matched = useActionData<typeof action>();
  return (
    <>
      <UrgentHelp contacts={urgent} />
      <BackLink to="/support">{t('back')}</BackLink>
      <div className="reading">
        <h1>{t('match.title')}</h1>
        {matched ? (
          <>
            <Contacts contacts={matched.contacts} />
            <details className="no-print">
              <summary>{t('match.change')}</summary>
              <div>
                <SituationForm situation={matched.situation} />
              </div>
            </details>
          </>
        ) : (
          <>
            <p className="lead">{t('match.what')}</p>
            <p className="panel">{t('match.private')}</p>
            <SituationForm situation={{}} />
          </>
        )}
        <p>
          <LocalLink to="/support">{t('match.all')}</LocalLink>
        </p>
      </div>
    </>
  );
}

function Contacts({ contacts }: { contacts: Organisation[] }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  return (
    <>
      <p className="lead" role="status">
        {t('match.found')}
      </p>
      <ol className="cards">
        {contacts.map((organisation, index) => {
          const words = organisation.words[locale];
          return (
            <li key={organisation.id} className={index === 0 ? 'cards__first' : undefined}>
              <p className="quiet">{t(index === 0 ? 'match.first' : 'match.also')}</p>
              <h2>
                <LocalLink to={`/support/${organisation.id}`}>
                  {organisation.name[locale]}
                </LocalLink>
              </h2>
              <p>
                <strong>{t('match.why')}</strong> {words.bestFor}
              </p>
              <ContactLines organisation={organisation} />
              <p>
                <strong>{t('parts.whenYouContact')}</strong> {words.whenYouContact}
              </p>
              <p>
                <strong>{t('parts.limits')}</strong> {words.limits}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function SituationForm({ situation }: { situation: Situation }) {
  const { t } = useTranslation('support');
  const { locale } = usePage();
  const question = <const T extends string>(
    name: keyof Situation,
    options: readonly T[],
    words: (option: T) => string,
  ) => (
    <div className="nhsuk-form-group">
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
          {t(`match.questions.${name}`)}
        </legend>
        <div className="nhsuk-radios">
          {options.map((option) => (
            <div className="nhsuk-radios__item" key={option}>
              <input
                className="nhsuk-radios__input"
                type="radio"
                name={name}
                value={option}
                id={`${name}-${option}`}
                defaultChecked={situation[name] === option}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${name}-${option}`}>
                {words(option)}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
  return (
    <form method="post" action={localPath(locale, '/support/match')}>
      {question('worry', worries, (option) => t(`match.worries.${option}`))}
      {question('profession', professions, (option) => t(`professions.${option}`))}
      {question('nation', askedNations, (option) => t(`nations.${option}`))}
      {question('stage', stages, (option) => t(`stages.${option}`))}
      {question('member', yesNo, (option) => t(`match.${option}`))}
      <SubmitButton>{t('match.show')}</SubmitButton>
    </form>
  );
}
