import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '~/platform/access';
import { config } from '~/platform/config.server';
import { spendAllowance } from '~/platform/limits.server';
import { clock, day, hour, minute } from '~/platform/time/clock';
import { person } from '../../tests/support/people';
import { fieldsInWords, pageInWords, type UnsentForm } from './unsent-forms';
import {
  addressToPutBack,
  forgetPutBack,
  forgetUnsent,
  hasUnsentForms,
  keepUnsent,
  purgeUnsentForms,
  unsentFormsOf,
} from './unsent-forms.server';

const noon = Date.UTC(2026, 11, 1, 12);
const realNow = clock.now;
let me: Person;
beforeEach(() => {
  clock.now = () => noon;
  me = person('practitioner');
});
afterEach(() => {
  clock.now = realNow;
});

const keep = (words: string, address = '/meetings/new/topics') =>
  keepUnsent(me.accountId, address, String(new URLSearchParams({ about: words })));

const words = (of = me) => unsentFormsOf(of).map(({ fields }) => fields[0]![1]);

describe('a form that came too late', () => {
  it('is there for its writer as it was sent, in order', () => {
    expect(hasUnsentForms(me.accountId)).toBe(false);
    const sent = 'topics=process&topics=fairness&about=Rwy%E2%80%99n+poeni%0D%0Aam+hyn%21&empty=';
    expect(keepUnsent(me.accountId, '/cy/meetings/new/topics?from=check', sent)).toBe(true);
    expect(hasUnsentForms(me.accountId)).toBe(true);
    expect(unsentFormsOf(me)).toMatchObject([
      {
        address: '/cy/meetings/new/topics?from=check',
        createdAt: noon,
        fields: [
          ['topics', 'process'],
          ['topics', 'fairness'],
          ['about', 'Rwy’n poeni\r\nam hyn!'],
          ['empty', ''],
        ],
      },
    ]);
  });

  it('is nobody else’s to see or to throw away', () => {
    keep('mine');
    const other = person('practitioner');
    const [form] = unsentFormsOf(me);
    expect(unsentFormsOf(other)).toEqual([]);
    expect(hasUnsentForms(other.accountId)).toBe(false);
    forgetUnsent(other, form!.id);
    forgetPutBack(other, addressToPutBack(form!));
    expect(words()).toEqual(['mine']);
    forgetUnsent(me, form!.id);
    expect(words()).toEqual([]);
  });

  it('cannot be read in the database', () => {
    keep('canary-words-of-mine', '/meetings/CANARY-ADDRESS');
    const file = path.join(config().dataDir, 'portal.sqlite');
    const bytes = Buffer.concat(
      [file, `${file}-wal`].filter(existsSync).map((name) => readFileSync(name)),
    );
    expect(bytes.includes(me.accountId)).toBe(true);
    expect(bytes.includes('canary-words-of-mine')).toBe(false);
    expect(bytes.includes('CANARY-ADDRESS')).toBe(false);
  });

  it('is one of five at most, the newest', () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7]) keep(`form ${number}`);
    expect(words()).toEqual(['form 7', 'form 6', 'form 5', 'form 4', 'form 3']);
  });

  it('is kept once when somebody presses three times', () => {
    [1, 2, 3].forEach(() => keep('pressed'));
    keep('pressed', '/meetings/new/name');
    expect(words()).toEqual(['pressed', 'pressed']);
  });

  it('is not kept when nothing was filled in, or when no form of ours could be like it', () => {
    expect(keep('  ')).toBe(false);
    expect(keepUnsent(me.accountId, '/meetings/new', '')).toBe(false);
    expect(keepUnsent(me.accountId, '/meetings/new', 'a=1&'.repeat(600))).toBe(false);
    expect(keep('words', '//elsewhere.test/meetings')).toBe(false);
    expect(words()).toEqual([]);
  });

  it('is not kept for somebody who sends one after the other, until an hour has passed', () => {
    while (spendAllowance('unsent-form', me.accountId) === 0);
    expect(keep('one too many')).toBe(false);
    expect(words()).toEqual([]);
    clock.now = () => noon + hour;
    expect(keep('later')).toBe(true);
  });

  it('goes after 30 days', () => {
    keep('old');
    clock.now = () => noon + 30 * day;
    purgeUnsentForms();
    expect(words()).toEqual(['old']);
    clock.now = () => noon + 30 * day + minute;
    expect(purgeUnsentForms()).toBeGreaterThan(0);
    expect(words()).toEqual([]);
  });
});

describe('putting a form back', () => {
  it.each(['/meetings/new/topics', '/meetings/new/topics?from=check'])(
    'goes to %s, and there it is forgotten',
    (address) => {
      keep('words', address);
      const putBack = addressToPutBack(unsentFormsOf(me)[0]!);
      expect(putBack.startsWith(address)).toBe(true);
      forgetPutBack(me, address);
      expect(words(), 'another form to the same page').toEqual(['words']);
      forgetPutBack(me, putBack);
      expect(words()).toEqual([]);
    },
  );

  it('too late again keeps it again, once, under its own address', () => {
    keep('words', '/meetings/new/topics?from=check');
    const putBack = addressToPutBack(unsentFormsOf(me)[0]!);
    keep('words', putBack);
    expect(unsentFormsOf(me)).toMatchObject([{ address: '/meetings/new/topics?from=check' }]);
  });
});

describe('what the writer is shown', () => {
  it('is every word they wrote and every choice they made, and no code of ours', () => {
    const fields: UnsentForm['fields'] = [
      ['topics', 'process'],
      ['topics', 'fairness'],
      ['about', 'help'],
      ['offer', 'Zk3-_aB19xQw8LmN0pRsTu'],
      ['notWhen', ' '],
      ['supporter', 'no'],
      ['phone', '07700 900 123'],
    ];
    expect(fieldsInWords(fields, 'en')).toEqual([
      {
        label: 'To talk about',
        values: [
          'How the process works and what may happen',
          'Whether my case is being handled fairly',
        ],
      },
      { label: 'In your words', values: ['help'] },
      { label: 'Someone with you?', values: ['No'] },
      { label: 'Number to ring', values: ['07700 900 123'] },
    ]);
    expect(fieldsInWords(fields, 'cy')[2]).toEqual({
      label: 'Rhywun gyda chi?',
      values: ['Na hoffwn'],
    });
  });

  it('says which button was pressed, and with which words', () => {
    const fields: UnsentForm['fields'] = [
      ['change', 'cancel'],
      ['words', 'ill'],
    ];
    expect(fieldsInWords(fields, 'en')).toEqual([
      { label: 'The button you pressed', values: ['Cancel the meeting'] },
      { label: 'What you wrote', values: ['ill'] },
    ]);
  });

  it('shows what no page of ours could send as it is', () => {
    const fields: UnsentForm['fields'] = [
      ['topics', 'constructor'],
      ['change', '__proto__'],
      ['constructor', 'Some words {{t}} $t(account:unsent.send)'],
      ['startsAt', '1e999'],
    ];
    expect(fieldsInWords(fields, 'en').flatMap(({ values }) => values)).toEqual(
      fields.map(([, value]) => value),
    );
  });

  it.each([
    [
      '/meetings/new/topics?from=check',
      'Asking for a meeting – What would you like to talk about?',
    ],
    ['/meetings/new/check', 'Asking for a meeting'],
    ['/meetings/ABCD-1234', 'One of your requests – ABCD-1234'],
    [
      '/meetings/ABCD-1234/correct/name',
      'One of your requests – ABCD-1234 – What name should we use?',
    ],
    ['/cy/adviser/requests/ABCD-1234', 'A request – ABCD-1234'],
    ['/adviser/requests/ABCD-1234/message', 'A request – ABCD-1234 – Write a message'],
    ['/adviser/content/samaritans', 'The directory'],
    ['/adviser/staff', 'Another page'],
  ])('names the page that %s is', (address, name) => {
    expect(pageInWords(address, 'en')).toBe(name);
  });
});
