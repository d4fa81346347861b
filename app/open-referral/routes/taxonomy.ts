import type { LoaderFunctionArgs } from '@remix-run/node';
import { itemAnswer } from '../answers';
import { taxonomyById } from '../taxonomies';

/** One vocabulary with its words. */
export const loader = ({ params }: LoaderFunctionArgs) => itemAnswer(taxonomyById.get(params.id!));
