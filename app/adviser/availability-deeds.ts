/** What the forms of the availability pages can ask for. */
export const deeds = ['add-hours', 'remove-hours', 'add-days', 'remove-days', 'rules'] as const;
export type Deed = (typeof deeds)[number];

/** What a page can say was done. */
export const availabilityDone = [
  'hours-added',
  'hours-removed',
  'days-added',
  'days-removed',
  'rules-saved',
] as const;
export const teamDone = ['days-added', 'days-removed', 'rules-saved'] as const;
