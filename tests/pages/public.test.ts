import { everyView } from '../support/every-page';
import { lookAtPages } from '../support/look-at-pages';

/** Every page that anybody can read. */
lookAtPages(everyView.filter(({ reader }) => reader === 'nobody'));
