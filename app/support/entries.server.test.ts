import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit, entryChecks, entryReports } from '#db/schema';
import { contactsFor } from '~/next-steps/plan.server';
import { noAnswers } from '~/next-steps/answers';
import { verifyAudit } from '~/platform/audit.server';
import { visitor, type Actor } from '~/platform/access';
import { database, databaseEdition } from '~/platform/database.server';
import { clock, day } from '~/platform/time/clock';
import { search } from '~/search/search.server';
import { person } from '../../tests/support/people';
import {
  findOrganisations,
  listedOrganisation,
  listedOrganisations,
  organisations,
  urgentContacts,
} from './directory.server';
import {
  changeEntry,
  purgeReports,
  readEntry,
  reportEntry,
  withLatestChecks,
} from './entries.server';
import { matchContacts } from './match';
import { matching } from './matching.server';
import { worries, type Situation } from './situation';

const mair = person('editor');
const practitioner = person('practitioner');

const { now } = clock;
/** Noon on 1 December 2026. */
const noon = Date.UTC(2026, 11, 1, 12);
beforeEach(() => {
  clock.now = () => noon;
});
afterEach(() => {
  for (const id of organisations().keys()) changeEntry(mair, id, { change: 'restore' });
  database().delete(entryReports).run();
  clock.now = now;
});

const takeDown = (id: string) =>
  changeEntry(mair, id, { change: 'suspend', reason: 'The number is somebody else’s.' });

const statusOf = (work: () => unknown): number | undefined => {
  try {
    work();
  } catch (refused) {
    return (refused as Response).status;
  }
  return undefined;
};

/** Everything the audit trail says of an entry. */
const trailOf = (id: string) =>
  database()
    .select()
    .from(audit)
    .where(eq(audit.subject, id))
    .all()
    .map(({ actorId, action }) => [actorId, action]);

/** The day readers see. */
const checkedOn = (id: string): string => withLatestChecks([organisations().get(id)!])[0]!.checked;

/** The three a situation leads to, of those that readers see. */
const threeFor = (situation: Situation): string[] =>
  matchContacts(situation, listedOrganisations(), matching()).map(({ organisation: { id } }) => id);

describe('an entry that is taken down', () => {
  // The first search makes the index, which takes a while.
  it(
    'is nowhere a reader looks, at once, and is back as soon as it is put back',
    { timeout: 60_000 },
    () => {
      const seen = () => ({
        listed: listedOrganisations().has('samaritans'),
        found: findOrganisations({ q: 'samaritans' }, 'en').some(({ id }) => id === 'samaritans'),
        inList: findOrganisations({}, 'cy').some(({ id }) => id === 'samaritans'),
        urgent: urgentContacts().some(({ id }) => id === 'samaritans'),
        matched: threeFor({ worry: 'safety' }).includes('samaritans'),
        searched: search('suicide', 'en').results.some(
          ({ href }) => href === '/support/samaritans',
        ),
      });
      const before = seen();
      expect(Object.values(before)).not.toContain(false);
      takeDown('samaritans');
      expect(Object.values(seen())).not.toContain(true);
      changeEntry(mair, 'samaritans', { change: 'restore' });
      expect(seen()).toEqual(before);
    },
  );

  it('says at its own address that it is down, which no unknown address does', () => {
    takeDown('acas');
    expect(statusOf(() => listedOrganisation('acas'))).toBe(410);
    expect(statusOf(() => listedOrganisation('nobody'))).toBe(404);
    expect(statusOf(() => listedOrganisation(undefined))).toBe(404);
    expect(listedOrganisation('samaritans').id).toBe('samaritans');
  });

  it('leaves other contacts, whatever hurts most', () => {
    for (const worry of worries) {
      const three = () => threeFor({ worry, nation: 'england' });
      const [first] = three();
      takeDown(first!);
      expect(three().length, worry).toBeGreaterThanOrEqual(2);
      expect(three()).not.toContain(first);
      changeEntry(mair, first!, { change: 'restore' });
    }
  });

  it('is not among the contacts of a plan or of a sheet', () => {
    const ids = () => contactsFor(noAnswers).map(({ id }) => id);
    const [first] = ids();
    takeDown(first!);
    expect(ids()).toHaveLength(3);
    expect(ids()).not.toContain(first);
  });

  it('is taken down once, however often the button is pressed', () => {
    const before = trailOf('bapio').length;
    const { history } = readEntry(mair, 'bapio');
    takeDown('bapio');
    takeDown('bapio');
    expect(trailOf('bapio')).toHaveLength(before + 1);
    expect(readEntry(mair, 'bapio').history).toHaveLength(history.length + 1);
  });

  it('begins another edition of all pages, once', () => {
    const edition = databaseEdition();
    takeDown('shout');
    expect(databaseEdition()).toBe(edition + 1);
    takeDown('shout');
    expect(databaseEdition()).toBe(edition + 1);
  });
});

describe('a check', () => {
  it('is shown with its date, its note and who did it', () => {
    changeEntry(mair, 'mdu', { change: 'check', on: '2026-11-30', note: 'Rang them.' });
    const [latest] = readEntry(mair, 'mdu').history;
    expect(latest).toMatchObject({ kind: 'checked', on: '2026-11-30', note: 'Rang them.' });
    expect(latest!.by).toMatch(/editor/);
    expect(checkedOn('mdu')).toBe('2026-11-30');
    expect(trailOf('mdu').at(-1)).toEqual([mair.accountId, 'entry-checked']);
  });

  it('is recorded once when the button is pressed twice, and again when the note differs', () => {
    const check = (note?: string) =>
      changeEntry(mair, 'bda', { change: 'check', on: '2026-11-30', note });
    check();
    check();
    expect(readEntry(mair, 'bda').history).toHaveLength(1);
    check('By email this time.');
    expect(readEntry(mair, 'bda').history).toHaveLength(2);
  });

  it('of an earlier day does not make an entry look older', () => {
    const { checked } = organisations().get('pda')!;
    changeEntry(mair, 'pda', { change: 'check', on: '2020-01-01' });
    expect(checkedOn('pda')).toBe(checked);
  });

  it('keeps its note unreadable in the database', () => {
    changeEntry(mair, 'rmbf', { change: 'check', on: '2026-11-30', note: 'Spoke to Ann.' });
    const rows = database().select().from(entryChecks).all();
    expect(JSON.stringify(rows)).not.toContain('Ann');
  });
});

describe('a report', () => {
  it('reaches the editor with its words, newest first, and says nothing of who sent it', () => {
    reportEntry('canopi', { problem: 'number', words: 'It rings and rings.' });
    clock.now = () => noon + 1;
    reportEntry('canopi', { problem: 'gone' });
    const { reports, openReports } = readEntry(mair, 'canopi');
    expect(openReports).toBe(2);
    expect(reports.map(({ problem, words }) => [problem, words])).toEqual([
      ['gone', null],
      ['number', 'It rings and rings.'],
    ]);
    const rows = JSON.stringify(database().select().from(entryReports).all());
    expect(rows).not.toContain('rings');
    expect(trailOf('canopi'), 'the trail is kept for good, and readers are not in it').toEqual([]);
  });

  it('that comes while an editor reads is not taken for handled', () => {
    reportEntry('canopi', { problem: 'number' });
    const seen = readEntry(mair, 'canopi').reports.map(({ id }) => id);
    reportEntry('canopi', { problem: 'hours' });
    changeEntry(mair, 'canopi', { change: 'handle', reports: seen });
    expect(readEntry(mair, 'canopi').reports.map(({ problem }) => problem)).toEqual(['hours']);
  });

  it('is handled once, and never through another entry', () => {
    reportEntry('canopi', { problem: 'number' });
    const reports = readEntry(mair, 'canopi').reports.map(({ id }) => id);
    changeEntry(mair, 'acas', { change: 'handle', reports });
    expect(readEntry(mair, 'canopi').openReports).toBe(1);
    const before = trailOf('canopi').length;
    changeEntry(mair, 'canopi', { change: 'handle', reports });
    changeEntry(mair, 'canopi', { change: 'handle', reports });
    expect(readEntry(mair, 'canopi').openReports).toBe(0);
    expect(trailOf('canopi')).toHaveLength(before + 1);
  });

  it('of an entry that is down or was never there is refused', () => {
    takeDown('acas');
    expect(statusOf(() => reportEntry('acas', { problem: 'number' }))).toBe(410);
    expect(statusOf(() => reportEntry('nobody', { problem: 'number' }))).toBe(404);
  });

  it('is kept for a year after it was handled, and for two years at most', () => {
    reportEntry('canopi', { problem: 'number' });
    const reports = readEntry(mair, 'canopi').reports.map(({ id }) => id);
    changeEntry(mair, 'canopi', { change: 'handle', reports });
    reportEntry('canopi', { problem: 'hours' });
    clock.now = () => noon + 365 * day;
    expect(purgeReports()).toBe(0);
    clock.now = () => noon + 365 * day + 1;
    expect(purgeReports()).toBe(1);
    clock.now = () => noon + 730 * day;
    expect(purgeReports()).toBe(0);
    clock.now = () => noon + 730 * day + 1;
    expect(purgeReports()).toBe(1);
  });
});

describe('the directory', () => {
  it.each<[string, Actor]>([
    ['somebody unknown', visitor],
    ['a practitioner', practitioner],
    ['an adviser', person('adviser', 'north')],
    ['an editor without the second step', { ...mair, secondFactor: false }],
  ])('is not changed by %s', (_, actor) => {
    const before = readEntry(mair, 'mdu').history;
    const suspend = () => changeEntry(actor, 'mdu', { change: 'suspend', reason: 'I say so.' });
    expect(statusOf(suspend)).toBe(403);
    expect(statusOf(() => readEntry(actor, 'mdu'))).toBe(403);
    expect(readEntry(mair, 'mdu').history).toEqual(before);
  });

  it('is changed by a lead, too', () => {
    changeEntry(person('lead'), 'mdu', { change: 'suspend', reason: 'The number is wrong.' });
    expect(readEntry(mair, 'mdu').suspended).toBe(true);
  });

  it('knows no entry that has no file', () => {
    expect(statusOf(() => readEntry(mair, 'nobody'))).toBe(404);
    expect(statusOf(() => changeEntry(mair, '__proto__', { change: 'restore' }))).toBe(404);
  });

  it('leaves an audit trail that is whole', () => {
    takeDown('shout');
    expect(verifyAudit()).toMatchObject({ whole: true });
  });
});
