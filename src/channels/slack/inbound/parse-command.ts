import { messageText } from './message-text.ts';

/** What somebody wants who types `/helpdesk …`. */
export type Command =
  /** Nothing was typed after it, or only "help": how to use it. */
  | { readonly kind: 'help' }
  /** The beginning of a report. */
  | { readonly kind: 'report'; readonly text: string };

const HELP = new Set(['', 'help', '?', '？', '帮助']);

/** Reads what was typed after the command. */
export function readCommand(typed: string, botUserId: string | null): Command {
  const text = messageText({ text: typed }, botUserId);
  return HELP.has(text.toLowerCase()) ? { kind: 'help' } : { kind: 'report', text };
}
