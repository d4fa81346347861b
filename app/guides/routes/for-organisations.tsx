import type { LoaderFunctionArgs } from '@remix-run/node';
import { StandingPage } from '../standing-page';
import { loadStandingPage } from '../standing-page.server';

export const loader = ({ context }: LoaderFunctionArgs) =>
  loadStandingPage(context.locale, 'for-organisations');

export default StandingPage;
