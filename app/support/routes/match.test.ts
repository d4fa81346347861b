import type { ActionFunctionArgs } from '@remix-run/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { i18nFor } from '~/platform/i18n';
import { person } from '../../../tests/support/people';
import { organisations } from '../directory.server';
import { changeEntry } from '../entries.server';
import { action } from './match';

/** What the page has to say at an hour of the day, in winter, when London’s clock is that of UTC. */
async function pageAt(moment: string, ...answers: [name: string, value: string][]) {
  vi.spyOn(clock, 'now').mockReturnValue(Date.parse(`${moment}Z`));
  const request = new Request('http://localhost/support/match', {
    method: 'POST',
    body: new URLSearchParams(answers),
  });
  const answer = await action({
    request,
    params: {},
    context: {},
  } as unknown as ActionFunctionArgs);
  if (!answer.contacts) throw new Error('The questions came back');
  return answer;
}

afterEach(() => {
  vi.restoreAllMocks();
});

const atNight = '2026-11-25T03:00';
const byDay = '2026-11-25T11:00';

migrateDatabase();

describe('at three in the morning', () => {
  const dentist = [
    ['worry', 'feelings'],
    ['profession', 'dentist'],
    ['nation', 'england'],
  ] as [string, string][];

  it('a service that is closed says when it opens, and Samaritans are named beside it', async () => {
    const { contacts, meanwhile, today } = await pageAt(atNight, ...dentist);
    expect(contacts[0]!.organisation.id).toBe('nhs-practitioner-health');
    expect(contacts[0]!.opening).toMatchObject({
      state: 'closed',
      opens: { date: today, time: '08:00' },
    });
    expect(meanwhile).toBe('116 123');
  });

  it('the same service by day needs nobody beside it', async () => {
    const { contacts, meanwhile } = await pageAt(byDay, ...dentist);
    expect(contacts[0]!.opening).toMatchObject({ state: 'open' });
    expect(meanwhile).toBeNull();
  });

  it('someone with thoughts of suicide finds lines that are open, and nothing between', async () => {
    const { contacts, meanwhile, ask, own } = await pageAt(atNight, ['worry', 'safety']);
    for (const { opening } of contacts) expect(opening).toEqual({ state: 'always' });
    expect(meanwhile).toBeNull();
    expect(ask).toBeNull();
    expect(own).toBeNull();
  });
});

describe('what was ticked', () => {
  it('counts as the body somebody named, who ticked “none of these” too', async () => {
    const { situation, contacts, ask, own } = await pageAt(
      byDay,
      ['worry', 'advice'],
      ['members', 'none'],
      ['members', 'bma'],
    );
    expect(situation.members).toEqual(['bma']);
    expect(contacts[0]!.organisation.id).toBe('bma-employment-advice');
    expect([ask, own]).toEqual([null, null]);
  });

  it('never makes a doctors’ union a pharmacist’s', async () => {
    const { contacts, own } = await pageAt(
      byDay,
      ['worry', 'speaking-up'],
      ['profession', 'pharmacist'],
      ['members', 'bma'],
    );
    expect(contacts.map(({ organisation }) => organisation.id)).not.toContain(
      'bma-employment-advice',
    );
    expect(own).toEqual({ kind: 'call', bodies: [], count: 1 });
  });

  it('gives the words to say about that worry', async () => {
    const sayFor = async (worry: string) =>
      (await pageAt(byDay, ['worry', worry], ['nation', 'wales'])).contacts.find(
        ({ organisation }) => organisation.id === 'acas',
      )!.conversation.say.en;
    expect(await sayFor('visa')).toMatch(/visa/);
    expect(await sayFor('discrimination')).toMatch(/discrimination/);
  });
});

describe('when entries are taken down', () => {
  const mair = person('editor');
  const crisisLines = [...organisations().values()].filter(({ needs }) => needs.includes('crisis'));
  const takeDownAllBut = (...kept: string[]) => {
    for (const { id } of crisisLines) {
      const gone = { change: 'suspend', reason: 'The number is somebody else’s.' } as const;
      changeEntry(mair, id, kept.includes(id) ? { change: 'restore' } : gone);
    }
  };
  afterEach(() => {
    for (const { id } of crisisLines) changeEntry(mair, id, { change: 'restore' });
  });

  it('those who are left are shown, and nobody is promised who is not there', async () => {
    takeDownAllBut('shout');
    const one = await pageAt(atNight, ['worry', 'safety']);
    expect(one.contacts.map(({ organisation }) => organisation.id)).toEqual(['shout']);
    expect(one.samaritans).toBeNull();
    takeDownAllBut();
    const nobody = await pageAt(atNight, ['worry', 'safety']);
    expect([nobody.contacts, nobody.samaritans, nobody.own]).toEqual([[], null, null]);
  });

  it.each(['en', 'cy'] as const)('the page says how many there are, in %s', (locale) => {
    const say = i18nFor[locale].getFixedT(null, 'matching');
    const sentences = [say('found'), say('fewer', { count: 2 }), say('fewer', { count: 1 })];
    expect(new Set([...sentences, say('nobody')]).size).toBe(4);
    expect(say('danger')).toContain('999');
    expect(say('danger') + say('nobody')).not.toMatch(/Samari/);
  });
});

describe('the words beside the three', () => {
  it.each(['en', 'cy'] as const)('are plural for several bodies, in %s', (locale) => {
    const say = i18nFor[locale].getFixedT(null, 'matching');
    for (const key of ['call', 'callToo', 'also', 'yours', 'yoursAlso'] as const) {
      expect(say(`member.${key}`, { count: 2 })).not.toBe(say(`member.${key}`, { count: 1 }));
    }
  });

  it('never tell somebody to call two different people first', () => {
    for (const [locale, first] of [
      ['en', /\bfirst\b/i],
      ['cy', /gyntaf/i],
    ] as const) {
      const say = i18nFor[locale].getFixedT(null, 'matching');
      for (const key of ['call', 'callToo', 'also'] as const) {
        for (const count of [1, 2]) expect(say(`member.${key}`, { count })).not.toMatch(first);
      }
      expect(say('member.ask') + say('member.askSoftly')).not.toMatch(first);
    }
  });
});
