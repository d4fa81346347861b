/**
 * Why a message did not arrive, in one code each. Codes are what the database, the log and the lead's page hold:
 * what a provider says in words may repeat an address.
 */
export const failures = [
  /** The provider could not be reached, broke off, or did not answer in time. */
  'unreachable',
  /** The provider asked us to come back later. */
  'busy',
  /** The provider does not accept our name, password, key or clock. */
  'not-let-in',
  /** There is nobody at the address, or they take nothing from us. */
  'refused',
  /** The provider does not take a message like this. */
  'rejected',
  /** The phone number is none that receives texts. */
  'bad-number',
  /** It was handed over, and the provider says that it did not arrive. */
  'not-arrived',
  /** Its time had passed before it could be handed over. */
  'too-late',
  /** Something in the portal went wrong. */
  'fault',
] as const;
export type Failure = (typeof failures)[number];

/** Those that another attempt cannot mend. */
const lasting: readonly Failure[] = [
  'refused',
  'rejected',
  'bad-number',
  'not-arrived',
  'too-late',
];

export const willNeverWork = (failure: Failure): boolean => lasting.includes(failure);

/** A message was not taken. Holds a code and a provider's status, never what the provider said. */
export class NotDelivered extends Error {
  constructor(
    readonly failure: Failure,
    /** The reply code of SMTP or the status of HTTP, if there was one. */
    readonly status?: number,
  ) {
    super(failure);
    this.name = 'NotDelivered';
  }
}

/** What an SMTP client knows of a failure. */
export interface SmtpError {
  /** The client's own code, such as EAUTH. */
  code?: string;
  /** The server's reply, such as 550. */
  responseCode?: number;
  /** What the reply was to, such as RCPT TO. */
  command?: string;
}

/** Replies of RFC 4954 that ask for a sign-in, or do not accept it. */
const signInReplies = [530, 534, 535, 538];

/** Sorts a failure of SMTP (RFC 5321: 4yz may work later, 5yz will not). */
export function smtpFailure({ code, responseCode = 0, command = '' }: SmtpError): Failure {
  if (code === 'EAUTH' || code === 'ENOAUTH' || signInReplies.includes(responseCode)) {
    return responseCode >= 400 && responseCode < 500 ? 'busy' : 'not-let-in';
  }
  if (responseCode >= 400 && responseCode < 500) return 'busy';
  // Only what is said of this message ends it: a server that sends everybody away may be mended.
  if (responseCode >= 500 && command === 'RCPT TO') return 'refused';
  if (responseCode >= 500 && ['MAIL FROM', 'DATA'].includes(command)) return 'rejected';
  // The client itself found that the address is none.
  if (code === 'EENVELOPE' && !responseCode) return 'refused';
  return 'unreachable';
}

/**
 * Sorts an answer of GOV.UK Notify. Its words may change at any time; status and type do not.
 * @param status undefined when there was no answer.
 * @param type of the first error in the answer, such as ValidationError.
 */
export function notifyFailure(
  status: number | undefined,
  type: string | undefined,
  channel: 'email' | 'text',
): Failure {
  if (status === undefined) return 'unreachable';
  if (status === 401 || status === 403) return 'not-let-in';
  if (status === 408 || status === 429 || status >= 500) return 'busy';
  if (status >= 400) {
    return type === 'ValidationError' && channel === 'text' ? 'bad-number' : 'rejected';
  }
  return 'unreachable';
}
