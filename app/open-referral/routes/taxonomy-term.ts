import type { LoaderFunctionArgs } from '@remix-run/node';
import { itemAnswer } from '../answers';
import { taxonomyTermById } from '../taxonomies';

/** One word of a vocabulary. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  itemAnswer(taxonomyTermById.get(params.id!));
