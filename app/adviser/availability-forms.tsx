import { useForm, type SubmissionResult } from '@conform-to/react';
import { useActionData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bounds, closures, differences, type Counted, type Rules } from '~/diary/index';
import type { InAway, KeptException } from '~/diary/index.server';
import { localPath } from '~/platform/locale';
import { day, hour, minute } from '~/platform/time/clock';
import { clockInWords, dateInWords, momentInWords } from '~/platform/time/london';
import { Choices, ErrorSummary, Select, SubmitButton, TextField } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import type { Deed } from './availability-deeds';

/** The parts that the pages of an adviser's and of a team's availability have in common. */

interface Returned {
  deed: Deed;
  result: SubmissionResult;
}

/** A form of these pages, sent to the page it is on. */
export function DeedForm({
  deed,
  which,
  children,
}: {
  deed: Deed;
  /** What it is about. */
  which?: string;
  children: ReactNode;
}) {
  const { locale, path } = usePage();
  return (
    <form
      id={deed === 'add-days' ? 'answer-form' : undefined}
      method="post"
      action={localPath(locale, path)}
      noValidate
    >
      <input type="hidden" name="deed" value={deed} />
      {which !== undefined && <input type="hidden" name="which" value={which} />}
      {children}
    </form>
  );
}

/** The fields of one form, with what was typed when it came back. */
function useDeedForm<Name extends string>(
  deed: Deed,
  defaultValue?: Partial<Record<Name, string>>,
) {
  const returned = useActionData() as Returned | undefined;
  const lastResult = returned?.deed === deed ? returned.result : undefined;
  const [form, fields] = useForm<Record<string, unknown>>({ id: deed, lastResult, defaultValue });
  return { form, fields: fields as Record<Name, (typeof fields)[string]> };
}

const hoursFields = ['weekday', 'opens', 'closes', 'instead'] as const;
const daysFields = ['kind', 'firstDay', 'lastDay', 'opens', 'closes'] as const;
const numbers = Object.keys(bounds) as Counted[];

export const useHoursForm = () => useDeedForm<(typeof hoursFields)[number]>('add-hours');
const useDaysForm = () => useDeedForm<(typeof daysFields)[number]>('add-days');
const useRulesForm = (defaults?: Record<string, string>) =>
  useDeedForm<Counted | 'published'>('rules', defaults);

/** What is to put right in whichever form came back. */
export function DeedErrors() {
  const hours = useHoursForm();
  const days = useDaysForm();
  const rules = useRulesForm();
  return (
    <>
      <ErrorSummary form={hours.form} fields={hoursFields.map((name) => hours.fields[name])} />
      <ErrorSummary form={days.form} fields={daysFields.map((name) => days.fields[name])} />
      <ErrorSummary form={rules.form} fields={numbers.map((name) => rules.fields[name])} />
    </>
  );
}

/** `9:30am to 12:30pm`. */
export function useHoursInWords() {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  return (opens: string, closes: string): string =>
    t('range', { from: clockInWords(opens, locale), until: clockInWords(closes, locale) });
}

/** One date, or the first and the last. */
function useDaysInWords() {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  return (firstDay: string, lastDay: string): string =>
    firstDay === lastDay
      ? dateInWords(firstDay, locale)
      : t('days', { first: dateInWords(firstDay, locale), last: dateInWords(lastDay, locale) });
}

/** Days that differ, each with the way to take it out. */
export function DifferingDays({
  days,
  ofTeam = false,
}: {
  days: KeptException[];
  /** On a team's own page. */
  ofTeam?: boolean;
}) {
  const { t } = useTranslation('diary');
  if (days.length === 0) return <p>{t(ofTeam ? 'team.noClosures' : 'differs.none')}</p>;
  return (
    <ul className="cards">
      {days.map((exception) => (
        <DifferingDay key={exception.id} exception={exception} ofTeam={ofTeam} />
      ))}
    </ul>
  );
}

function DifferingDay({ exception, ofTeam }: { exception: KeptException; ofTeam: boolean }) {
  const { t } = useTranslation('diary');
  const daysInWords = useDaysInWords();
  const hoursInWords = useHoursInWords();
  const { id, firstDay, lastDay, kind, opens, closes } = exception;
  const what =
    kind === 'open' ? t('differs.open') : t(exception.ofTeam ? 'team.closed' : 'differs.away');
  const days = daysInWords(firstDay, lastDay);
  return (
    <li>
      <h3>{days}</h3>
      <p>
        {what}
        {opens !== null && closes !== null && `: ${hoursInWords(opens, closes)}`}
      </p>
      {exception.ofTeam && !ofTeam ? (
        <p className="quiet">{t('differs.ofTeam')}</p>
      ) : (
        <details>
          <summary>
            {t('differs.removeSummary')}
            <span className="nhsuk-u-visually-hidden">: {days}</span>
          </summary>
          <div>
            <p>{t('differs.removeWhat')}</p>
            <DeedForm deed="remove-days" which={id}>
              <SubmitButton look="secondary">
                {t('differs.remove')}
                <span className="nhsuk-u-visually-hidden">: {days}</span>
              </SubmitButton>
            </DeedForm>
          </div>
        </details>
      )}
    </li>
  );
}

/** What days that differ are for somebody, and for a team. */
function useKindsOfDays(ofTeam: boolean) {
  const { t } = useTranslation('diary');
  return ofTeam
    ? closures.map((value) => ({
        value,
        label: t(`team.kinds.${value}`),
        hint: t(`team.kindHints.${value}`),
      }))
    : differences.map((value) => ({
        value,
        label: t(`differs.kinds.${value}`),
        hint: t(`differs.kindHints.${value}`),
      }));
}

/** The form that adds days that differ. */
export function AddDays({ ofTeam = false }: { ofTeam?: boolean }) {
  const { t } = useTranslation('diary');
  const { fields } = useDaysForm();
  const options = useKindsOfDays(ofTeam);
  return (
    <DeedForm deed="add-days">
      <Choices
        field={fields.kind}
        kind="radios"
        label={t(ofTeam ? 'team.kind' : 'differs.kind')}
        options={options}
      />
      <TextField field={fields.firstDay} label={t('differs.firstDay')} type="date" width="10" />
      <TextField
        field={fields.lastDay}
        label={t('differs.lastDay')}
        hint={t('differs.lastDayHint')}
        type="date"
        width="10"
      />
      <TextField
        field={fields.opens}
        label={t('differs.opens')}
        hint={t('differs.hoursHint')}
        width="5"
      />
      <TextField field={fields.closes} label={t('differs.closes')} width="5" />
      <SubmitButton>{t('differs.save')}</SubmitButton>
    </DeedForm>
  );
}

/** What each rule is, in the unit people choose it in. */
const inItsUnit: Record<Counted, (rules: Rules) => number> = {
  lengthMinutes: ({ length }) => length / minute,
  bufferMinutes: ({ buffer }) => buffer / minute,
  mostPerDay: ({ mostPerDay }) => mostPerDay,
  noticeHours: ({ notice }) => notice / hour,
  horizonDays: ({ horizon }) => horizon / day,
  cutOffHours: ({ cutOff }) => cutOff / hour,
  answerWithinDays: ({ answerWithin }) => answerWithin,
};

const unitOf = {
  lengthMinutes: 'minutes',
  bufferMinutes: 'minutes',
  mostPerDay: 'aDay',
  noticeHours: 'hours',
  horizonDays: 'dayCount',
  cutOffHours: 'hours',
  answerWithinDays: 'workingDays',
} as const satisfies Record<Counted, string>;

/** The form of the rules: each says what holds when it is left empty. */
export function RulesForm({
  names,
  own,
  otherwise,
  ofTeam = false,
}: {
  names: readonly Counted[];
  own: Partial<Record<Counted, number | null>> & { published: boolean | null };
  /** What holds where nothing is chosen. */
  otherwise: Rules;
  ofTeam?: boolean;
}) {
  const { t } = useTranslation('diary');
  const chosen = names.map((name): [string, string] => [name, String(own[name] ?? '')]);
  const published = own.published === null ? 'usual' : own.published ? 'yes' : 'no';
  const { fields } = useRulesForm(Object.fromEntries([...chosen, ['published', published]]));
  const hintOf = (name: Counted) => {
    const value = t(unitOf[name], { count: inItsUnit[name](otherwise) });
    const says = t('rules.otherwise', { value });
    return name === 'mostPerDay' && ofTeam ? `${t('rules.mostPerDayHint')} ${says}` : says;
  };
  const usual = t(otherwise.published ? 'rules.yes' : 'rules.no');
  return (
    <DeedForm deed="rules">
      {names.map((name) => (
        <TextField
          key={name}
          field={fields[name]}
          label={t(`rules.${name}`)}
          hint={hintOf(name)}
          inputMode="numeric"
          width="4"
        />
      ))}
      <Select
        field={fields.published}
        label={t('rules.published')}
        hint={t('rules.publishedHint')}
        options={[
          {
            value: 'usual',
            label: t(ofTeam ? 'rules.teamUsual' : 'rules.usual', { value: usual }),
          },
          { value: 'yes', label: t('rules.yes') },
          { value: 'no', label: t('rules.no') },
        ]}
      />
      <SubmitButton>{t('rules.save')}</SubmitButton>
    </DeedForm>
  );
}

/** What the page has just done. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <p className="notice" role="status">
      {children}
    </p>
  );
}

/** Meetings and offers in time away. They go on until somebody does something about them. */
export function StillArranged({ things }: { things: InAway[] }) {
  const { t } = useTranslation('diary');
  const { locale } = usePage();
  if (things.length === 0) return null;
  return (
    <section className="notice" aria-labelledby="still-arranged">
      <h2 id="still-arranged">{t('inAway.title')}</h2>
      <p>{t('inAway.what')}</p>
      <ul>
        {things.map(({ reference, startsAt, kind }) => (
          <li key={reference + startsAt}>
            <LocalLink to={`/adviser/requests/${reference}`}>
              {momentInWords(startsAt, locale)}
            </LocalLink>
            {`: ${t(`inAway.${kind}`)}, ${reference}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
