import { COMPLETENESS_ITEMS, type CompletenessItem, type TicketDraft } from './payload.ts';

/**
 * What a helpdesk needs before it can act, and the weight of each answer; the total is 100. The
 * error, the account and the time come first: without them nothing can be looked up.
 */
export const COMPLETENESS_WEIGHTS: Readonly<Record<CompletenessItem, number>> = {
  errorText: 20,
  address: 15,
  date: 15,
  eventDetails: 10,
  device: 10,
  clientVersion: 10,
  attempts: 10,
  network: 5,
  impact: 5,
};

type Parts = Pick<TicketDraft, 'requester' | 'match' | 'attempts' | 'environment' | 'evidence'>;

/**
 * Returns how complete a ticket is, in percent, and what a helpdesk would still have to ask for,
 * highest weight first. Other answers to the same question count: a recognized symptom for the
 * error's text, any file for the event.
 */
export function completeness(parts: Parts): { score: number; missing: CompletenessItem[] } {
  const present = presence(parts);
  const missing: CompletenessItem[] = [];
  let score = 0;
  for (const item of COMPLETENESS_ITEMS) {
    if (present[item]) score += COMPLETENESS_WEIGHTS[item];
    else missing.push(item);
  }
  return { score, missing };
}

function presence({
  requester,
  match,
  attempts,
  environment,
  evidence,
}: Parts): Record<CompletenessItem, boolean> {
  return {
    errorText: filled(evidence.errorText) || match !== null,
    address: filled(environment.signInAddress) || filled(requester.address),
    date: environment.occurredAt !== null,
    eventDetails: filled(evidence.eventDetails) || evidence.files.length > 0,
    device: filled(environment.device),
    clientVersion: filled(environment.clientVersion),
    attempts: attempts.some(({ outcome }) => outcome !== 'skipped'),
    network: environment.network !== null,
    impact: environment.impact !== null,
  };
}

function filled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}
