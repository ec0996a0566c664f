import type { KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../../limits.ts';

/** Blocks that must precede another block. */
const LEADS: ReadonlySet<string> = new Set(['header', 'divider', 'context']);

/**
 * Packs blocks into one message if they fit, otherwise into as many as they need. A heading stays
 * with the block below it, and no message holds two tables.
 */
export function pack(blocks: readonly KnownBlock[]): KnownBlock[][] {
  const messages: KnownBlock[][] = [];
  let open: KnownBlock[] = [];
  let size = 0;
  for (const block of blocks) {
    // Plus one for the comma between two blocks.
    const more = JSON.stringify(block).length + 1;
    if (open.length > 0 && !fits(open, block, size + more)) {
      messages.push(open);
      open = trailingLeads(open);
      size = JSON.stringify(open).length;
    }
    open.push(block);
    size += more;
  }
  return open.length > 0 ? [...messages, open] : messages;
}

/** Returns true if Slack accepts the message with one more block; `size` is that of all as JSON. */
function fits(message: readonly KnownBlock[], block: KnownBlock, size: number): boolean {
  const tables =
    message.filter(({ type }) => type === 'table').length + (block.type === 'table' ? 1 : 0);
  return (
    message.length < SLACK_LIMITS.messageBlocks &&
    size < SLACK_LIMITS.messageCharacters &&
    tables <= SLACK_LIMITS.tables
  );
}

/**
 * Removes blocks that introduce the next one from the end of a message, unless the message would be
 * empty.
 */
function trailingLeads(message: KnownBlock[]): KnownBlock[] {
  let from = message.length;
  while (from > 1 && LEADS.has(message[from - 1]?.type ?? '')) from -= 1;
  return from > 1 || message.length === 1 ? message.splice(from) : [];
}
