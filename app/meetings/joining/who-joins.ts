import type { Call } from './joining';
import type { Answers } from '../questions/questions';

/** Who is at a meeting and how people get there, from what was answered. Pure. */

/** Somebody at a meeting, by name where one is known. */
export interface Attendee {
  role: 'you' | 'adviser' | 'supporter' | 'interpreter' | 'bsl';
  name: string | null;
  /** What they are to the practitioner, or the language they interpret. */
  more: string | null;
}

/** Who will be there, in the order in which they are named. */
export function whoJoins(answers: Answers, adviserName: string | null): Attendee[] {
  const { name, supporter, needs } = answers;
  const asked = needs?.needs ?? [];
  return [
    { role: 'you', name: name?.name ?? null, more: null },
    { role: 'adviser', name: adviserName, more: null },
    ...(supporter?.supporter === 'yes'
      ? [
          {
            role: 'supporter' as const,
            name: supporter.supporterName ?? null,
            more: supporter.supporterRole ?? null,
          },
        ]
      : []),
    ...(asked.includes('interpreter')
      ? [{ role: 'interpreter' as const, name: null, more: needs?.language ?? null }]
      : []),
    ...(asked.includes('bsl') ? [{ role: 'bsl' as const, name: null, more: null }] : []),
  ];
}

/** How somebody gets to a meeting. */
export type WayIn =
  | { by: 'video'; address: string }
  /** We ring them. `from` is the number that will show, `to` the one we ring; null when not known. */
  | { by: 'our-call'; from: string | null; to: string | null }
  | { by: 'their-call'; to: string | null }
  /** Not said yet. */
  | { by: 'unknown' };

/** How a practitioner gets to their meeting. */
export function wayIn(
  { room, call }: { room: string | null; call: Call | null },
  { how, contact }: Answers,
): WayIn {
  if (room) return { by: 'video', address: room };
  if (call?.caller === 'them') return { by: 'their-call', to: call.number };
  if (call) {
    const to = how?.phone ?? contact?.contactNumber ?? null;
    return { by: 'our-call', from: call.number, to };
  }
  return { by: 'unknown' };
}

/**
 * The number on which we ring when a meeting by video does not come about: only one they said is safe to ring.
 */
export const fallbackNumber = ({ contact }: Answers): string | null =>
  contact?.ways.includes('phone') ? (contact.contactNumber ?? null) : null;
