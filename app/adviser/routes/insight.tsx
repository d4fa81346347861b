import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { signedIn } from '~/platform/access';
import { asTyped } from '~/platform/as-typed';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { ErrorBox } from '~/platform/ui/error-box';
import { SubmitButton, TextArea } from '~/platform/ui/form';
import { LocalLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { longestWords } from '~/voices/index';
import { decideAbout, readPublished, readWaiting, takeDown } from '~/voices/index.server';

/** A lead reads what people wrote without saying who they are, one text at a time, and says what is published. */

const address = '/adviser/insight';

const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const formSchema = z.discriminatedUnion('deed', [
  z.object({
    deed: z.literal('publish'),
    text: id,
    // Marks for what was taken out make a text longer, not shorter.
    words: z
      .string()
      .overwrite(asTyped)
      .max(2 * longestWords),
  }),
  z.object({ deed: z.literal('leave-out'), text: id }),
  z.object({ deed: z.literal('take-down'), text: id }),
]);

const deeds = ['published', 'left-out', 'taken-down', 'gone'] as const;

export function loader({ request, context: { actor, locale } }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done');
  return {
    title: translator(locale, 'insight')('staff.title'),
    ...readWaiting(signedIn(actor)),
    published: readPublished(),
    done: oneOf(deeds, done) ?? null,
  };
}

export async function action({ request, context: { actor: asking, locale } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const { success, data: asked } = formSchema.safeParse(
    Object.fromEntries(await request.formData()),
  );
  // No form of ours sends anything else.
  if (!success) throw new Response(null, { status: 400 });
  const back = (done: (typeof deeds)[number]) =>
    redirect(localPath(locale, `${address}?done=${done}`));
  if (asked.deed === 'take-down') return back(takeDown(actor, asked.text) ? 'taken-down' : 'gone');
  const published = asked.deed === 'publish' ? asked.words : null;
  const decided = decideAbout(actor, { id: asked.text, published });
  if (decided !== 'not-theirs') return back(decided);
  return data({ text: asked.text, words: published ?? '' }, { status: 400 });
}

export default function InsightForStaff() {
  const { t } = useTranslation('insight');
  const { waiting, published, done } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>() as { text: number; words: string } | undefined;
  return (
    <div className="reading">
      {failed && (
        <ErrorBox>
          <ul className="nhsuk-list nhsuk-error-summary__list">
            <li>
              <a href="#words">{t('staff.notTheirs')}</a>
            </li>
          </ul>
        </ErrorBox>
      )}
      {done && !failed && (
        <p className="notice" role="status">
          {t(`staff.done.${done}`)}
        </p>
      )}
      <h1>{t('staff.title')}</h1>
      <p className="lead">{t('staff.waiting', { count: waiting })}</p>
      <NextText failed={failed} />
      <h2>{t('staff.published')}</h2>
      {published.length === 0 ? (
        <p>{t('staff.publishedNone')}</p>
      ) : (
        <ul className="cards">
          {published.map((each) => (
            <PublishedText key={each.id} {...each} />
          ))}
        </ul>
      )}
      <p>
        {t('staff.same')} <LocalLink to="/voices/insight">{t('staff.insight')}</LocalLink>
      </p>
    </div>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** The text to decide about, with what of it would be published. */
function NextText({ failed }: { failed: { text: number; words: string } | undefined }) {
  const { t } = useTranslation(['insight', 'voices']);
  const { locale } = usePage();
  const { next } = useLoaderData<typeof loader>();
  if (!next) return null;
  const typed = failed?.text === next.id ? failed.words : undefined;
  const field = {
    id: 'words',
    name: 'words',
    initialValue: typed ?? next.words,
    errors: typed === undefined ? undefined : ['insight:staff.notTheirs'],
  };
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t(`voices:topics.${next.topic}.title`)}</h2>
      <p className="quiet">{t(`voices:topics.${next.topic}.words`)}</p>
      <blockquote className="their-words" dir="auto">
        {next.words}
      </blockquote>
      <p>{t('staff.how')}</p>
      <form id="answer-form" method="post" action={localPath(locale, address)}>
        <input type="hidden" name="text" value={next.id} />
        <TextArea field={field} label={t('staff.words')} hint={t('staff.hint')} rows={5} />
        <p>{t('staff.erased')}</p>
        <div className="actions">
          <SubmitButton name="deed" value="publish">
            {t('staff.publish')}
          </SubmitButton>
          <SubmitButton look="secondary" name="deed" value="leave-out">
            {t('staff.leaveOut')}
          </SubmitButton>
        </div>
      </form>
    </section>
  );
}

function PublishedText({ id, topic, words }: Loaded['published'][number]) {
  const { t } = useTranslation(['insight', 'voices']);
  const { locale } = usePage();
  return (
    <li>
      <h3>{t(`voices:topics.${topic}.title`)}</h3>
      <blockquote className="their-words" dir="auto">
        {words}
      </blockquote>
      <form method="post" action={localPath(locale, address)}>
        <input type="hidden" name="text" value={id} />
        <SubmitButton look="secondary" name="deed" value="take-down">
          {t('staff.takeDown')}
          <span className="nhsuk-u-visually-hidden"> ({words.slice(0, 40)})</span>
        </SubmitButton>
      </form>
    </li>
  );
}
