import { changeRequest } from '~/meetings/index.server';
import { visitor, type Person } from '~/platform/access';

/** A process of its own with a connection of its own: accepts offers when told to, all at once. */

export interface Acceptance {
  accountId: string;
  reference: string;
  offerId: string;
}

const asPractitioner = (accountId: string): Person => ({
  ...visitor,
  kind: 'person',
  accountId,
  role: 'practitioner',
  team: null,
  sessionId: '',
  secondFactor: false,
  verifiedAt: 0,
  signedOutAt: Infinity,
  endsAt: Infinity,
});

process.on('message', (acceptances: Acceptance[]) => {
  void Promise.all(
    acceptances.map(({ accountId, reference, offerId }) =>
      changeRequest(asPractitioner(accountId), reference, { change: 'accept', offerId }),
    ),
  ).then((outcomes) => process.send!(outcomes));
});
process.send!('ready');
