import { config } from '../config.server';
import { NotDelivered } from './failures';
import { channelOf, type AnyMessage } from './message';
import { notifyTransport } from './notify.server';
import { smtpTransport } from './smtp.server';

/** How a message leaves, by email or as a text: one provider each, chosen by configuration. */
export interface Transport {
  /**
   * Hands a message over.
   * @param id the same at every attempt, so that a receiver can drop a repeat and a receipt can be matched.
   * @param again whether an attempt was made before, which may have arrived without our knowing.
   * @returns what to ask the provider by, later, whether it arrived; nothing where nobody can say.
   * @throws {NotDelivered}
   */
  send(message: AnyMessage, id: string, again: boolean): Promise<string | void>;
  /**
   * What became of a message that was handed over; absent where nobody can say.
   * @throws {NotDelivered} when the provider does not answer.
   */
  ask?(receipt: string): Promise<Arrival>;
}

/** `unknown`: the provider no longer knows it. */
export type Arrival = 'on-its-way' | 'arrived' | 'not-arrived' | 'unknown';

/** Demo mode: nothing leaves the machine; /dev/mailbox shows what would have. */
const nowhere: Transport = { send: async () => {} };

/** A provider that was configured when the message was written, and is no longer. */
const noTexts: Transport = {
  send: async () => {
    throw new NotDelivered('rejected');
  },
};

/** Texts are offered to people only where something sends them. */
export const textsAvailable = (): boolean => config().mode === 'demo' || config().texts !== 'none';

/** Whether emails take files with them: those of GOV.UK Notify take none for a calendar. */
export const carriesFiles = (): boolean => config().mode === 'demo' || config().mail === 'smtp';

let chosen: Transport | undefined;

export function transport(): Transport {
  chosen ??= config().mode === 'demo' ? nowhere : byChannel();
  return chosen;
}

function byChannel(): Transport {
  const { mail, texts, notify, smtpUrl, mailFrom, baseUrl } = config();
  const overNotify = notify && notifyTransport(notify);
  const emails =
    mail === 'notify'
      ? overNotify!
      : smtpTransport({ url: smtpUrl!, from: mailFrom, domain: new URL(baseUrl).hostname });
  const phones = texts === 'notify' ? overNotify! : noTexts;
  return {
    send: (message, id, again) =>
      (channelOf(message) === 'text' ? phones : emails).send(message, id, again),
    // Receipts are of Notify alone.
    ask: overNotify?.ask,
  };
}
