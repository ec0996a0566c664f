import type { KnownBlock } from '@slack/types';
import { SLACK_LIMITS } from '../limits.ts';

/** What may only stand above something. */
const LEADS: ReadonlySet<string> = new Set(['header', 'divider', 'context']);

/**
 * Blocks as messages: in one if they fit, else in as many as they need. A heading goes with what it stands above, and no
 * message holds two tables.
 */
export function pack(blocks: readonly KnownBlock[]): KnownBlock[][] {
  const messages: KnownBlock[][] = [[]];
  for (const block of blocks) {
    const last = messages.at(-1) ?? [];
    if (last.length === 0 || fits([...last, block])) {
      last.push(block);
      continue;
    }
    messages.push([...trailingLeads(last), block]);
  }
  return messages.filter(({ length }) => length > 0);
}

/** True of what Slack takes as one message. */
function fits(blocks: readonly KnownBlock[]): boolean {
  return (
    blocks.length <= SLACK_LIMITS.messageBlocks &&
    JSON.stringify(blocks).length <= SLACK_LIMITS.messageCharacters &&
    blocks.filter(({ type }) => type === 'table').length <= SLACK_LIMITS.tables
  );
}

/** Takes what leads to the next block off the end of a message, unless nothing would be left of it. */
function trailingLeads(message: KnownBlock[]): KnownBlock[] {
  let from = message.length;
  while (from > 1 && LEADS.has(message[from - 1]?.type ?? '')) from -= 1;
  return from > 1 || message.length === 1 ? message.splice(from) : [];
}
