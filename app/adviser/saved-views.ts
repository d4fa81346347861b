import type { QueueFilter } from '~/meetings/index';

/** A view of the queue that a member of staff keeps: its own name for a list and its filters. */
export interface SavedView {
  id: string;
  name: string;
  filter: QueueFilter;
}

/** As many as one person may keep. */
export const mostViews = 20;
