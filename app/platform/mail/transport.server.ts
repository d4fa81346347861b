import { config } from '../config.server';
import { NotDelivered } from './failures';
import { channelOf } from './message';
import { notifyTransport } from './notify.server';
import { smtpTransport } from './smtp.server';
import type { Transport } from './transport';

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

/** How messages leave as the portal is configured; made once. */
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
