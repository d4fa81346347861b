import { useTranslation } from 'react-i18next';
import { dateInWords } from '~/platform/time/london';
import { usePage } from '~/platform/ui/page-context';
import type { Organisation, UrgentContact } from '~/support/index';
import type { Answers } from './answers';
import type { Happening } from './happening';
import { useLimitWords } from './limit-words';
import { pointsOf, type Point } from './plan';
import type { SourcedProcedure } from './procedures.server';

/** What a sheet is made of, beside the answers. */
export interface Sheet {
  procedures: readonly SourcedProcedure[];
  ask: readonly Point['words'][];
  contacts: readonly Organisation[];
  urgent: readonly UrgentContact[];
  /** Where more can be read. */
  address: string;
  /** ISO date. */
  today: string;
}

/** One or two printed pages to hand over. */
export function InformationSheet({
  sheet,
  answers: { nation, profession },
  happening,
}: {
  sheet: Sheet;
  answers: Answers;
  happening: Happening;
}) {
  const { t } = useTranslation(['sheets', 'next-steps']);
  const { locale } = usePage();
  const rights = sheet.procedures
    .flatMap(({ steps }) => steps.flatMap((step) => pointsOf(step, 'rights')))
    .slice(0, 6);
  const lines = sheet.urgent
    .flatMap(({ name, numbers }) =>
      numbers
        .filter(({ nations, keyword }) => nations.includes(nation!) && !keyword)
        .map(({ number }) => `${number} (${name[locale]})`),
    )
    .join(', ');
  return (
    <article className="sheet">
      <h1>{t('sheet.title')}</h1>
      <p>
        {t('sheet.situation', {
          profession: t(`next-steps:professions.${profession!}`),
          nation: t(`next-steps:nations.${nation!}`),
          happening: happening.sheet[locale],
        })}
      </p>
      <p className="panel">{t('sheet.first')}</p>
      <dl className="sheet__fill">
        {(['contact', 'next', 'policy'] as const).map((line) => (
          <div key={line}>
            <dt>{t(`sheet.fill.${line}`)}</dt>
            <dd>&nbsp;</dd>
          </div>
        ))}
      </dl>
      {sheet.procedures.length === 0 && <p>{t('sheet.none')}</p>}
      {sheet.procedures.map((procedure) => (
        <Steps key={procedure.id} procedure={procedure} />
      ))}
      <Points title={t('sheet.rights')} points={rights} />
      <Points
        title={t('sheet.ask')}
        points={sheet.ask.slice(0, 4).map((words) => ({ words, unconfirmed: false }))}
      />
      {sheet.procedures.length > 0 && <p className="small">{t('sheet.unconfirmed')}</p>}
      <h2>{t('sheet.support')}</h2>
      <ul>
        {sheet.contacts.map(({ id, name, phone, web }) => (
          <li key={id}>
            <strong>{name[locale]}</strong>:{' '}
            {[...phone.filter(({ confirmed }) => confirmed).map(({ number }) => number), web]
              .filter(Boolean)
              .join(', ')}
          </li>
        ))}
      </ul>
      <p>{t('sheet.urgent', { lines })}</p>
      <p>
        <strong>{t('sheet.more', { address: sheet.address })}</strong>
      </p>
      <p className="quiet small">
        {t('sheet.made', { date: dateInWords(sheet.today, locale, { weekday: false }) })}
      </p>
    </article>
  );
}

function Steps({ procedure }: { procedure: SourcedProcedure }) {
  const { t } = useTranslation(['sheets', 'next-steps']);
  const { locale } = usePage();
  const words = useLimitWords(procedure);
  return (
    <section>
      <h2>{t('sheet.steps', { procedure: procedure.title[locale] })}</h2>
      <ol>
        {procedure.steps.map((step) => (
          <li key={step.id}>
            <strong>{step.title[locale]}</strong>
            {step.unconfirmed && '*'}
            {step.onlySome && ` (${t('next-steps:onlySome')})`}
            {step.limit &&
              `. ${t('next-steps:length.limit', { working: words.limit(step.limit) })}`}
            {step.usual && `. ${words.usual(step.usual)}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Points({ title, points }: { title: string; points: Point[] }) {
  const { locale } = usePage();
  if (points.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {points.map((point) => (
          <li key={point.words.en}>
            {point.words[locale]}
            {point.unconfirmed && '*'}
          </li>
        ))}
      </ul>
    </section>
  );
}

const paragraphs = [
  'talked',
  'concern',
  'ppa',
  'next',
  'work',
  'company',
  'fair',
  'contact',
  'support',
] as const;

/** A letter to copy or print; the places in brackets are filled in on the employer's side. */
export function Letter({ address }: { address: string }) {
  const { t } = useTranslation('sheets');
  return (
    <article className="sheet letter">
      <h2 className="no-print">{t('letter.title')}</h2>
      <p>
        <strong>{t('letter.private')}</strong>
      </p>
      <p>{t('letter.date')}</p>
      <p>{t('letter.dear')}</p>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{t(`letter.${paragraph}`, { address })}</p>
      ))}
      <p>{t('letter.yours')}</p>
      <p>{t('letter.name')}</p>
    </article>
  );
}
