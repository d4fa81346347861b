import type { ActionFunctionArgs } from '@remix-run/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { migrateDatabase } from '~/platform/database.server';
import { clock } from '~/platform/time/clock';
import { action } from './match';

/** What the page has to say at an hour of the day, in winter, when London’s clock is that of UTC. */
async function pageAt(moment: string, ...answers: [name: string, value: string][]) {
  vi.spyOn(clock, 'now').mockReturnValue(Date.parse(`${moment}Z`));
  const request = new Request('http://localhost/support/match', {
    method: 'POST',
    body: new URLSearchParams(answers),
  });
  return action({ request, params: {}, context: {} } as unknown as ActionFunctionArgs);
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
    const { contacts, meanwhile, note } = await pageAt(atNight, ['worry', 'safety']);
    for (const { opening } of contacts) expect(opening).toEqual({ state: 'always' });
    expect(meanwhile).toBeNull();
    expect(note).toBeUndefined();
  });
});
