import type { PlainTextElement } from '@slack/types';
import { beginning } from '../../cards/inline-markup.ts';

/**
 * Text that Slack shows character by character: no markup, no mentions, no links, and `:smile:` stays as it was typed.
 * @param most characters the place can hold; a longer text ends in an ellipsis there.
 */
export function plainText(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: shortened(text, most), emoji: false };
}

/** The text, or as much of it as fits with an ellipsis. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1)}…`;
}
