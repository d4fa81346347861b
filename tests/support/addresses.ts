import { organizationIdOf, serviceIdOf } from '~/open-referral/open-referral';
import { taxonomies, taxonomyTerms } from '~/open-referral/taxonomies';

/**
 * Something for every place in an address. What belongs to a person is written `0000-0000`: nobody's, so that
 * whoever is let in finds that it is not there.
 */
const examples: Record<string, string> = {
  '/guides/:slug': '/guides/what-ppa-is',
  '/support/:id': '/support/samaritans',
  '/support/:id/report': '/support/samaritans/report',
  '/support/:id/card.vcf': '/support/samaritans/card.vcf',
  '/support/shortlist/cards.vcf': '/support/shortlist/cards.vcf?id=samaritans',
  '/open-referral/services/:id': `/open-referral/services/${serviceIdOf({ id: 'samaritans' })}`,
  '/open-referral/organizations/:id': `/open-referral/organizations/${organizationIdOf({ id: 'samaritans' })}`,
  '/open-referral/taxonomies/:id': `/open-referral/taxonomies/${taxonomies[0]!.id}`,
  '/open-referral/taxonomy_terms/:id': `/open-referral/taxonomy_terms/${taxonomyTerms[0]!.id}`,
  '/languages/:code': '/languages/ar',
  '/voices/insight/:topic': '/voices/insight/fairness',
  '/meetings/new/:step': '/meetings/new/topics',
  '/meetings/:reference': '/meetings/0000-0000',
  '/meetings/:reference/correct/:step': '/meetings/0000-0000/correct/name',
  '/meetings/:reference/times': '/meetings/0000-0000/times',
  '/meetings/:reference/change/:what': '/meetings/0000-0000/change/cancel',
  '/meetings/:reference/account': '/meetings/0000-0000/account',
  '/meetings/:reference/account/:point': '/meetings/0000-0000/account/new',
  '/meetings/:reference/note': '/meetings/0000-0000/note',
  '/meetings/:reference/following-up': '/meetings/0000-0000/following-up',
  '/meetings/:reference/join': '/meetings/0000-0000/join',
  '/meetings/:reference/meeting.ics': '/meetings/0000-0000/meeting.ics',
  '/meetings/:reference/documents/new': '/meetings/0000-0000/documents/new',
  '/meetings/:reference/documents/:id': '/meetings/0000-0000/documents/none',
  '/meetings/:reference/documents/:id/file': '/meetings/0000-0000/documents/none/file',
  '/adviser/requests/:reference/documents/new': '/adviser/requests/0000-0000/documents/new',
  '/adviser/requests/:reference/documents/:id': '/adviser/requests/0000-0000/documents/none',
  '/adviser/requests/:reference/documents/:id/file':
    '/adviser/requests/0000-0000/documents/none/file',
  '/concerns/new/:kind': '/concerns/new/service',
  '/concerns/new/:kind/:step': '/concerns/new/service/what',
  '/concerns/:reference': '/concerns/0000-0000',
  '/concerns/:reference/:what': '/concerns/0000-0000/add-words',
  '/read/:reference': '/read/0000-0000',
  '/adviser/concerns/:reference': '/adviser/concerns/0000-0000',
  '/adviser/concerns/:reference/:action': '/adviser/concerns/0000-0000/message',
  '/join/:token': '/join/0000-0000',
  '/join/:token/meeting.ics': '/join/0000-0000/meeting.ics',
  '/adviser/requests/:reference': '/adviser/requests/0000-0000',
  '/adviser/availability/:adviser': '/adviser/availability/0000-0000',
  '/adviser/availability/team/:team': '/adviser/availability/team/north',
  '/adviser/requests/:reference/account': '/adviser/requests/0000-0000/account',
  '/adviser/requests/:reference/account/:point': '/adviser/requests/0000-0000/account/1',
  '/adviser/requests/:reference/meeting-note': '/adviser/requests/0000-0000/meeting-note',
  '/adviser/requests/:reference/following-up': '/adviser/requests/0000-0000/following-up',
  '/adviser/requests/:reference/:action': '/adviser/requests/0000-0000/message',
  '/adviser/content/:id': '/adviser/content/samaritans',
  '/calendar/:token.ics': '/calendar/0000-0000.ics',
};

/**
 * An address that a line of the route table answers.
 * @throws when the line has a place and nobody has said what stands there.
 */
export function addressOf(path: string): string {
  const address = examples[path] ?? path;
  if (address.includes(':'))
    throw new Error(`Give an example of ${path} in ${import.meta.filename}`);
  return address;
}
