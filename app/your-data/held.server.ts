import { everythingAboutAccount } from '~/account/index.server';
import { everythingAboutConcerns } from '~/concerns/index.server';
import { everythingAboutRequests, heldTimeOf } from '~/meetings/index.server';
import type { Person } from '~/platform/access';
import { auditOfAccount, recordAuditOnce } from '~/platform/audit.server';
import { inTransaction } from '~/platform/database.server';
import { translator } from '~/platform/i18n';
import type { Locale } from '~/platform/locale';
import { waitingSince } from '~/platform/mail/outbox.server';
import { minute } from '~/platform/time/clock';

/** Everything the portal holds about one person. Instants are milliseconds since 1970 (UTC). */
export type Held = ReturnType<typeof everythingAbout>;

export function everythingAbout(actor: Person) {
  const ofAccount = everythingAboutAccount(actor);
  const practitioner = actor.role === 'practitioner';
  return {
    ...ofAccount,
    waitingMessages: waitingSince(ofAccount.account.email).map((writtenAt) => ({ writtenAt })),
    requests: practitioner ? everythingAboutRequests(actor).map(asHeld) : [],
    concerns: practitioner ? everythingAboutConcerns(actor) : [],
    heldTime: heldTimeOf(actor),
    events: auditOfAccount(actor.accountId).map(({ at, action, detail }) => ({
      at,
      action,
      detail,
    })),
  };
}

/** A request without what is only for its page: which buttons to show. */
function asHeld({
  allowed: _,
  adviserId: __,
  offers,
  ...request
}: ReturnType<typeof everythingAboutRequests>[number]) {
  return { ...request, offers: offers.map(({ startsAt }) => ({ startsAt })) };
}

export type Part = keyof Held;
export const parts = [
  'account',
  'sessions',
  'browsers',
  'passkeys',
  'recoveryCodes',
  'emailChange',
  'unsentForms',
  'waitingMessages',
  'requests',
  'concerns',
  'heldTime',
  'events',
] as const satisfies Part[];

/**
 * The same for a program: each part by name, what the names mean, and instants in ISO 8601.
 * @returns JSON, indented so that people can read it, too.
 */
export function asJson(held: Held, locale: Locale): string {
  const t = translator(locale, 'account');
  const meaning = Object.fromEntries(parts.map((part) => [part, t(`data.meaning.${part}`)]));
  return JSON.stringify({ meaning, ...held }, instantsInWords, 2);
}

/** Names of instants end in `At` or `Until`, or are `at`; `times` of an event is a list of them. */
function instantsInWords(name: string, value: unknown): unknown {
  const iso = (instant: number) => new Date(instant).toISOString();
  if (typeof value === 'number' && /((^a|A)t|Until)$/.test(name)) return iso(value);
  if (name === 'times' && Array.isArray(value)) return value.map((each) => iso(each as number));
  return value;
}

/** Writes in the audit trail that the person took a copy: once a minute, however many they take. */
export function noteDownload({ accountId }: Person, kind: 'json' | 'html'): void {
  const download = {
    actorId: accountId,
    action: 'data-downloaded',
    subject: accountId,
    detail: kind,
  } as const;
  inTransaction((tx) => recordAuditOnce(tx, download, minute));
}
