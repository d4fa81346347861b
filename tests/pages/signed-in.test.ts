import { everyView } from '../support/every-page';
import { lookAtPages } from '../support/look-at-pages';

/** Every page of those who sign in. */
lookAtPages(everyView.filter(({ reader }) => reader !== 'nobody'));
