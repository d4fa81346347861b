import type { Actor } from './access';
import type { Locale } from './locale';
import type { LateForms } from './ui/session-end';

/** What every loader and action is given beside the request. */
declare module '@remix-run/node' {
  // What loaders return reaches components as it is, dates and all.
  interface Future {
    v3_singleFetch: true;
  }

  interface AppLoadContext {
    actor: Actor;
    locale: Locale;
    /** Quoted on error pages and in the log. */
    requestId: string;
    /** The network of the client, behind the configured number of proxies (http/client-network.ts). */
    clientNetwork: string;
    /** A public page that is the same for everyone. */
    kept: boolean;
    /** The page could not be made, or what was sent could not be kept, because the database was busy. */
    busy?: boolean;
    /** What becomes of a form of this page that is sent when time has run out; absent where there is no form. */
    lateForms?: LateForms;
    /** A file was chosen before the language was changed, and could not go along. */
    fileAgain?: boolean;
  }
}
