import { renderCard } from '../../cards/render-card.ts';
import type { TurnOutcome } from '../channel.ts';

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
  if (outcome.decided === null) return invokeResponse(200, 'application/vnd.microsoft.activity.message', '');
  const { reply, choice } = outcome.decided;
  const { card } = renderCard(reply, { decided: { choice } });
  return invokeResponse(200, 'application/vnd.microsoft.card.adaptive', card);
}

/** Answers a press that could not be taken; Teams shows the sentence under the card. */
export function pressRefused(statusCode: 400 | 500, code: string, message: string): Answer {
  return invokeResponse(statusCode, 'application/vnd.microsoft.error', { code, message });
}

/** The HTTP status is 200 even for errors: Teams reads the one inside. */
function invokeResponse(statusCode: number, type: string, value: unknown): Answer {
  return { status: 200, body: { statusCode, type, value } };
}
