import { CHANNEL_DESCRIPTORS } from '../platforms/channels.ts';
import { COMPLETENESS_ITEMS, type CompletenessItem, type TicketDraft } from './payload.ts';

/**
 * What a helpdesk needs before it can act, and the weight of each answer; the total is 100. The
 * error, the time and the person come first: without them nothing can be looked up, or nobody told.
 */
export const COMPLETENESS_WEIGHTS: Readonly<Record<CompletenessItem, number>> = {
  errorText: 15,
  contact: 15,
  date: 15,
  name: 10,
  address: 10,
  eventDetails: 8,
  device: 8,
  clientVersion: 5,
  attempts: 5,
  network: 3,
  impact: 3,
  place: 2,
  bestTime: 1,
};

/** The share of its score that a ticket keeps if nobody can tell whose it is. */
const NOBODYS = 1 / 3;

type Parts = Pick<TicketDraft, 'requester' | 'match' | 'attempts' | 'environment' | 'evidence'>;

/**
 * Returns how complete a ticket is, in percent, and what a helpdesk would still have to ask for,
 * highest weight first. Other answers to the same question count: a recognized symptom for the
 * error's text, any file for the event, an account on the platform for a phone number.
 */
export function completeness(parts: Parts): { score: number; missing: CompletenessItem[] } {
  const present = presence(parts);
  const missing: CompletenessItem[] = [];
  let score = 0;
  for (const item of COMPLETENESS_ITEMS) {
    if (present[item]) score += COMPLETENESS_WEIGHTS[item];
    else missing.push(item);
  }
  const isNobodys = !present.name && !present.contact;
  return { score: isNobodys ? Math.ceil(score * NOBODYS) : score, missing };
}

function presence({
  requester,
  match,
  attempts,
  environment,
  evidence,
}: Parts): Record<CompletenessItem, boolean> {
  const isAddressKnown = filled(environment.signInAddress) || filled(requester.address);
  return {
    errorText: filled(evidence.errorText) || match !== null,
    contact:
      CHANNEL_DESCRIPTORS[requester.channel].hasAccounts ||
      isAddressKnown ||
      filled(requester.phone) ||
      filled(requester.email),
    date: environment.occurredAt !== null,
    name: filled(requester.name),
    address: isAddressKnown,
    eventDetails: filled(evidence.eventDetails) || evidence.files.length > 0,
    device: filled(environment.device),
    clientVersion: filled(environment.clientVersion),
    attempts: attempts.some(({ outcome }) => outcome !== 'skipped'),
    network: environment.network !== null,
    impact: environment.impact !== null,
    place: filled(requester.place),
    bestTime: filled(requester.bestTime),
  };
}

function filled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}
