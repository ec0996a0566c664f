import { renderCard } from '../../../cards/requester/render-card.ts';
import type { TurnOutcome } from '../../../ports/channel.ts';
import { CARD_TYPE } from '../render/card-message.ts';

/** What an HTTP request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Answers a pressed `Action.Execute`: with the mended card, which Teams shows in place of the pressed one, or with
 * nothing to show where the press decided nothing. Source: the Universal Action Model's response format.
 */
export function pressAnswer(outcome: TurnOutcome): Answer {
  if (outcome.decided === null) return sentenceAnswer('');
  const { reply, choice } = outcome.decided;
  return cardAnswer(renderCard(reply, { decided: { choice } }).card);
}

/** Answers a press with a card in place of the pressed one, for the presser alone. */
export function cardAnswer(card: object): Answer {
  return invokeResponse(200, CARD_TYPE, card);
}

/** Answers a press with a sentence that is shown for a moment, or with '' for none; the card stays. */
export function sentenceAnswer(sentence: string): Answer {
  return invokeResponse(200, 'application/vnd.microsoft.activity.message', sentence);
}

/** Answers a press that could not be taken; Teams shows the sentence under the card. */
export function pressRefused(statusCode: 400 | 403 | 500, code: string, message: string): Answer {
  return invokeResponse(statusCode, 'application/vnd.microsoft.error', { code, message });
}

/** The HTTP status is 200 even for errors: Teams reads the one inside. */
function invokeResponse(statusCode: number, type: string, value: unknown): Answer {
  return { status: 200, body: { statusCode, type, value } };
}
