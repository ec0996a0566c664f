import type { PlainTextElement, SectionBlock } from '@slack/types';
import { beginning } from '../../../cards/shared/inline-markup.ts';
import { SLACK_LIMITS } from '../limits.ts';

/**
 * Returns text that Slack shows character by character: no markup, no mentions, no links, and
 * `:smile:` stays as typed.
 * @param most maximum length in characters; a longer text is truncated with an ellipsis.
 */
export function plainText(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: shortened(text, most), emoji: false };
}

/** Returns a block of such text, truncated if it is too long for one. */
export function paragraph(text: string): SectionBlock {
  return { type: 'section', text: plainText(text, SLACK_LIMITS.text) };
}

/** Returns the whole text in as many blocks as it needs. */
export function paragraphs(text: string): SectionBlock[] {
  const parts = Math.ceil(text.length / SLACK_LIMITS.text);
  return Array.from({ length: parts }, (_, index) =>
    paragraph(text.slice(index * SLACK_LIMITS.text, (index + 1) * SLACK_LIMITS.text)),
  );
}

/** Returns the text, truncated with an ellipsis if it doesn't fit. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1)}…`;
}
