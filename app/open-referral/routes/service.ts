import type { LoaderFunctionArgs } from '@remix-run/node';
import { config } from '~/platform/config.server';
import { itemAnswer } from '../answers';
import { organisationOfService } from '../directory.server';
import { fullService } from '../open-referral';

/** One service with everything that belongs to it. */
export function loader({ params }: LoaderFunctionArgs) {
  const organisation = organisationOfService(params.id);
  return itemAnswer(organisation && fullService(organisation, config().baseUrl));
}
