/** ITU-T E.164: a plus, a country code that does not begin with 0, and at most 15 digits in all. */
const e164 = /^\+[1-9]\d{9,14}$/;

/** A number of the United Kingdom after its country code: nine or ten digits, of a place (1, 2), a mobile (7) or a service. */
const inUk = /^\+44[1-35789]\d{8,9}$/;

/**
 * A phone number as providers take it, E.164. Numbers without a country are of the United Kingdom.
 * @param typed as people write it: spaces, hyphens, dots and brackets; +44, 0044 or 0 in front; `+44 (0)7700 …`.
 * @returns null when it cannot be a phone number. Whether it takes texts, only the provider knows.
 */
export function phoneNumber(typed: string): string | null {
  const bare = typed
    .normalize('NFKC')
    // Invisible marks come along when a number is copied from a contact card.
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\s().\-\u2010-\u2015]/g, '');
  if (!/^\+?\d+$/.test(bare)) return null;
  const number = withCountry(bare);
  if (!e164.test(number)) return null;
  return number.startsWith('+44') && !inUk.test(number) ? null : number;
}

function withCountry(bare: string): string {
  const international = bare.startsWith('00') ? `+${bare.slice(2)}` : bare;
  // `+44 (0)7700 …`: the nought is dialled inside the country only.
  if (international.startsWith('+440')) return `+44${international.slice(4)}`;
  if (international.startsWith('+')) return international;
  if (international.startsWith('0')) return `+44${international.slice(1)}`;
  // `44 7700 …` and `7700 …`, as some address books show them.
  if (international.startsWith('447')) return `+${international}`;
  return international.startsWith('7') && international.length === 10
    ? `+44${international}`
    : international;
}
