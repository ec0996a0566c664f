import { renderCard } from '../../../cards/requester/render-card.ts';
import type { TurnOutcome } from '../../../ports/channel.ts';
import { CARD_TYPE } from '../render/card-message.ts';

/** The answer to an HTTP request. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Answers a pressed `Action.Execute`: with the updated card, which replaces the pressed one, or
 * with nothing to show if the press decided nothing. Source: the Universal Action Model's response
 * format.
 */
export function pressAnswer(outcome: TurnOutcome): Answer {
  if (outcome.decided === null) return sentenceAnswer('');
  const { reply, choice } = outcome.decided;
  return cardAnswer(renderCard(reply, { decided: { choice } }).card);
}

/** Answers a press with a card that replaces the pressed one, for the presser only. */
export function cardAnswer(card: object): Answer {
  return invokeResponse(200, CARD_TYPE, card);
}

/** Answers a press with a sentence shown briefly, or with '' for none; the card stays. */
export function sentenceAnswer(sentence: string): Answer {
  return invokeResponse(200, 'application/vnd.microsoft.activity.message', sentence);
}

/** Answers a press that couldn't be processed; Teams shows the sentence under the card. */
export function pressRefused(statusCode: 400 | 403 | 500, code: string, message: string): Answer {
  return invokeResponse(statusCode, 'application/vnd.microsoft.error', { code, message });
}

/** The HTTP status is 200 even for errors: Teams reads the status in the body. */
function invokeResponse(statusCode: number, type: string, value: unknown): Answer {
  return { status: 200, body: { statusCode, type, value } };
}
