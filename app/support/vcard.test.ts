import { describe, expect, it } from 'vitest';
import { translator } from '~/platform/i18n';
import { locales, type Locale } from '~/platform/locale';
import { organisations } from './directory.server';
import { linesOf, type Organisation } from './organisation';
import { vCardOf } from './vcard';

const all = [...organisations().values()];
const cardOf = (organisation: Organisation, locale: Locale = 'en') =>
  vCardOf(organisation, locale, translator(locale, 'support'));
const known = (id: string) => organisations().get(id)!;

/** A card as an address book reads it (RFC 2426): unfolded, name and value, commas and lines put back. */
const read = (card: string): [string, string][] =>
  card
    .replace(/\r\n[ \t]/g, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => {
      const [, name = '', value = ''] = /^([^:]*):(.*)$/.exec(line) ?? [];
      const text = value.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
      return [name, /^(ORG|FN|NOTE)$/.test(name) ? text : value];
    });
const values = (card: string, wanted: RegExp) =>
  read(card).flatMap(([name, value]) => (wanted.test(name) ? value : []));

describe('a card', () => {
  it('has the name, the number, the website and the hours', () => {
    const card = cardOf(known('samaritans'));
    expect(values(card, /^FN$/)).toEqual(['Samaritans']);
    expect(values(card, /^ORG$/)).toEqual(['Samaritans']);
    expect(values(card, /^TEL/)).toEqual(['116 123']);
    expect(values(card, /^URL$/)).toEqual(['https://www.samaritans.org']);
    expect(values(card, /^NOTE$/)[0]).toContain('116 123: 24 hours, every day');
  });

  it('says which word to text', () => {
    expect(values(cardOf(known('shout')), /^NOTE$/)[0]).toContain('text SHOUT to 85258');
  });

  it('is in the reader’s language', () => {
    const card = cardOf(known('samaritans'), 'cy');
    expect(values(card, /^FN$/)).toEqual(['Y Samariaid']);
    expect(values(card, /^NOTE$/)[0]).toContain('bob dydd');
  });

  it('keeps commas, semicolons, backslashes, lines and long names whole', () => {
    const name = `A; B, C \\ D\nŵ${'ŷ'.repeat(200)}`;
    const card = cardOf({ ...known('samaritans'), name: { en: name, cy: name } });
    expect(values(card, /^FN$/)).toEqual([name]);
    expect(values(card, /^ORG$/)).toEqual([name]);
  });

  it.each(locales)('can be read by every address book, for each organisation (%s)', (locale) => {
    for (const organisation of all) {
      const card = cardOf(organisation, locale);
      expect(card).toMatch(/^BEGIN:VCARD\r\nVERSION:3\.0\r\n[^]*\r\nEND:VCARD\r\n$/);
      expect(card.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of card.split('\r\n')) {
        expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
      }
      expect(values(card, /^FN$/)).toEqual([organisation.name[locale]]);
      expect(read(card).every(([name]) => name !== '')).toBe(true);
    }
  });

  it('holds confirmed numbers only', () => {
    const unconfirmed = all.flatMap((each) =>
      [...each.phone, ...each.text].filter(({ confirmed }) => !confirmed),
    );
    expect(unconfirmed.length).toBeGreaterThan(0);
    for (const organisation of all) {
      const confirmed = linesOf(organisation).lines.filter((line) => line.confirmed);
      expect(values(cardOf(organisation), /^TEL/)).toEqual(confirmed.map(({ number }) => number));
    }
  });

  it('does not say why somebody would have it', () => {
    for (const organisation of all) {
      const { bestFor, offers, whenYouContact } = organisation.words.en;
      const card = read(cardOf(organisation)).join('\n');
      for (const telling of [bestFor, offers, whenYouContact, 'Practitioner Support Portal']) {
        expect(card).not.toContain(telling);
      }
    }
  });

  it('is the same each time, so that an address book sees no change', () => {
    expect(cardOf(known('acas'))).toBe(cardOf(known('acas')));
    expect(values(cardOf(known('acas')), /^REV$/)[0]).toContain(known('acas').checked);
  });
});
