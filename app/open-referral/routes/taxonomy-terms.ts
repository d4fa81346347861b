import type { LoaderFunctionArgs } from '@remix-run/node';
import { pageAnswer } from '../answers';
import { taxonomyTerms } from '../taxonomies';

/** A page of the words of all vocabularies. */
export const loader = ({ request }: LoaderFunctionArgs) => pageAnswer(request, () => taxonomyTerms);
