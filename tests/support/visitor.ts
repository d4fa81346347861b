import { localPath, type Locale } from '~/platform/locale';
import type { RunningPortal } from './running-portal';

/** Somebody who uses the portal over http, keeping cookies as a browser does, without one. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(
    readonly portal: RunningPortal,
    /** Headers their browser sends with every request. */
    readonly headers: Record<string, string> = {},
  ) {}

  /** One request, redirects not followed. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.portal.url + path, {
      redirect: 'manual',
      ...init,
      headers: { ...this.headers, ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Sends a form from the portal's own pages. */
  send(path: string, fields: Record<string, string> | [string, string][]): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.portal.url },
    });
  }

  /** Signs in with an emailed code and, for staff, an authenticator's. A new account is in the language of the pages. */
  async signIn(email: string, locale: Locale = 'en'): Promise<this> {
    await this.beginToSignIn(email, locale);
    const answer = await this.typeCode(email, locale);
    if (answer.headers.get('location')?.endsWith('/sign-in/second-step')) {
      await this.send('/sign-in/second-step', { token: await this.portal.staffCode(email) });
    }
    return this;
  }

  /** Asks for a code by email. */
  async beginToSignIn(email: string, locale: Locale = 'en'): Promise<this> {
    await this.send(localPath(locale, '/sign-in'), { email });
    return this;
  }

  /** Types the emailed code. */
  async typeCode(email: string, locale: Locale = 'en'): Promise<Response> {
    const message = (await this.portal.mailbox()).find(({ to }) => to === email);
    const code = /\d{6}/.exec(message?.subject ?? '')?.[0] ?? '';
    return this.send(localPath(locale, '/sign-in/code'), { code });
  }
}
