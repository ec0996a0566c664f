import type { Reply } from '../reply.ts';
import { showPrompt } from '../show-prompt.ts';
import type { Turn } from '../turn.ts';
import { handleIntent, startOver } from './intents.ts';
import { takeReport } from './report.ts';

/**
 * Begins a case with a text that was passed to the helpdesk, because it is about something else.
 * @param card the one that said where the text went.
 */
export function beginNewProblem(turn: Turn, card: Reply | null): Turn | null {
  const told = card?.kind === 'notice' && card.notice.code === 'told-the-desk' ? card.notice : null;
  if (told?.text === undefined) return null;
  const { text } = told;
  const fresh = startOver(turn);
  const match = fresh.world.match(text);
  return match.outcome === 'intent'
    ? handleIntent(fresh, match.intent)
    : showPrompt(takeReport(fresh, text, match));
}
