import type { RouteConfig } from '@remix-run/route-config';
import { pathInRemix, type RouteEntry } from './platform/http/route-entry';

/** What every address of the open data has in common. */
const openData = { who: 'anyone', machine: true, kept: true, open: true } as const;

/** What a page that searches is counted towards. */
const search = ['search-from-client', 'search-overall'] as const;

/**
 * The table of contents: every address, the file that answers it, and who may open it.
 *
 * An address that is not here does not exist; the server reads this same table to decide (platform/http).
 */
export const table: RouteEntry[] = [
  // Reading: nobody needs an account.
  { path: '/', file: 'home/routes/home.tsx', who: 'anyone', kept: true },
  { path: '/guides', file: 'guides/routes/guides.tsx', who: 'anyone', kept: true },
  { path: '/guides/:slug', file: 'guides/routes/guide.tsx', who: 'anyone', kept: true },
  {
    path: '/support',
    file: 'support/routes/directory.tsx',
    who: 'anyone',
    kept: 'for-a-minute',
    keptChoices: ['need', 'profession', 'nation', 'stage', 'membership', 'group', 'open', 'page'],
    limits: search,
  },
  {
    path: '/support/match',
    file: 'support/routes/match.tsx',
    who: 'anyone',
    kept: true,
    form: true,
    turns: true,
  },
  { path: '/support/all', file: 'support/routes/all.tsx', who: 'anyone', kept: true },
  { path: '/support/shortlist', file: 'support/routes/shortlist.tsx', who: 'anyone', kept: true },
  {
    path: '/support/shortlist/cards.vcf',
    file: 'support/routes/cards.ts',
    who: 'anyone',
    kept: true,
  },
  { path: '/support/:id/card.vcf', file: 'support/routes/card.ts', who: 'anyone', kept: true },
  { path: '/support/data', file: 'open-referral/routes/data.tsx', who: 'anyone', kept: true },
  {
    path: '/support/:id',
    file: 'support/routes/organisation.tsx',
    who: 'anyone',
    kept: 'for-a-minute',
  },
  {
    path: '/support/:id/report',
    file: 'support/routes/report.tsx',
    who: 'anyone',
    kept: true,
    form: true,
  },
  {
    path: '/what-happens-next',
    file: 'next-steps/routes/what-happens-next.tsx',
    who: 'anyone',
    kept: true,
    form: true,
    turns: true,
    upload: true,
  },
  {
    path: '/what-happens-next/all',
    file: 'next-steps/routes/all-questions.tsx',
    who: 'anyone',
    kept: true,
  },
  {
    path: '/what-happens-next/file',
    file: 'next-steps/routes/file.ts',
    who: 'anyone',
    kept: true,
    form: 'only',
  },
  {
    path: '/what-happens-next/calendar',
    file: 'next-steps/routes/calendar.ts',
    who: 'anyone',
    kept: true,
    form: 'only',
  },
  { path: '/glossary', file: 'guides/routes/glossary.tsx', who: 'anyone', kept: true },
  {
    path: '/search',
    file: 'search/routes/search.tsx',
    who: 'anyone',
    kept: true,
    limits: search,
  },
  {
    path: '/for-organisations',
    file: 'guides/routes/for-organisations.tsx',
    who: 'anyone',
    kept: true,
  },
  {
    path: '/for-organisations/sheet',
    file: 'next-steps/routes/sheet.tsx',
    who: 'anyone',
    kept: true,
    form: true,
    turns: true,
  },
  // For those who read another language: the most important of it, in theirs.
  { path: '/languages', file: 'languages/routes/languages.tsx', who: 'anyone', kept: true },
  { path: '/languages/:code', file: 'languages/routes/summary.tsx', who: 'anyone', kept: true },
  { path: '/about', file: 'guides/routes/about.tsx', who: 'anyone', kept: true },
  { path: '/privacy', file: 'guides/routes/privacy.tsx', who: 'anyone', kept: true },
  { path: '/accessibility', file: 'guides/routes/accessibility.tsx', who: 'anyone', kept: true },
  { path: '/cookies', file: 'guides/routes/cookies.tsx', who: 'anyone', kept: true },
  { path: '/contact', file: 'guides/routes/contact.tsx', who: 'anyone', kept: true },

  // What it was like, told without saying who one is, and what it shows.
  { path: '/voices', file: 'voices/routes/voices.tsx', who: 'anyone', kept: true },
  {
    path: '/voices/share',
    file: 'voices/routes/share.tsx',
    who: 'anyone',
    kept: true,
    form: true,
    turns: true,
  },
  {
    path: '/voices/insight',
    file: 'voices/routes/insight.tsx',
    who: 'anyone',
    kept: 'for-a-minute',
  },
  {
    path: '/voices/insight.csv',
    file: 'voices/routes/insight-csv.ts',
    who: 'anyone',
    kept: 'for-a-minute',
  },
  {
    path: '/voices/insight/:topic',
    file: 'voices/routes/topic.tsx',
    who: 'anyone',
    kept: 'for-a-minute',
  },
  {
    path: '/voices/standard',
    file: 'voices/routes/standard.tsx',
    who: 'anyone',
    kept: 'for-a-minute',
  },
  {
    path: '/voices/standard.csv',
    file: 'voices/routes/standard-csv.ts',
    who: 'anyone',
    kept: 'for-a-minute',
  },

  // Signing in.
  { path: '/sign-in', file: 'account/routes/sign-in.tsx', who: 'anyone', form: true },
  {
    path: '/sign-in/code',
    file: 'account/routes/code.tsx',
    who: 'anyone',
    form: true,
    limits: ['sign-in-try-from-client'],
  },
  {
    path: '/sign-in/second-step',
    file: 'account/routes/second-step.tsx',
    who: 'second-step',
    form: true,
    limits: ['sign-in-try-from-client'],
  },
  {
    path: '/sign-in/recovery-code',
    file: 'account/routes/recovery-code.tsx',
    who: 'second-step',
    form: true,
    limits: ['sign-in-try-from-client'],
  },
  {
    path: '/sign-in/set-up',
    file: 'account/routes/set-up.tsx',
    who: 'second-step',
    form: true,
    limits: ['sign-in-try-from-client'],
  },
  {
    path: '/sign-in/passkey',
    file: 'account/routes/passkey.tsx',
    who: 'anyone',
    form: true,
    // Each reading makes a challenge.
    readingLimits: ['passkey-from-client'],
  },
  {
    path: '/sign-in/again',
    file: 'account/routes/again.tsx',
    who: 'signed-in',
    form: true,
    limits: ['sign-in-try-from-client'],
  },
  { path: '/sign-out', file: 'account/routes/sign-out.tsx', who: 'anyone', form: true },

  // One's own account.
  { path: '/account', file: 'account/routes/account.tsx', who: 'signed-in' },
  {
    path: '/account/sessions',
    file: 'account/routes/sessions.tsx',
    who: 'signed-in',
    recent: true,
    form: true,
  },
  {
    path: '/account/passkeys',
    file: 'account/routes/passkeys.tsx',
    who: 'signed-in',
    recent: true,
    form: true,
  },
  {
    path: '/account/email',
    file: 'account/routes/email.tsx',
    who: 'signed-in',
    recent: true,
    form: true,
  },
  {
    path: '/account/second-step',
    file: 'account/routes/own-second-step.tsx',
    who: 'staff',
    recent: true,
    form: true,
  },
  { path: '/account/stay', file: 'account/routes/stay.tsx', who: 'signed-in' },
  { path: '/account/stay.json', file: 'account/routes/stay-json.ts', who: 'signed-in' },
  { path: '/account/unsent', file: 'account/routes/unsent.tsx', who: 'signed-in', form: true },
  { path: '/account/data', file: 'your-data/routes/your-data.tsx', who: 'signed-in', recent: true },
  {
    path: '/account/data/file',
    file: 'your-data/routes/file.ts',
    who: 'signed-in',
    recent: true,
    form: true,
  },
  {
    path: '/account/erase',
    file: 'your-data/routes/erase.tsx',
    who: 'practitioner',
    recent: true,
    form: true,
  },
  { path: '/account/erased', file: 'your-data/routes/erased.tsx', who: 'anyone' },

  // A practitioner's own requests.
  { path: '/meetings', file: 'meetings/routes/meetings.tsx', who: 'practitioner' },
  { path: '/meetings/new', file: 'meetings/routes/start.tsx', who: 'practitioner', form: true },
  {
    path: '/meetings/new/:step',
    file: 'meetings/routes/question.tsx',
    who: 'practitioner',
    form: true,
    readingLimits: ['free-times-of-account'],
  },
  {
    path: '/meetings/:reference',
    file: 'meetings/routes/meeting.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/meetings/:reference/correct/:step',
    file: 'meetings/routes/correct.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/meetings/:reference/times',
    file: 'meetings/routes/times.tsx',
    who: 'practitioner',
    form: true,
    readingLimits: ['free-times-of-account'],
  },

  {
    path: '/meetings/:reference/change/:what',
    file: 'meetings/routes/change.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/meetings/:reference/account',
    file: 'meetings/routes/own-account.tsx',
    who: 'practitioner',
  },
  {
    path: '/meetings/:reference/account/:point',
    file: 'meetings/routes/account-point.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/meetings/:reference/note',
    file: 'meetings/routes/note.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/meetings/:reference/following-up',
    file: 'meetings/routes/following-up.tsx',
    who: 'practitioner',
    form: true,
  },
  { path: '/meetings/:reference/join', file: 'meetings/routes/join.tsx', who: 'practitioner' },
  {
    path: '/meetings/:reference/meeting.ics',
    file: 'meetings/routes/meeting-file.ts',
    who: 'practitioner',
  },
  {
    path: '/meetings/:reference/documents/new',
    file: 'meetings/routes/new-document.tsx',
    who: 'practitioner',
    form: true,
    upload: 'document',
  },
  {
    path: '/meetings/:reference/documents/:id',
    file: 'meetings/routes/document.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/meetings/:reference/documents/:id/file',
    file: 'meetings/routes/document-file.ts',
    who: 'practitioner',
    document: true,
  },

  // Concerns: what a practitioner raises with us.
  { path: '/concerns', file: 'concerns/routes/concerns.tsx', who: 'practitioner' },
  {
    path: '/concerns/new/:kind',
    file: 'concerns/routes/start.tsx',
    who: 'practitioner',
    form: true,
  },
  {
    path: '/concerns/new/:kind/:step',
    file: 'concerns/routes/question.tsx',
    who: 'practitioner',
    form: true,
  },
  { path: '/concerns/:reference', file: 'concerns/routes/concern.tsx', who: 'practitioner' },
  {
    path: '/concerns/:reference/:what',
    file: 'concerns/routes/change.tsx',
    who: 'practitioner',
    form: true,
  },
  // What our messages lead to, in words that say nothing.
  { path: '/read/:reference', file: 'concerns/routes/read.ts', who: 'signed-in' },
  { path: '/adviser/concerns', file: 'concerns/routes/lead-concerns.tsx', who: 'lead' },
  {
    path: '/adviser/concerns/:reference',
    file: 'concerns/routes/lead-concern.tsx',
    who: 'lead',
  },
  {
    path: '/adviser/concerns/:reference/:action',
    file: 'concerns/routes/lead-action.tsx',
    who: 'lead',
    form: true,
  },

  // Who comes along to a meeting: their link is their right to enter.
  { path: '/join/:token', file: 'meetings/routes/supporter.tsx', who: 'anyone', secret: true },
  {
    path: '/join/:token/meeting.ics',
    file: 'meetings/routes/supporter-file.ts',
    who: 'anyone',
    secret: true,
  },

  // Advisers and leads.
  { path: '/adviser', file: 'adviser/routes/queue.tsx', who: 'adviser', form: true },
  { path: '/adviser/team', file: 'adviser/routes/team.tsx', who: 'lead' },
  { path: '/adviser/team/cover', file: 'adviser/routes/cover.tsx', who: 'lead', form: true },
  { path: '/adviser/requests/:reference', file: 'adviser/routes/request.tsx', who: 'adviser' },
  {
    path: '/adviser/requests/:reference/account',
    file: 'adviser/routes/own-account.tsx',
    who: 'adviser',
  },
  {
    path: '/adviser/requests/:reference/account/:point',
    file: 'adviser/routes/clarify.tsx',
    who: 'adviser',
    form: true,
  },
  {
    path: '/adviser/requests/:reference/meeting-note',
    file: 'adviser/routes/meeting-note.tsx',
    who: 'adviser',
    form: true,
  },
  {
    path: '/adviser/requests/:reference/following-up',
    file: 'adviser/routes/following-up.tsx',
    who: 'adviser',
    form: true,
  },
  {
    path: '/adviser/requests/:reference/:action',
    file: 'adviser/routes/action.tsx',
    who: 'adviser',
    form: true,
  },
  {
    path: '/adviser/requests/:reference/documents/new',
    file: 'adviser/routes/new-document.tsx',
    who: 'adviser',
    form: true,
    upload: 'document',
  },
  {
    path: '/adviser/requests/:reference/documents/:id',
    file: 'adviser/routes/document.tsx',
    who: 'adviser',
    form: true,
  },
  {
    path: '/adviser/requests/:reference/documents/:id/file',
    file: 'adviser/routes/document-file.ts',
    who: 'adviser',
    document: true,
  },
  { path: '/adviser/employers', file: 'adviser/routes/employers.tsx', who: 'adviser', form: true },

  {
    path: '/adviser/diary',
    file: 'adviser/routes/diary.tsx',
    who: 'adviser',
  },
  {
    path: '/adviser/availability',
    file: 'adviser/routes/availability.tsx',
    who: 'adviser',
    form: true,
  },
  {
    path: '/adviser/availability/busy',
    file: 'adviser/routes/busy-times.tsx',
    who: 'adviser',
    form: true,
    upload: 'large',
    limits: ['calendar-file-of-account'],
  },
  {
    path: '/adviser/availability/calendar',
    file: 'adviser/routes/calendar-address.tsx',
    who: 'adviser',
    recent: true,
    form: true,
  },
  {
    path: '/adviser/availability/:adviser',
    file: 'adviser/routes/colleague-availability.tsx',
    who: 'lead',
    form: true,
  },
  {
    path: '/adviser/availability/team/:team',
    file: 'adviser/routes/team-rules.tsx',
    who: 'lead',
    form: true,
  },

  // Leads say who works here.
  {
    path: '/adviser/staff',
    file: 'adviser/routes/staff.tsx',
    who: 'lead',
    recent: true,
    form: true,
  },
  {
    path: '/adviser/undelivered',
    file: 'adviser/routes/undelivered.tsx',
    who: 'lead',
    form: true,
  },
  { path: '/adviser/insight', file: 'adviser/routes/insight.tsx', who: 'lead', form: true },
  { path: '/adviser/audit', file: 'adviser/routes/audit.tsx', who: 'lead', form: true },

  // Editors and leads keep the directory true.
  { path: '/adviser/content', file: 'adviser/routes/content.tsx', who: 'editor', form: true },
  { path: '/adviser/content/:id', file: 'adviser/routes/entry.tsx', who: 'editor', form: true },
  // The directory as open data (Open Referral UK).
  { path: '/open-referral/', file: 'open-referral/routes/about.ts', ...openData },
  {
    path: '/open-referral/services',
    file: 'open-referral/routes/services.ts',
    ...openData,
    limits: search,
  },
  { path: '/open-referral/services/:id', file: 'open-referral/routes/service.ts', ...openData },
  {
    path: '/open-referral/services.csv',
    file: 'open-referral/routes/services-csv.ts',
    ...openData,
  },
  {
    path: '/open-referral/organizations',
    file: 'open-referral/routes/organizations.ts',
    ...openData,
  },
  {
    path: '/open-referral/organizations/:id',
    file: 'open-referral/routes/organization.ts',
    ...openData,
  },
  { path: '/open-referral/taxonomies', file: 'open-referral/routes/taxonomies.ts', ...openData },
  { path: '/open-referral/taxonomies/:id', file: 'open-referral/routes/taxonomy.ts', ...openData },
  {
    path: '/open-referral/taxonomy_terms',
    file: 'open-referral/routes/taxonomy-terms.ts',
    ...openData,
  },
  {
    path: '/open-referral/taxonomy_terms/:id',
    file: 'open-referral/routes/taxonomy-term.ts',
    ...openData,
  },

  // For machines and, in demo mode, for people trying the portal out.
  { path: '/healthz', file: 'platform/routes/healthz.ts', who: 'anyone', machine: true },
  { path: '/readyz', file: 'platform/routes/readyz.ts', who: 'anyone', machine: true },
  {
    path: '/csp-report',
    file: 'platform/routes/csp-report.ts',
    who: 'anyone',
    kept: true,
    machine: true,
    form: 'only',
    browserReport: true,
    limits: ['csp-report-from-client', 'csp-report-overall'],
  },
  {
    path: '/calendar/:token.ics',
    file: 'diary/routes/calendar.ts',
    who: 'anyone',
    machine: true,
    readingLimits: ['calendar-from-client'],
  },
  {
    path: '/dev/mailbox',
    file: 'platform/routes/mailbox.tsx',
    who: 'anyone',
    machine: true,
    demo: true,
  },
  {
    path: '/dev/mailbox.json',
    file: 'platform/routes/mailbox-json.ts',
    who: 'anyone',
    machine: true,
    demo: true,
  },
];

/** The same table as Remix reads it. */
export default table.map((entry) => ({
  path: pathInRemix(entry),
  file: entry.file,
})) satisfies RouteConfig;
