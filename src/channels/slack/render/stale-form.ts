import type { ModalView } from '@slack/types';
import type { Locale } from '../../../i18n/locale.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { paragraph, paragraphs, plainText } from './text-object.ts';
import { say } from './words.ts';

/**
 * Replaces a form that was submitted too late: shows why nothing was sent, and the text entered, to
 * copy from.
 */
export function staleForm(fields: Readonly<Record<string, string>>, locale: Locale): ModalView {
  const typed = Object.values(fields)
    .filter((text) => text.trim() !== '')
    .flatMap((text) => [{ type: 'divider' } as const, ...paragraphs(text)]);
  return {
    type: 'modal',
    title: plainText(say('stale-title', locale), SLACK_LIMITS.viewTitle),
    close: plainText(say('close', locale), SLACK_LIMITS.viewClose),
    blocks: [paragraph(say('stale-form', locale)), ...typed.slice(0, SLACK_LIMITS.viewBlocks - 1)],
  };
}
