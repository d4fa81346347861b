import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Authenticator } from '../../tests/support/authenticator';
import { newPasskeySchema, usedPasskeySchema } from './passkey-answers';

const challenge = 'AAAA';
const made = new Authenticator().make(
  JSON.stringify({ challenge, rp: { id: 'localhost' }, user: { id: 'AAAA' } }),
);
const used = new Authenticator().use(JSON.stringify({ challenge, rpId: 'localhost' }));

const read = (schema: typeof newPasskeySchema | typeof usedPasskeySchema, text: unknown) => {
  const { success, data, error } = schema.safeParse(text);
  return success ? data : error.issues.map(({ message }) => message);
};
const unreadable = ['passkeys:errors.unreadable'];

describe('what a browser answers', () => {
  it('is read', () => {
    expect(read(newPasskeySchema, JSON.stringify(made))).toEqual(made);
    expect(read(usedPasskeySchema, JSON.stringify(used))).toEqual(used);
  });

  it('loses what nobody asked for', () => {
    const more = {
      ...made,
      authenticatorAttachment: 'platform',
      clientExtensionResults: { credProps: { rk: true } },
      response: { ...made.response, transports: ['internal'], publicKeyAlgorithm: -7 },
    };
    expect(read(newPasskeySchema, JSON.stringify(more))).toEqual(made);
    const text = JSON.stringify(used).replace('{', '{"__proto__":{"admin":true},');
    expect(read(usedPasskeySchema, text)).toEqual(used);
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['empty', ''],
    ['not JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['without its parts', '{}'],
    ['huge', JSON.stringify({ ...used, id: 'A'.repeat(20_000) })],
    ['long where it is short', JSON.stringify({ ...used, id: 'A'.repeat(1401) })],
    ['deep', '['.repeat(8000) + ']'.repeat(8000)],
    ['of another kind', JSON.stringify({ ...used, type: 'password' })],
    ['not base64url', JSON.stringify({ ...used, id: 'a b' })],
    [
      'not base64url inside',
      JSON.stringify({ ...used, response: { ...used.response, signature: '%' } }),
    ],
    ['with an object for a word', JSON.stringify({ ...used, id: { length: 1 } })],
  ])('is said once to be unreadable when it is %s', (_, text) => {
    expect(read(usedPasskeySchema, text)).toEqual(unreadable);
    expect(read(newPasskeySchema, text)).toEqual(unreadable);
  });

  it('never breaks what reads it, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((v) => JSON.stringify({ ...used, response: v })),
        ),
        (text) => {
          expect(read(usedPasskeySchema, text)).toEqual(unreadable);
        },
      ),
    );
  });
});
