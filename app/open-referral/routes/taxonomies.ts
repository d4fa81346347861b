import type { LoaderFunctionArgs } from '@remix-run/node';
import { pageAnswer } from '../answers';
import { taxonomies } from '../taxonomies';

/** A page of the vocabularies. */
export const loader = ({ request }: LoaderFunctionArgs) => pageAnswer(request, () => taxonomies);
