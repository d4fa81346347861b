import type { LoaderFunctionArgs } from '@remix-run/node';
import { config } from '~/platform/config.server';
import { pageAnswer } from '../answers';
import { findServices } from '../directory.server';
import { serviceSummary } from '../open-referral';

/** A page of the services that are asked for. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  pageAnswer(request, findServices, (each) => serviceSummary(each, config().baseUrl));
