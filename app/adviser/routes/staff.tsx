import { useForm, type SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import {
  changeStaff,
  inviteStaff,
  listStaff,
  openInvitations,
  openStaffList,
  renameStaff,
  withdrawInvitation,
} from '~/account/index.server';
import { emailAddress } from '~/account/index';
import { signedIn, staffRoles, teams } from '~/platform/access';
import { translator } from '~/platform/i18n';
import { spendAllowance } from '~/platform/limits.server';
import { localPath } from '~/platform/locale';
import { oneOf } from '~/platform/one-of';
import { momentInWords } from '~/platform/time/london';
import { Choices, ErrorSummary, SubmitButton, TextField } from '~/platform/ui/form';
import { usePage } from '~/platform/ui/page-context';
import { staffCodeCookie } from '../staff-code.server';

/** The lead's page: who works here, who is invited, and what may be done about it. */

const page = '/adviser/staff';

const staffName = z
  .string({ error: 'staff:errors.nameMissing' })
  .trim()
  .min(1, 'staff:errors.nameMissing')
  .max(100, 'staff:errors.nameLong');

const inviteSchema = z
  .object({
    email: z.string({ error: 'staff:errors.emailMissing' }).pipe(emailAddress),
    name: staffName,
    role: z.enum(staffRoles, { error: 'staff:errors.roleMissing' }),
    team: z.enum(teams, { error: 'staff:errors.teamMissing' }).optional(),
  })
  .refine(({ role, team }) => role !== 'adviser' || team, {
    path: ['team'],
    error: 'staff:errors.teamMissing',
  });

const changeSchema = z.object({
  person: z.string().max(100),
  change: z.enum(['disable', 'enable', 'reset']),
});
const renameSchema = z.object({ person: z.string().max(100), name: staffName });
const withdrawSchema = z.object({ invitation: z.string().max(100) });

const deeds = ['invite', 'withdraw', 'change', 'rename', 'passed-on'] as const;
const outcomes = ['withdraw', 'disable', 'enable', 'enable-without-factor', 'rename'] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = signedIn(context.actor);
  return {
    title: translator(context.locale, 'staff')('list.title'),
    staff: openStaffList(actor).map((member) => ({
      ...member,
      self: member.id === actor.accountId,
    })),
    invitations: openInvitations(actor),
    code: await staffCodeCookie.read(request, actor),
    done: oneOf(outcomes, new URL(request.url).searchParams.get('done')) ?? null,
  };
}

export async function action({ request, context: { actor: asking, locale } }: ActionFunctionArgs) {
  const actor = signedIn(asking);
  const form = await request.formData();
  const here = (query = '') => localPath(locale, page + query);
  switch (oneOf(deeds, form.get('deed'))) {
    case 'invite': {
      const submission = parseWithZod(form, { schema: inviteSchema });
      if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
      const wait = spendAllowance('invitation-by-lead', actor.accountId);
      if (wait > 0) {
        return data(submission.reply({ formErrors: ['staff:errors.tooManyInvitations'] }), {
          status: 429,
          headers: { 'Retry-After': String(wait) },
        });
      }
      const outcome = inviteStaff(actor, submission.value, locale);
      if (outcome.is === 'staff-already') {
        const fieldErrors = { email: ['staff:errors.staffAlready'] };
        return data(submission.reply({ fieldErrors }), { status: 400 });
      }
      const { name } = submission.value;
      const shown = { code: outcome.code, name, for: 'invitation' } as const;
      return redirect(here(), {
        headers: { 'Set-Cookie': await staffCodeCookie.write(actor, shown) },
      });
    }
    case 'withdraw': {
      const { invitation } = parse(withdrawSchema, form);
      // One that was taken up or has run out meanwhile is gone from the list as well.
      withdrawInvitation(actor, invitation);
      return redirect(here('?done=withdraw'));
    }
    case 'change': {
      const { person, change } = parse(changeSchema, form);
      const verdict = changeStaff(actor, person, change);
      if (verdict.is === 'refused') return refuse(`staff:errors.${verdict.because}`);
      if (!verdict.code) {
        return redirect(here(`?done=${verdict.needsCode ? 'enable-without-factor' : change}`));
      }
      const { name } = listStaff(actor).find(({ id }) => id === person)!;
      const shown = { code: verdict.code, name, for: 'reset' } as const;
      return redirect(here(), {
        headers: { 'Set-Cookie': await staffCodeCookie.write(actor, shown) },
      });
    }
    case 'rename': {
      const { success, data: value, error } = renameSchema.safeParse(Object.fromEntries(form));
      if (!success) return refuse(error.issues[0]!.message);
      if (!renameStaff(actor, value.person, value.name)) return refuse('staff:errors.not-staff');
      return redirect(here('?done=rename'));
    }
    case 'passed-on':
      return redirect(here(), { headers: { 'Set-Cookie': await staffCodeCookie.clear() } });
    default:
      throw new Response(null, { status: 400 });
  }
}

/** Says what was not done, above the page. @param message a locale key. */
function refuse(message: string) {
  const result: SubmissionResult = { status: 'error', error: { '': [message] } };
  return data(result, { status: 400 });
}

/** @throws a 400 response: no form of ours sends anything else. */
function parse<Value>(schema: z.ZodType<Value>, form: FormData): Value {
  const { success, data: value } = schema.safeParse(Object.fromEntries(form));
  if (!success) throw new Response(null, { status: 400 });
  return value;
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Staff() {
  const { t } = useTranslation('staff');
  const { staff, invitations, code, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() as SubmissionResult | undefined;
  const [form, fields] = useForm<z.input<typeof inviteSchema>>({ id: 'invite', lastResult });
  return (
    <div className="reading">
      <ErrorSummary form={form} fields={[fields.name, fields.email, fields.role, fields.team]} />
      {done && (
        <p className="notice" role="status">
          {t(`list.done.${done}`)}
        </p>
      )}
      <h1>{t('list.title')}</h1>
      {code && <CodeToPassOn code={code} />}
      <p>
        <a href="#invite">{t('invite.title')}</a>
      </p>
      <h2>{t('list.people')}</h2>
      <ul className="cards">
        {staff.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
      <h2>{t('list.invitations')}</h2>
      {invitations.length === 0 && <p>{t('list.noInvitations')}</p>}
      <ul className="cards">
        {invitations.map((invitation) => (
          <OpenInvitation key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <h2 id="invite">{t('invite.title')}</h2>
      <p>{t('invite.what')}</p>
      <Deed deed="invite">
        <TextField field={fields.name} label={t('invite.name')} hint={t('invite.nameHint')} />
        <TextField
          field={fields.email}
          label={t('invite.email')}
          hint={t('invite.emailHint')}
          type="email"
          inputMode="email"
        />
        <Choices
          field={fields.role}
          kind="radios"
          label={t('invite.role')}
          options={staffRoles.map((value) => ({
            value,
            label: t(`roles.${value}`),
            hint: t(`invite.roles.${value}`),
          }))}
        />
        <Choices
          field={fields.team}
          kind="radios"
          label={t('invite.team')}
          hint={t('invite.teamHint')}
          options={teams.map((value) => ({ value, label: t(`teams.${value}`) }))}
        />
        <SubmitButton>{t('invite.send')}</SubmitButton>
      </Deed>
    </div>
  );
}

/** A form of this page. */
function Deed({ deed, children }: { deed: (typeof deeds)[number]; children: ReactNode }) {
  const { locale } = usePage();
  return (
    <form
      id={deed === 'invite' ? 'answer-form' : undefined}
      method="post"
      action={localPath(locale, page)}
      noValidate
    >
      <input type="hidden" name="deed" value={deed} />
      {children}
    </form>
  );
}

function CodeToPassOn({ code }: { code: NonNullable<Loaded['code']> }) {
  const { t } = useTranslation('staff');
  return (
    <section className="panel" aria-labelledby="code">
      <h2 id="code">{t('code.title', { name: code.name })}</h2>
      <p className="reference">{code.code}</p>
      <p>{t(`code.${code.for}`)}</p>
      <p>{t('code.how')}</p>
      <Deed deed="passed-on">
        <SubmitButton>{t('code.passedOn')}</SubmitButton>
      </Deed>
    </section>
  );
}

function Member({ member }: { member: Loaded['staff'][number] }) {
  const { t } = useTranslation('staff');
  const { locale } = usePage();
  const { name, email, role, team, factors, lastSignInAt, disabledAt, self } = member;
  const ways = [
    ...(factors.authenticator ? [t('list.authenticator')] : []),
    ...(factors.passkeys > 0 ? [t('list.passkeys', { count: factors.passkeys })] : []),
  ];
  return (
    <li>
      <h3 dir="auto">{name}</h3>
      {disabledAt !== null && (
        <p>
          <strong className="nhsuk-tag nhsuk-tag--grey">{t('list.disabled')}</strong>
        </p>
      )}
      <ul>
        <li>
          {t(`roles.${role}`)}
          {team && ` (${t(`teams.${team}`)})`}
        </li>
        <li dir="auto">{email}</li>
        <li>
          {lastSignInAt === null
            ? t('list.neverSignedIn')
            : t('list.signedIn', { when: momentInWords(lastSignInAt, locale) })}
        </li>
        <li>
          {ways.length === 0
            ? t('list.noFactor')
            : t('list.factors', {
                ways: ways.join(', '),
                codes: t('list.codes', { count: factors.recoveryCodes }),
              })}
        </li>
      </ul>
      <Rename member={member} />
      {self ? <p className="quiet">{t('list.self')}</p> : <Changes member={member} />}
    </li>
  );
}

/** Corrects a name, also one's own: others see who did it in the audit trail. */
function Rename({ member: { id, name } }: { member: Loaded['staff'][number] }) {
  const { t } = useTranslation('staff');
  const field = { id: `name-${id}`, name: 'name', errors: undefined, initialValue: name };
  return (
    <details>
      <summary>{t('rename.summary', { name })}</summary>
      <div>
        <Deed deed="rename">
          <input type="hidden" name="person" value={id} />
          <TextField field={field} label={t('invite.name')} hint={t('invite.nameHint')} />
          <SubmitButton look="secondary">{t('rename.button', { name })}</SubmitButton>
        </Deed>
      </div>
    </details>
  );
}

/** What may be done about somebody: what takes something away says first what it will do. */
function Changes({ member: { id, name, disabledAt } }: { member: Loaded['staff'][number] }) {
  const { t } = useTranslation('staff');
  const change = (which: 'disable' | 'enable' | 'reset') => (
    <Deed deed="change">
      <input type="hidden" name="person" value={id} />
      <SubmitButton
        name="change"
        value={which}
        look={which === 'disable' ? 'warning' : 'secondary'}
      >
        {t(`${which}.button`, { name })}
      </SubmitButton>
    </Deed>
  );
  if (disabledAt !== null) return change('enable');
  return (['reset', 'disable'] as const).map((which) => (
    <details key={which}>
      <summary>{t(`${which}.summary`, { name })}</summary>
      <div>
        <p>{t(`${which}.what`)}</p>
        {change(which)}
      </div>
    </details>
  ));
}

function OpenInvitation({ invitation }: { invitation: Loaded['invitations'][number] }) {
  const { t } = useTranslation('staff');
  const { locale } = usePage();
  const { id, name, email, role, team, expiresAt } = invitation;
  return (
    <li>
      <h3 dir="auto">{name}</h3>
      <ul>
        <li>
          {t(`roles.${role}`)}
          {team && ` (${t(`teams.${team}`)})`}
        </li>
        <li dir="auto">{email}</li>
        <li>{t('list.runsOut', { when: momentInWords(expiresAt, locale) })}</li>
      </ul>
      <Deed deed="withdraw">
        <SubmitButton name="invitation" value={id} look="secondary">
          {t('list.withdraw', { name })}
        </SubmitButton>
      </Deed>
    </li>
  );
}
