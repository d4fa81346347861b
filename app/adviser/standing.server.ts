import { openWish } from '~/meetings/index';
import type { Desk, RequestView } from '~/meetings/index.server';
import type { Standing } from './actions';

/** What the rules of this room need to know, of what was read of a request. */
export const standingOf = (view: RequestView, desk: Desk): Standing => ({
  allowed: view.allowed,
  waitingOn: view.waitingOn,
  identityKnown: view.identity !== null,
  arrangedWithYou: (desk.meeting?.isYou ?? false) || (desk.offering?.isYou ?? false),
  youConflict: desk.youSteppedAside || (desk.separate && desk.youAdvised),
  wantsAnother: openWish(view.events) !== undefined,
  noneLeft: view.state === 'offered' && view.offers.length === 0,
  erased: Object.keys(view.answers).length === 0,
});
