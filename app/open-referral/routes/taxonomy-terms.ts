import type { LoaderFunctionArgs } from '@remix-run/node';
import { pageAnswer } from '../answers';
import { taxonomyTerms } from '../taxonomies';

export const loader = ({ request }: LoaderFunctionArgs) => pageAnswer(request, () => taxonomyTerms);
