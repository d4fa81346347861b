import { NotifyClient } from 'notifications-node-client';
import { second } from '../time/clock';
import { NotDelivered, notifyFailure } from './failures';
import { channelOf, type AnyMessage, type Channel } from './message';
import type { Arrival, Transport } from './transport';

/**
 * GOV.UK Notify, through its official client: emails and texts. It knows whether a message arrived, and keeps it
 * for some days; it cannot carry a calendar file (docs/decisions/0028).
 */

export interface NotifySettings {
  /** A key as Notify shows it: a name, the service's id and the secret. */
  key: string;
  url: string;
  /** A template whose subject is ((subject)) and whose words are ((body)). */
  emailTemplate?: string;
  /** A template whose words are ((body)). */
  textTemplate?: string;
  /** An id of Notify's for the address that answers go to. */
  emailReplyTo?: string;
}

/** How long Notify has to answer, from first to last byte. */
const notifyPatience = 10 * second;

/** More than any answer of Notify's to us. */
const longestAnswer = 1_000_000;

/** States of Notify's that a message may still leave, or that say that it has arrived. */
const arrivals: Record<string, Arrival> = {
  created: 'on-its-way',
  sending: 'on-its-way',
  pending: 'on-its-way',
  // To a phone abroad; nothing more will be known.
  sent: 'arrived',
  delivered: 'arrived',
  'permanent-failure': 'not-arrived',
  'temporary-failure': 'not-arrived',
  'technical-failure': 'not-arrived',
};

/**
 * GOV.UK Notify as a way for emails and texts to leave, and to ask what became of them.
 * @param patience milliseconds that one exchange may take.
 */
export function notifyTransport(
  settings: NotifySettings,
  patience = notifyPatience,
): Transport & Required<Pick<Transport, 'ask'>> {
  const client = clientOf(settings, patience);
  return {
    async send(message, id, again) {
      const channel = channelOf(message);
      return answerOf(channel, async () => {
        const taken = again ? await takenBefore(client, id) : undefined;
        return taken ?? (await handOver(client, settings, message, id));
      });
    },
    async ask(receipt) {
      try {
        const { status } = await answerOf('email', () => stateOf(client, receipt));
        return arrivals[status] ?? 'on-its-way';
      } catch (error) {
        // Notify forgets messages after a week.
        if (error instanceof NotDelivered && error.status === 404) return 'unknown';
        throw error;
      }
    },
  };
}

function clientOf({ url, key }: NotifySettings, patience: number): NotifyClient {
  const client = new NotifyClient(url, key);
  const { restClient } = client.apiClient;
  // The client would wait for ever, follow redirects with the key, and read an answer of any size.
  const patient = (options: object) =>
    restClient({
      ...options,
      timeout: patience,
      signal: AbortSignal.timeout(patience),
      maxRedirects: 0,
      maxContentLength: longestAnswer,
    });
  client.setClient(patient as typeof restClient);
  return client;
}

/**
 * The id of a notification that an earlier attempt left with Notify, whose answer we did not get or did not keep.
 * One that came to nothing does not count.
 */
async function takenBefore(client: NotifyClient, id: string): Promise<string | undefined> {
  const { data } = await client.getNotifications(undefined, undefined, id);
  return data.notifications.find(({ status }) => arrivals[status] !== 'not-arrived')?.id;
}

async function handOver(
  client: NotifyClient,
  { emailTemplate, textTemplate, emailReplyTo }: NotifySettings,
  message: AnyMessage,
  reference: string,
): Promise<string> {
  if (message.channel === 'text') {
    const personalisation = { body: message.text };
    const { data } = await client.sendSms(textTemplate!, message.to, {
      personalisation,
      reference,
    });
    return data.id;
  }
  const personalisation = { subject: message.subject, body: message.text };
  const { data } = await client.sendEmail(emailTemplate!, message.to, {
    personalisation,
    reference,
    emailReplyToId: emailReplyTo,
  });
  return data.id;
}

async function stateOf(client: NotifyClient, receipt: string): Promise<{ status: string }> {
  return (await client.getNotificationById(receipt)).data;
}

/**
 * Runs one exchange with Notify.
 * @throws {NotDelivered} and nothing else: an error of the client's holds the key, the address and the message.
 */
async function answerOf<T>(channel: Channel, exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (error) {
    const { response } = error as { response?: { status: number; data?: NotifyErrors } };
    const type = response?.data?.errors?.[0]?.error;
    throw new NotDelivered(notifyFailure(response?.status, type, channel), response?.status);
  }
}

interface NotifyErrors {
  errors?: { error: string }[];
}
