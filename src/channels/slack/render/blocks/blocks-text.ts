import { isRecord } from '../../../../cards/shared/card.ts';

/**
 * Returns all text of blocks as plain text, one block per line, for the notification of a
 * continuation message.
 */
export function blocksText(blocks: readonly unknown[]): string {
  return blocks
    .map(textsIn)
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** Returns the texts of a block, without its buttons. */
function textsIn(node: unknown): string {
  if (Array.isArray(node)) return node.map(textsIn).join('');
  if (!isRecord(node) || node.type === 'button' || node.type === 'static_select') return '';
  if (typeof node.text === 'string') return node.text;
  if (node.type === 'date') return String(node.fallback);
  const parts = Object.entries(node).flatMap(([key, value]) =>
    key === 'block_id' ? [] : [textsIn(value)],
  );
  return node.type === 'rich_text_section' ? `${parts.join('')}\n` : parts.join('');
}
