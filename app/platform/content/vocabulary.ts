/** Words that more than one room uses for the same. */

export const professions = ['doctor', 'dentist', 'pharmacist'] as const;
export type Profession = (typeof professions)[number];

/** How somebody works. */
export const settings = ['employed', 'primary-care', 'training', 'locum', 'contractor'] as const;
export type Setting = (typeof settings)[number];

/** Where somebody is, in the order in which things go. */
export const stages = [
  'just-told',
  'investigation',
  'excluded',
  'assessment',
  'regulator',
  'hearing',
  'return-to-work',
  'after',
] as const;
export type Stage = (typeof stages)[number];
