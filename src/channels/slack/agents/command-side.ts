import { parseCommand } from '../../../tickets/agent-command/parse-command.ts';
import { asksForHelp } from '../inbound/asks-for-help.ts';
import { messageText } from '../inbound/message-text.ts';

/**
 * Decides whether text typed after `/helpdesk` is for the helpdesk's side; all other text is a
 * report, or a requester asking how to report. Command words always go to the helpdesk's side
 * (people who aren't agents are told so); near-matches are an agent's typo, or anyone's report.
 * @param isAgent null if it can't be determined in time.
 * @returns the text as the helpdesk's side reads it, or null.
 */
export async function belongsToDesk(
  typed: string,
  isAgent: () => Promise<boolean | null>,
): Promise<string | null> {
  const text = messageText({ text: typed }, null);
  if (asksForHelp(text)) return (await isAgent()) === true ? 'help' : null;
  const reading = parseCommand(text, { ticket: null });
  if (reading.kind !== 'mistyped') return typed;
  return reading.nearest !== null && (await isAgent()) === true ? typed : null;
}
