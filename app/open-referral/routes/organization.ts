import type { LoaderFunctionArgs } from '@remix-run/node';
import { config } from '~/platform/config.server';
import { itemAnswer } from '../answers';
import { organisationOfOrganization } from '../directory.server';
import { fullOrganization } from '../open-referral';

/** One organization with its service. */
export function loader({ params }: LoaderFunctionArgs) {
  const organisation = organisationOfOrganization(params.id);
  return itemAnswer(organisation && fullOrganization(organisation, config().baseUrl));
}
