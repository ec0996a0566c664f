import { EVIDENCE_LIMITS, type EvidenceAnswers, type TicketDraft } from '../tickets/payload.ts';
import type { Reach, State } from './state.ts';

export const REACH_FIELDS = [
  'name',
  'phone',
  'place',
  'bestTime',
] as const satisfies (keyof Reach)[];

/**
 * Returns what is known of how to reach the person: what they wrote in their last ticket, otherwise
 * what the platform says. The name is asked only if the platform doesn't know it.
 */
export function knownReach({ person, reach = {} }: Pick<State, 'person' | 'reach'>): Reach {
  const { phone, place } = person.contact ?? {};
  const { name, ...rest } = { ...(phone && { phone }), ...(place && { place }), ...reach };
  const known = { ...rest, ...(person.name === null && name !== undefined ? { name } : {}) };
  return cut(known);
}

/** Returns what the form says of it, to be remembered for the next ticket. */
export function reachIn(evidence: EvidenceAnswers): Reach {
  return cut(evidence);
}

/** Who asks, as the ticket says it. */
export function requesterOf(
  { channel, person, locale }: Pick<State, 'channel' | 'person' | 'locale'>,
  { name, phone, place, bestTime }: Reach,
): TicketDraft['requester'] {
  const { email, jobTitle } = person.contact ?? {};
  return {
    channel,
    id: person.id.slice(0, 300),
    name: person.name?.slice(0, 200) ?? name ?? null,
    address: person.address?.slice(0, 254) ?? null,
    email: email?.slice(0, 254) ?? null,
    phone: phone ?? null,
    jobTitle: jobTitle?.slice(0, 200) ?? null,
    place: place ?? null,
    bestTime: bestTime ?? null,
    locale,
    timeZone: person.timeZone?.slice(0, 80) ?? null,
  };
}

function cut(answers: EvidenceAnswers): Reach {
  return Object.fromEntries(
    REACH_FIELDS.flatMap((field) => {
      const text = answers[field]?.slice(0, EVIDENCE_LIMITS[field]);
      return text ? [[field, text]] : [];
    }),
  );
}
