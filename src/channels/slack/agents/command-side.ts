import { parseCommand } from '../../../tickets/agent-command/parse-command.ts';
import { messageText } from '../inbound/message-text.ts';

const HELP = new Set(['', 'help', '?', '？', '帮助']);

/**
 * Whether what was typed after `/helpdesk` is for the helpdesk's side; everything else is a report, or a requester who
 * asks how to report. The words of commands are the helpdesk's whoever types them (who is no agent is told so); where
 * they are only nearly such words, they are an agent's slip, or anybody's report.
 * @param isAgent null where it cannot be found out in time.
 * @returns the text as the helpdesk's side reads it, or null.
 */
export async function belongsToDesk(
  typed: string,
  isAgent: () => Promise<boolean | null>,
): Promise<string | null> {
  const text = messageText({ text: typed }, null);
  if (HELP.has(text.toLowerCase())) return (await isAgent()) === true ? 'help' : null;
  const reading = parseCommand(text, { ticket: null });
  if (reading.kind !== 'mistyped') return typed;
  return reading.nearest !== null && (await isAgent()) === true ? typed : null;
}
