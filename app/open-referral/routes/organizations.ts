import type { LoaderFunctionArgs } from '@remix-run/node';
import { pageAnswer } from '../answers';
import { allOrganisations } from '../directory.server';
import { organizationSummary } from '../open-referral';

/** A page of the organizations. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  pageAnswer(request, allOrganisations, organizationSummary);
