import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { giveAll, openOf, whoCanAnswer, type Covered } from '~/meetings/index.server';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { ErrorSummary, Select, SubmitButton } from '~/platform/ui/form';
import { BackLink, LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';

/** Cover: every open request of one adviser goes to a colleague. */

const page = '/adviser/team/cover';

const person = (message: string) => z.string({ error: message }).min(1, message).max(64, message);
const schema = z
  .object({ from: person('team:errors.from'), to: person('team:errors.to') })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'team:errors.same' });

export function loader({ request, context: { actor: asking, locale } }: LoaderFunctionArgs) {
  const actor = signedIn(asking);
  const from = new URL(request.url).searchParams.get('from') ?? '';
  return {
    title: translator(locale, 'team')('cover.title'),
    from,
    open: openOf(actor, from).length,
    people: whoCanAnswer(actor, from),
  };
}

export async function action({ request, context: { actor: asking } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success')
    return data({ wrong: submission.reply(), covered: null }, { status: 400 });
  const { from, to } = submission.value;
  const people = whoCanAnswer(actor, from);
  const receiver = people.find(({ id, here }) => id === to && here);
  if (!receiver || !people.some(({ id }) => id === from)) {
    const wrong = submission.reply({ fieldErrors: { to: ['team:errors.to'] } });
    return data({ wrong, covered: null }, { status: 400 });
  }
  return { wrong: null, covered: { name: receiver.name, ...(await giveAll(actor, from, to)) } };
}

type Answered =
  | { wrong: SubmissionResult | null; covered: (Covered & { name: string | null }) | null }
  | undefined;

export default function Cover() {
  const { t } = useTranslation('team');
  const { locale } = usePage();
  const { from, open, people } = useLoaderData<typeof loader>();
  const { wrong, covered } = (useActionData<typeof action>() as Answered) ?? {};
  const [form, fields] = useForm<z.input<typeof schema>>({
    id: 'cover',
    lastResult: wrong,
    defaultValue: { from, to: '' },
  });
  if (covered) return <Report covered={covered} />;
  const nameOf = (id: string) => people.find((its) => its.id === id)?.name;
  const choose = { value: '', label: t('cover.choose') };
  const asOptions = (some: typeof people) =>
    some.map(({ id, name }) => ({ value: id, label: name ?? id }));
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={[fields.from, fields.to]} />
      <BackLink to="/adviser/team">{t('cover.back')}</BackLink>
      <h1>{t('cover.title')}</h1>
      <p>{t('cover.what')}</p>
      <p>{t('cover.stays')}</p>
      {nameOf(from) && <p>{t('cover.open', { name: nameOf(from), count: open })}</p>}
      <form id="answer-form" method="post" action={localPath(locale, page)} noValidate>
        <Select
          field={fields.from}
          label={t('cover.from')}
          options={[choose, ...asOptions(people)]}
        />
        <Select
          field={fields.to}
          label={t('cover.to')}
          options={[choose, ...asOptions(people.filter(({ here }) => here))]}
        />
        <SubmitButton>{t('cover.button')}</SubmitButton>
      </form>
    </div>
  );
}

/** What was moved, and what was not and why. */
function Report({ covered }: { covered: Covered & { name: string | null } }) {
  const { t } = useTranslation(['team', 'meetings']);
  const { moved, stayed, keptFromYou, name } = covered;
  return (
    <div className="reading">
      <h1>{t('cover.title')}</h1>
      <p role="status" className="notice">
        {t('cover.moved', { count: moved, name: name ?? '' })}
      </p>
      {stayed.length > 0 && (
        <>
          <h2>{t('cover.stayedTitle')}</h2>
          <p>{t('cover.stayedWhat')}</p>
          <ul className="cards">
            {stayed.map(({ reference, because }) => (
              <li key={reference}>
                <p>
                  <LocalLink to={`/adviser/requests/${reference}`}>
                    {t('request', { reference })}
                  </LocalLink>
                </p>
                <p>{t(`meetings:refusals.${because}`)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {keptFromYou > 0 && <p>{t('cover.keptFromYou', { count: keptFromYou })}</p>}
      <p>
        <LocalLink to="/adviser/team">{t('cover.back')}</LocalLink>
      </p>
    </div>
  );
}
