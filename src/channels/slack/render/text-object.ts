import type { PlainTextElement, SectionBlock } from '@slack/types';
import { beginning } from '../../../cards/shared/inline-markup.ts';
import { SLACK_LIMITS } from '../limits.ts';

/**
 * Text that Slack shows character by character: no markup, no mentions, no links, and `:smile:` stays as it was typed.
 * @param most characters the place can hold; a longer text ends in an ellipsis there.
 */
export function plainText(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: shortened(text, most), emoji: false };
}

/** A block of such text, cut where it is longer than one can be. */
export function paragraph(text: string): SectionBlock {
  return { type: 'section', text: plainText(text, SLACK_LIMITS.text) };
}

/** The whole of a text, in as many blocks as it takes. */
export function paragraphs(text: string): SectionBlock[] {
  const parts = Math.ceil(text.length / SLACK_LIMITS.text);
  return Array.from({ length: parts }, (_, index) =>
    paragraph(text.slice(index * SLACK_LIMITS.text, (index + 1) * SLACK_LIMITS.text)),
  );
}

/** The text, or as much of it as fits with an ellipsis. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1)}…`;
}
