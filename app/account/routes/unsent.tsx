import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { signedIn } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { localPath } from '~/platform/locale';
import { momentInWords } from '~/platform/time/london';
import { SubmitButton } from '~/platform/ui/form';
import { NextLink } from '~/platform/ui/links';
import { usePage } from '~/platform/ui/page-context';
import { homeOf, safeNext } from '../landing';
import { UnsentFields } from '../unsent-fields';
import { pageInWords } from '../unsent-forms';
import { addressToPutBack, forgetUnsent, unsentFormsOf } from '../unsent-forms.server';

/** What somebody was writing when their time ran out: theirs to send again, or to throw away. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  const next = safeNext(new URL(request.url).searchParams.get('next')) || homeOf(actor.role);
  const forms = unsentFormsOf(actor).map((form) => ({
    ...form,
    putBack: addressToPutBack(form),
  }));
  const title = forms.length > 0 ? 'unsent.title' : 'unsent.none';
  return { title: translator(context.locale, 'account')(title), next, forms };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  forgetUnsent(signedIn(context.actor), String(form.get('id') ?? ''));
  const next = encodeURIComponent(safeNext(form.get('next')));
  return redirect(localPath(context.locale, `/account/unsent?next=${next}`));
}

type Shown = Awaited<ReturnType<typeof loader>>['forms'][number];

export default function Unsent() {
  const { t } = useTranslation('account');
  const { title, next, forms } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>{title}</h1>
      <p>{t(forms.length > 0 ? 'unsent.what' : 'unsent.noneWhat')}</p>
      {forms.map((form) => (
        <OneForm form={form} next={next} key={form.id} />
      ))}
      {forms.length > 0 && <p className="quiet">{t('unsent.stays')}</p>}
      <NextLink to={next} look={forms.length > 0 ? 'secondary' : undefined}>
        {t(forms.length > 0 ? 'unsent.later' : 'unsent.goOn')}
      </NextLink>
    </div>
  );
}

function OneForm({ form, next }: { form: Shown; next: string }) {
  const { t } = useTranslation('account');
  const { locale } = usePage();
  return (
    <section aria-labelledby={form.id}>
      <h2 id={form.id}>{pageInWords(form.address, locale)}</h2>
      <p>{t('unsent.when', { when: momentInWords(form.createdAt, locale) })}</p>
      <UnsentFields fields={form.fields} />
      <p>{t('unsent.sends')}</p>
      <div className="actions">
        <form method="post" action={form.putBack}>
          {form.fields.map(([name, value], index) => (
            <input type="hidden" name={name} value={value} key={index} />
          ))}
          <SubmitButton>{t('unsent.send')}</SubmitButton>
        </form>
        <form method="post" action={localPath(locale, '/account/unsent')}>
          <input type="hidden" name="id" value={form.id} />
          <input type="hidden" name="next" value={next} />
          <SubmitButton look="secondary">{t('unsent.throwAway')}</SubmitButton>
        </form>
      </div>
    </section>
  );
}
