import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import type { NewPasskeyAnswer, UsedPasskeyAnswer } from '~/account/passkey-answers';

/** What the parts of a page's options that an authenticator looks at are called (WebAuthn, 5.1). */
interface Options {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
  user?: { id: string };
}

/** How an authenticator may be wrong. */
export interface Ways {
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** Whether it has checked its owner's finger. */
  verified?: boolean;
  userHandle?: string;
  type?: string;
  /** An attestation nobody asked for. */
  attestation?: { fmt: string; attStmt: Map<string, unknown> };
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

/** An authenticator in software, for tests without a browser: one ES256 passkey (WebAuthn level 3, 6). */
export class Authenticator {
  readonly credentialId = base64url(randomBytes(16));
  /** How often it has signed; a synchronised passkey stays at 0. */
  counter = 0;
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync(
    'ec',
    { namedCurve: 'P-256' },
  );
  private userHandle?: string;

  constructor(private readonly origin = 'http://localhost:3000') {}

  /** Answers a page that asks for a new passkey. @param json the page's options. */
  make(json: string, ways: Ways = {}): NewPasskeyAnswer {
    const options = JSON.parse(json) as Options;
    this.userHandle = options.user!.id;
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinates = [x!, y!].map((part) => isoBase64URL.toBuffer(part));
    // kty EC2, alg ES256, crv P-256, x, y (RFC 9053, 7.1.1).
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinates[0]!],
      [-3, coordinates[1]!],
    ]);
    const id = Buffer.from(this.credentialId, 'base64url');
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      isoCBOR.encode(key as never),
    ]);
    const { fmt, attStmt } = ways.attestation ?? { fmt: 'none', attStmt: new Map() };
    const authData = this.authenticatorData(options.rp!.id, 0x40, ways, attested);
    const object = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', new Uint8Array(authData)],
    ]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: this.clientData('webauthn.create', options, ways),
        attestationObject: base64url(isoCBOR.encode(object as never)),
        transports: ['internal'],
      },
    };
  }

  /** Answers a page that asks for a passkey. @param json the page's options. */
  use(json: string, ways: Ways = {}): UsedPasskeyAnswer {
    const options = JSON.parse(json) as Options;
    const data = this.authenticatorData(options.rpId!, 0, ways);
    const clientDataJSON = this.clientData('webauthn.get', options, ways);
    const signature = createSign('sha256')
      .update(data)
      .update(sha256(Buffer.from(clientDataJSON, 'base64url')))
      .sign(this.keys.privateKey);
    return {
      ...this.credential(),
      response: {
        clientDataJSON,
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle: 'userHandle' in ways ? ways.userHandle : this.userHandle,
      },
    };
  }

  private credential() {
    const { credentialId: id } = this;
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  private clientData(type: string, { challenge }: Options, ways: Ways): string {
    const { origin } = this;
    return base64url(
      JSON.stringify({ type, challenge, origin, crossOrigin: false, ...shown(ways) }),
    );
  }

  private authenticatorData(rpId: string, flags: number, ways: Ways, more = Buffer.alloc(0)) {
    const present = 0x01;
    const verified = ways.verified === false ? 0 : 0x04;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flag = Buffer.from([flags | present | verified]);
    return Buffer.concat([sha256(ways.rpId ?? rpId), flag, counter, more]);
  }
}

/** What of the ways to be wrong stands in the client data. */
const shown = ({ origin, challenge, type }: Ways) =>
  Object.fromEntries(Object.entries({ origin, challenge, type }).filter(([, value]) => value));
