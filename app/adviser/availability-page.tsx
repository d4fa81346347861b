import { useTranslation } from 'react-i18next';
import { weekdays } from '~/diary/index';
import type { AvailabilityView } from '~/diary/index.server';
import { teams, type Team } from '~/platform/access';
import { Choices, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { availabilityDone } from './availability-deeds';
import {
  AddDays,
  DeedErrors,
  DeedForm,
  DifferingDays,
  Done,
  RulesForm,
  StillArranged,
  useHoursForm,
  useHoursInWords,
} from './availability-forms';

interface Props {
  view: AvailabilityView;
  isOwn: boolean;
  /** Whose diary a lead keeps, too. */
  colleagues: { id: string; name: string; team: Team | null }[];
  done: (typeof availabilityDone)[number] | null;
}

/** When somebody can be met: their week, the days that differ, and their rules. */
export function AvailabilityPage({ view, isOwn, colleagues, done }: Props) {
  const { t } = useTranslation('diary');
  const { account } = usePage();
  const { name } = view;
  return (
    <div className="reading">
      <DeedErrors />
      {done && <Done>{t(`availability.${isOwn ? 'done' : 'doneOf'}.${done}`)}</Done>}
      <h1>{isOwn ? t('availability.title') : t('availability.titleOf', { name })}</h1>
      <p className="lead">{isOwn ? t('availability.what') : t('availability.whatOf', { name })}</p>
      <StillArranged things={view.inAway} />
      <nav aria-label={t('availability.jump')} className="no-print">
        <ul>
          <li>
            <a href="#week">{t('week.title')}</a>
          </li>
          <li>
            <a href="#differs">{t('differs.title')}</a>
          </li>
          <li>
            <a href="#rules">{t('rules.title')}</a>
          </li>
          {isOwn && (
            <li>
              <a href="#more">{t('availability.more')}</a>
            </li>
          )}
          {isOwn && account === 'lead' && (
            <li>
              <a href="#others">{t('availability.others')}</a>
            </li>
          )}
          <li>
            {isOwn ? (
              <LocalLink to="/adviser/diary">{t('availability.diary')}</LocalLink>
            ) : (
              <LocalLink to={`/adviser/diary?adviser=${view.adviserId}`}>
                {t('availability.diaryOf', { name })}
              </LocalLink>
            )}
          </li>
        </ul>
      </nav>
      <Week week={view.week} />
      <h2 id="differs">{t('differs.title')}</h2>
      <p>{t('differs.what')}</p>
      <DifferingDays days={view.exceptions} />
      <h3>{t('differs.add')}</h3>
      <AddDays />
      <h2 id="rules">{t('rules.title')}</h2>
      <p>{t('rules.what')}</p>
      <RulesForm
        names={['lengthMinutes', 'bufferMinutes', 'mostPerDay']}
        own={view.own}
        otherwise={view.otherwise}
      />
      {isOwn && (
        <>
          <h2 id="more">{t('availability.more')}</h2>
          <ul>
            <li>
              <LocalLink to="/adviser/availability/busy">{t('availability.busy')}</LocalLink>
            </li>
            <li>
              <LocalLink to="/adviser/availability/calendar">
                {t('availability.calendar')}
              </LocalLink>
            </li>
          </ul>
        </>
      )}
      {isOwn && account === 'lead' && <Others colleagues={colleagues} />}
    </div>
  );
}

function Week({ week }: { week: AvailabilityView['week'] }) {
  const { t } = useTranslation('diary');
  const hoursInWords = useHoursInWords();
  const { fields } = useHoursForm();
  return (
    <>
      <h2 id="week">{t('week.title')}</h2>
      <p>{t('week.what')}</p>
      <table className="queue">
        <caption className="nhsuk-u-visually-hidden">{t('week.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('week.day')}</th>
            <th scope="col">{t('week.hours')}</th>
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday) => {
            const its = week.filter((stretch) => String(stretch.weekday) === weekday);
            return (
              <tr key={weekday}>
                <th scope="row">{t(`weekdays.${weekday}`)}</th>
                <td>
                  {its.length === 0 && t('week.none')}
                  {its.map(({ id, opens, closes }) => {
                    const hours = hoursInWords(opens, closes);
                    const which = t('week.removeWhich', { day: t(`weekdays.${weekday}`), hours });
                    return (
                      <DeedForm key={id} deed="remove-hours" which={id}>
                        {hours}{' '}
                        <button type="submit" className="link-button no-print">
                          {t('week.remove')}
                          <span className="nhsuk-u-visually-hidden">: {which}</span>
                        </button>
                      </DeedForm>
                    );
                  })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h3>{t('week.add')}</h3>
      <DeedForm deed="add-hours">
        <Choices
          field={fields.weekday}
          kind="checkboxes"
          label={t('week.weekday')}
          options={weekdays.map((value) => ({ value, label: t(`weekdays.${value}`) }))}
        />
        <TextField
          field={fields.opens}
          label={t('week.opens')}
          hint={t('week.timeHint')}
          width="5"
        />
        <TextField field={fields.closes} label={t('week.closes')} width="5" />
        <Choices
          field={fields.instead}
          kind="checkboxes"
          label={t('week.instead')}
          options={[{ value: 'yes', label: t('week.insteadOption') }]}
        />
        <SubmitButton>{t('week.save')}</SubmitButton>
      </DeedForm>
    </>
  );
}

/** The way to what else a lead keeps. */
function Others({ colleagues }: Pick<Props, 'colleagues'>) {
  const { t } = useTranslation(['diary', 'staff']);
  return (
    <>
      <h2 id="others">{t('availability.others')}</h2>
      <ul>
        {teams.map((team) => (
          <li key={team}>
            <LocalLink to={`/adviser/availability/team/${team}`}>
              {t('availability.teamLink', { team: t(`staff:teams.${team}`) })}
            </LocalLink>
          </li>
        ))}
        {colleagues.map(({ id, name, team }) => (
          <li key={id}>
            <LocalLink to={`/adviser/availability/${id}`}>{name}</LocalLink>
            {team && ` (${t(`staff:teams.${team}`)})`}
          </li>
        ))}
      </ul>
    </>
  );
}
