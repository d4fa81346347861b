import type { CDPSession } from 'playwright-core';
import type { PersonAtBrowser } from './browser';

/** A phone with a fingerprint reader: a virtual authenticator of Chromium's keeps its passkeys as a phone would. */
export class Phone {
  private constructor(
    private readonly devtools: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async of({ context, page }: PersonAtBrowser): Promise<Phone> {
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Phone(devtools, authenticatorId);
  }

  /** From now on it is, or is not, its owner's finger. */
  async feels({ theOwner }: { theOwner: boolean }) {
    await this.devtools.send('WebAuthn.setUserVerified', {
      authenticatorId: this.authenticatorId,
      isUserVerified: theOwner,
    });
  }

  async passkeys() {
    const { credentials } = await this.devtools.send('WebAuthn.getCredentials', {
      authenticatorId: this.authenticatorId,
    });
    return credentials;
  }

  /** Puts the counter of its one passkey back, as a copy of it would have it. */
  async countsFrom(signCount: number) {
    const [credential] = await this.passkeys();
    const { authenticatorId } = this;
    const { credentialId } = credential!;
    await this.devtools.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
    await this.devtools.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...credential!, signCount },
    });
  }
}
