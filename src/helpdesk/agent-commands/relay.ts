import type { HelpdeskChannel } from '../../ports/message.ts';
import type { TypedLine } from './agent-input.ts';

/** Returns true if a line in a thread of this desk is meant for the requester. */
export function isRelayed(text: string, { relay }: Pick<HelpdeskChannel, 'relay'>): boolean {
  return relay !== undefined && text.trimStart().startsWith(relay);
}

/**
 * Returns what a line in a ticket's thread asks for: a reply, if it begins with the mark of the desk;
 * otherwise what it says.
 */
export function relayedLine(
  line: TypedLine,
  desk: Pick<HelpdeskChannel, 'relay'> | null,
): TypedLine {
  const { ticket, text, markdown } = line;
  const { relay } = desk ?? {};
  if (ticket === null || relay === undefined || !isRelayed(text, { relay })) return line;
  // With its number, nothing in the text can be taken for another ticket.
  const asReply = (words: string) =>
    `reply ${ticket} ${words.trimStart().slice(relay.length).trim()}`;
  return {
    ...line,
    text: asReply(text),
    ...(markdown === undefined ? {} : { markdown: asReply(markdown) }),
  };
}
